"""Reports made from a seed, with words of our own."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from audit.model import Citation, Evidence, Kind, Level, Outcome, Quote, Rule, Span
from audit.report_model import (
    Coverage,
    Decisions,
    DetectorRow,
    Exhibit,
    FamilyRow,
    FormatCount,
    Gate,
    KindCount,
    LibraryRow,
    LicenceRow,
    Lineage,
    Obligations,
    PlatformRow,
    Report,
    RuleRow,
    SiteRow,
    SkipCount,
    Sources,
    WorkRow,
)
from audit.report_model.choices import Choice, LibraryTotal
from audit.report_model.works import Stated
from audit.reports.compare import compare
from audit.reports.tally import tally
from tests.reports.made_dataset import made_dataset
from tests.reports.made_decisions import made_decisions
from tests.reports.made_lineage import made_lineage
from tests.reports.made_obligations import made_obligations
from tests.reports.made_sources import made_sources
from tests.reports.made_trend import made_trend

PASSAGE = (
    "The ferry left the grey harbour before the bakers had lit their ovens. Nobody waved. On the upper deck a woman counted "
    "the lamps along the quay, as she had counted them every winter since the mill had closed, and found that one was missing. "
    "She wrote the number down. Then the fog came over the rail and took the town away, roof after roof, as neatly as a clerk "
    "who clears a desk."
)
REWORDED = (
    "The ferry left the gray harbour before the bakers lit their ovens. Nobody waved at all. On the upper deck a woman counted "
    "the lamps along the pier, as she had counted them each winter since the mill closed, and found that one was missing. "
    "Then the fog came over the rail and took the town away, roof after roof, as neatly as a clerk who clears a desk."
)
HOSTILE = (
    "</script><script>document.title='owned'</script><img src=x onerror=alert(1)> \x1b[31mred\x1b[0m \u202egnp.exe\u202c "
    "line\u2028separator {{ 7*7 }} {% raw %} <!-- --> ]]> =cmd|' /C calc'!A0 write to mira@example.org"
)
RULES = (
    Rule(
        "core/known-work-long", "core", "A long passage of a known work",
        "The text repeats a long passage of a work. Whoever holds the rights may have to agree.",
        "Long identical passages are seldom coincidence.", Outcome.BLOCK, "finding", "longest_run >= 50",
        ("commercial-training",), ("EU", "US"), (Citation("An Act on Works, section 4", date(2021, 6, 7), "https://example.org/act#4"),),
        ("Remove the records.", "Or obtain a licence and record it as a decision."), date(2021, 6, 7),
    ),
    Rule(
        "core/generated-review", "core", "Text that a model probably wrote",
        "Some providers bar training on what their models write.",
        "The provider's terms decide, and they changed several times.", Outcome.REVIEW, "finding", "kind = 'generated'", (), (),
        (Citation("Terms of an example provider", date(2024, 1, 31)),), ("Ask who made the data, and with which model.",),
    ),
    Rule(
        "core/unlicensed-share", "core", "Records without any licence", "No licence is not permission.",
        "Silence grants nothing.", Outcome.NOTE, "measure", "unlicensed > 0.5", (), (), (), (),
    ),
)  # fmt: skip

LIBRARIES = (
    LibraryRow("aa11", "our works", "works", "open", 5, 4, 0, 1, ("The Mill on the Quay",)),
    LibraryRow("bb22", "quizzes", "benchmarks", "sealed", 400, 2, 1, 397, tuple(f"Quiz {number}" for number in range(200))),
)


@pytest.fixture(scope="session")
def make_report() -> Callable[..., Report]:
    """A function that makes a report: `make_report(seed, exhibits=12, text=None, **fields)`."""
    return made


def made(seed: int = 1, exhibits: int = 12, text: str | None = None, scale: int = 1, **changes: object) -> Report:
    chance = random.Random(seed)
    shown = tuple(_exhibit(number, chance, text) for number in range(1, exhibits + 1))
    report = Report(
        title="Harbour corpus, release 4",
        corpus=("harbour/part-*.jsonl", "harbour/archive.warc.gz"),
        created="2026-03-04T05:06:07Z",
        tool_version="0.1.0",
        command="corpus-audit run harbour --policy policy.toml --works works -o html=report.html",
        policy_name="commercial release",
        policy_digest="4f" * 16,
        purposes=("commercial-training", "weights-release"),
        jurisdictions=("EU", "US"),
        fail_on=Outcome.BLOCK,
        min_coverage=0.999,
        gate=_gate(1),
        coverage=_coverage(scale),
        kinds=_kinds(chance, scale),
        works=tuple(_work(number, chance, scale) for number in range(1, 8)),
        sites=tuple(_site(number, chance, scale) for number in range(1, 13)),
        sites_total=12 + 400 * scale,
        platforms=(
            PlatformRow("Example Forum", "forum", 1204 * scale, 31, 610 * scale, 0.0508),
            PlatformRow("Example Questions", "qa", 320 * scale, 2, 200 * scale, 0.0167),
            PlatformRow("A video platform's transcripts", "transcript", 0, 44 * scale, 44 * scale, 0.0037),
        ),
        families=(
            FamilyRow("larch", "Example Labs", 88 * scale, 210 * scale, 240 * scale, 0.02),
            FamilyRow("unknown", None, 0, 37, 37, 0.0031),
        ),
        licences=(
            LicenceRow("CC-BY-4.0", 4100 * scale, 312, 8, 0.341),
            LicenceRow("MIT", 800 * scale, 790 * scale, 1, 0.0665),
            LicenceRow("none", 7100 * scale, 0, 0, 0.5925),
        ),
        rules=(RuleRow(RULES[0], 14, 2, 12, 3), RuleRow(RULES[1], 298 * scale, 0, 240 * scale), RuleRow(RULES[2], 1, 0, 0)),
        exhibits=shown,
        exhibits_total=312 * scale,
        detectors=(
            DetectorRow(
                "known-work", 3, "Passages of the works in a library.", "Misses paraphrase and translation.",
                ({"kind_of_text": "novels", "precision": 0.998, "recall": 0.997, "false_positive_rate": 0.0002,
                  "documents": 4100, "data": "own test set", "date": "2026-02-01"},),
                {"finding_words": 14, "identical_similarity": 0.995, "minor_similarity": 0.85}, "1c" * 32,
            ),
            DetectorRow("generated-phrase", 1, "Phrases that assistants write.", "Misses other languages.", ()),
        ),
        libraries=({"name": "our works", "digest": "aa11" * 8, "works": 7, "bytes": 1234567, "profile": "open"},),
        digests={"pack core": "cd" * 16, "corpus": "ef" * 16, "list public-suffix": "01" * 16},
        classification="Privileged and confidential. Prepared at the direction of counsel.",
        work_totals=tuple(LibraryTotal(row.library, _choices(True)) for row in LIBRARIES),
        searched=LIBRARIES,
        sources=made_sources(text, scale),
        reviews={"core": "", "house": "A. Counsel, 2026-02-01"},
        decisions=made_decisions(text, scale),
        lineage=made_lineage(text, scale),
        obligations=made_obligations(text, scale),
        dataset=made_dataset(text, scale),
    )  # fmt: skip
    return replace(report, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def kinds_of_report() -> dict[str, Report]:
    """Reports that differ as runs do: by name."""
    return variants()


def variants() -> dict[str, Report]:
    none = {
        "kinds": (),
        "works": (),
        "sites": (),
        "sites_total": 0,
        "platforms": (),
        "families": (),
        "licences": (),
        "searched": (),
        "sources": Sources(),
        "reviews": {},
        "decisions": Decisions(),
        "lineage": Lineage(),
        "obligations": Obligations(),
    }
    empty = replace(_coverage(1), files=0, files_opened=0, records=0, documents=0, words=0, stored_bytes=0, decoded_bytes=0,
                    read_share=0.0, formats=(), skips=(), documents_without_url=0, documents_without_date=0,
                    documents_without_licence=0)  # fmt: skip
    return {
        "failed": made(trend=made_trend()),
        "passed": made(2, exhibits=0, gate=_gate(0), rules=(RuleRow(RULES[0], 0, 0, 0),), exhibits_total=0, works=(),
                       families=()),
        "incomplete": made(3, gate=_gate(3), classification=""),
        "empty": made(4, exhibits=0, exhibits_total=0, gate=_gate(3), coverage=empty, rules=(), libraries=(), digests={}, **none),
        "huge": made(5, exhibits=40, scale=1_000_003, trend=made_trend(scale=1_000_003)),
        "hostile": made(6, text=HOSTILE, title=HOSTILE, corpus=(HOSTILE,), policy_name=HOSTILE, classification=HOSTILE,
                        works=(replace(_work(1, random.Random(6), 1), work=HOSTILE, title=HOSTILE, holder=HOSTILE,
                                       licence=HOSTILE),),
                        searched=(replace(LIBRARIES[0], name=HOSTILE, kind=HOSTILE, profile=HOSTILE, not_found=(HOSTILE,)),),
                        sites=(replace(_site(1, random.Random(6), 1), domain=HOSTILE),), digests={HOSTILE: HOSTILE}),
        "scripts": made(7, text="השיירה יצאה לפני הזריחה, and nobody noticed. 渡し船は夜明け前に港を出た。誰も手を振らなかった。"
                                "غادرت العبارة الميناء الرمادي قبل الفجر. 👩‍👩‍👧 Z̸̧a̴l̵g̶o."),
    }  # fmt: skip


def _gate(status: int) -> Gate:
    sentence, reasons, steps = {
        0: ("Passed: no open finding meets a rule that blocks this release.", (), ("Keep this report with the release.",)),
        1: (
            "Not passed: 14 findings in 3 works meet the rule “A long passage of a known work”, and nobody has decided on them.",
            ("14 open findings block; the policy lets 0 pass.", "298 findings wait for review; they do not block."),
            ("Decide on the 14 findings of exhibits 1 to 14.", "Remove the records, or record a licence."),
        ),
        3: (
            "Incomplete: nothing blocks, but 2.1% of the bytes could not be read as records.",
            ("Coverage is 97.9%; the policy asks for 99.9%.",),
            ("Mend or remove harbour/part-3.jsonl and run again.",),
        ),
    }[status]
    return Gate(status, sentence, reasons, steps)


def _coverage(scale: int) -> Coverage:
    skips = (
        SkipCount(
            "malformed-record", "The record is not valid JSON.", True, 2 * scale, 31_200 * scale, 0, "part-3.jsonl#17: line 18"
        ),
        SkipCount("truncated", "The file ends too early.", True, 1, 0, 0, "archive.warc.gz: after byte 1,048,576"),
        SkipCount("empty-text", "The record holds no text.", False, 11 * scale, 220, 0, "part-1.jsonl#4: text is empty"),
    )
    formats = (
        FormatCount("jsonl", 4, 11_014 * scale, 11_000 * scale, 5_100_300 * scale, 31_457_280 * scale),
        FormatCount("warc", 1, 1_000 * scale, 984 * scale, 400_020 * scale, 9_437_184 * scale),
    )
    sentences = (
        "No library of code was given: copied source code is not looked for.",
        "Detector generated-style is off.",
        "About 3% of documents are in languages that the phrase lists do not cover.",
    )
    return Coverage(5, 5, 12_014 * scale, 11_984 * scale, 5_500_320 * scale, 40_894_464 * scale, 120_000_000 * scale, 0.99958,
                    formats, skips, 3_200 * scale, 1_140 * scale, 7_100 * scale, sentences)  # fmt: skip


def _kinds(chance: random.Random, scale: int) -> tuple[KindCount, ...]:
    return tuple(
        KindCount(
            kind,
            chance.randint(1, 900) * scale,
            chance.randint(0, 400) * scale,
            chance.randint(1, 700) * scale,
            chance.random() / 9,
        )
        for kind in Kind
    )


def _work(number: int, chance: random.Random, scale: int) -> WorkRow:
    starts = sorted(chance.random() for _ in range(2 * chance.randint(1, 6)))
    intervals = tuple(
        zip(starts[::2], (start + (end - start) / 3 for start, end in zip(starts[::2], starts[1::2], strict=True)), strict=True)
    )
    known = number % 3
    return WorkRow(
        f"work-{number}", f"The Ferry and the Fog, volume {number}" if known else None, "M. Ferryman" if known else None,
        "Harbour House" if known == 1 else None, "1998" if known else None, None if known == 1 else "public-domain",
        "works.toml", chance.randint(1, 40) * scale, chance.randint(0, 9), chance.randint(1, 30) * scale,
        chance.randint(40, 9000) * scale, chance.randint(13, 600), sum(end - start for start, end in intervals), intervals,
        library=LIBRARIES[number % 2].library, library_kind=LIBRARIES[number % 2].kind, territory="EU" if known else None,
        source="an archive" if known else None, identifier="ISBN 0-00" if known else None,
        permission="not-given" if known == 1 else "public-domain", passages=len(intervals),
        most_copies=number, share_with_repeats=1.7,
        stated=(Stated("works.toml", ("title", "author")), Stated("its own head", ("year",))),
        not_given=("holder",),
        licence_given_as="free, so they say", choices=_choices(known != 1), words_by_class={"identical": 70, "minor": 30},
        omitted_characters=number,
        also_in=number, quoted=number % 2, allowed=number % 4, common=number % 3, unnamed=number % 5, named=1,
    )  # fmt: skip


def _choices(free: bool) -> tuple[Choice, ...]:
    """Of a work with two passages, one identical and one, in another document, with minor changes."""
    kinds, extra = ("identical", "minor"), (("free",) if free else ())
    made = [
        Choice((*kinds, *extra), (), 2, 2, 100, 0.3), Choice(("identical", *extra), ("minor",), 1, 1, 70, 0.2),
        Choice(("minor", *extra), ("identical",), 1, 1, 30, 0.1), Choice(extra, kinds, 0, 0, 0, 0.0),
    ]  # fmt: skip
    return (*made, Choice((), ("free",), 0, 0, 0, 0.0)) if free else tuple(made)


def _site(number: int, chance: random.Random, scale: int) -> SiteRow:
    kinds = ("news", "forum", "wiki", None)
    return SiteRow(f"site-{number}.example", None, "Example Press" if number % 2 else None, kinds[number % 4],
                   chance.randint(1, 900) * scale, chance.randint(100, 90_000) * scale, 0.16 / number)  # fmt: skip


def _exhibit(number: int, chance: random.Random, text: str | None) -> Exhibit:
    copied = number % 3 != 0
    left = text or REWORDED
    sides = compare(left, PASSAGE if not text else text[::-1], 300)
    evidence = (
        Evidence("matched-words", 58, "words"), Evidence("longest-run", 31, "words"),
        Evidence("share-of-document", 0.2513, "share"), Evidence("share-of-work", 0.00042, "share"),
    ) if copied else (Evidence("phrase-length", 22, "characters"),)  # fmt: skip
    return Exhibit(
        number=number,
        document=f"harbour/part-{chance.randint(1, 4)}.jsonl#{chance.randint(0, 9999)}",
        record_id=f"r-{chance.randint(0, 10**9):09d}" if number % 2 else None,
        url=f"https://site-{number}.example/pages/{number}?q=1&r=2" if number % 4 else None,
        captured=date(2023, 5, 1 + number % 28) if number % 5 else None,
        detector="known-work" if copied else "generated-phrase",
        detector_version=3 if copied else 1,
        kind=Kind.COPYRIGHT if copied else Kind.GENERATED,
        level=Level.FINDING if number % 4 else Level.CLUE,
        outcome=(Outcome.BLOCK, Outcome.REVIEW, None)[number % 3],
        rules=(RULES[0].id,) if copied else (RULES[1].id,),
        attributes={"work": f"work-{1 + number % 7}", "class": text or "reworded"} if copied else {"family": "larch"},
        evidence=evidence,
        span=Span(120, 120 + len(left)) if number % 6 else Span(0, 0),
        reference=f"works/work-{1 + number % 7}@{LIBRARIES[(1 + number % 7) % 2].library}" if copied else None,
        reference_span=Span(4000, 4400) if copied else None,
        left=sides.left if copied else (),
        right=sides.right if copied else (),
        quote=Quote("It had rained all night. ", left[:300], " And so on.") if number % 6 else Quote("", "", "It had rained."),
        fingerprint=f"{chance.getrandbits(128):032x}",
        reproduce=f"corpus-audit reproduce {number:08x} --run audit-run",
        left_cut=sides.left_cut if copied else 0,
        right_cut=sides.right_cut if copied else 0,
        changes=sides.changes if copied else {},
        tally=tally(sides.changes if copied else {}, evidence),
        passage_documents=number if copied else 0,
        discounts=(text or "The passage stands in quotation marks.",) if copied and number % 2 else (),
        credit="The record carries the work's notice of rights." if copied and number % 2 else "",
    )  # fmt: skip
