"""
Measure enrolment on labelled records: some models enrolled, some given as controls, some never seen.

    python tests/quality/enrolment.py RECORDS.jsonl[.zst]        fields: text, label (human or model), model, domain, prompt_id

Documents that profiles are made of and those that are asked about share no prompt. Of the models of a kind of text every third
is a control and every third is never seen; people's texts are controls where they are of some kinds, and asked about where they
are of others. Pools of 20 documents. The last table asks about the enrolled models' texts of another kind.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import duckdb
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from audit.references.enrolling import Measuring
from audit.references.enrolment import (
    FEWEST_SAMPLES,
    FEWEST_WORDS,
    POOL,
    Answer,
    Profiles,
    Sample,
    Verdict,
    chosen,
    family_of,
    features_of,
)

SETS = {
    "debate": ("debate_rebuttal", "debate_closing", "debate_opening"),
    "creative and essay": ("creative_slop", "essay_slop"),
    "political": ("political_speechmap",),
    "instructions": ("instruct_ae",),
}
DRAWS = 100
FAMILIES = {
    "openai": ("gpt", "o1", "o3", "chatgpt", "text_davinci"),
    "anthropic": ("claude",),
    "google": ("gemini", "gemma", "google"),
    "meta": ("llama", "meta"),
    "qwen": ("qwen",),
    "mistral": ("mistral", "mixtral", "ministral"),
    "deepseek": ("deepseek",),
    "moonshot": ("kimi",),
}
TOTALS: dict[str, Counter[str]] = defaultdict(Counter)
"By what was asked about, pools by how they were answered: right, family, none, abstained or wrong."
Texts = Mapping[tuple[str, bool], Sequence[bytes]]


def main(path: str) -> None:
    """Measure each set."""
    rows = duckdb.execute(
        "SELECT text, label, model, domain, prompt_id FROM read_json(?, format = 'newline_delimited')", [path]
    ).fetchall()
    people = _people(rows)
    for name, domains in SETS.items():
        texts = _texts([row for row in rows if row[1] == "model" and row[3] in domains])
        names = sorted({named for named, _ in texts}, key=lambda one: sha256(one.encode()).hexdigest())
        known = [one for one in names if len(texts.get((one, False), ())) >= FEWEST_SAMPLES]
        enrolled, controls, unseen = (known[place::3] for place in range(3))
        samples = [_sample(one, False, texts[one, False]) for one in enrolled]
        samples += [_sample(one, True, texts[one, False]) for one in controls]
        samples += [_sample(f"people {number}", True, part) for number, part in enumerate(people[0])]
        profiles, table = Measuring(samples, chosen(samples)).profiles()
        print(f"\n== {name}: {len(enrolled)} enrolled, {len(controls)} models and people as controls, {len(unseen)} unseen")
        print(
            "measured at enrolment, wrong:", *(f"{row.name}{'' if row.is_seen else ' unseen'} {row.wrong:.2f}" for row in table)
        )
        asked = {"enrolled": enrolled, "control": controls, "unseen": unseen}
        for role, ones in asked.items():
            for one in ones:
                _print(role, one, texts.get((one, True), ()), profiles)
        for number, part in enumerate(people[1]):
            _print("people", f"people of other kinds {number}", part, profiles)
        elsewhere = _texts([row for row in rows if row[1] == "model" and row[3] not in domains])
        for one in enrolled:
            _print("other kind of text", one, [*elsewhere.get((one, True), ()), *elsewhere.get((one, False), ())], profiles)
    print("\n== all kinds of text, share of pools")
    for role, totals in TOTALS.items():
        print(f"{role:<20}", {outcome: round(count / totals.total(), 4) for outcome, count in totals.most_common()})


def named(model: str) -> str:
    """FAMILY/VERSION; a model of no listed family is one of its own."""
    low = model.lower()
    return next((f"{family}/{low}" for family, begins in FAMILIES.items() if low.startswith(begins)), low)


def _texts(rows: Sequence[tuple[str, ...]]) -> Texts:
    """By name, and whether they are asked about: texts whose prompts are of one of three parts."""
    made = defaultdict(list)
    for text, _, model, _, prompt in sorted(rows, key=lambda row: row[4]):
        if len(text.split()) >= FEWEST_WORDS:
            made[named(model), sha256(prompt.encode()).digest()[0] % 3 == 0].append(text.encode())
    return made


def _people(rows: Sequence[tuple[str, ...]]) -> tuple[list[list[bytes]], list[list[bytes]]]:
    """Controls, and those asked about, of other kinds of text."""
    parts = defaultdict(list)
    for text, label, _, domain, _ in rows:
        if label == "human" and len(text.split()) >= FEWEST_WORDS:
            parts[sha256(domain.encode()).digest()[0] % 6].append(text.encode())
    whole = [parts[number][:600] for number in sorted(parts) if len(parts[number]) >= FEWEST_SAMPLES]
    return whole[::2], whole[1::2]


def _sample(name: str, is_control: bool, texts: Sequence[bytes]) -> Sample:
    found = [features_of(text) for text in texts]
    return Sample(name, is_control, [one for one, _ in found], np.array([size for _, size in found], np.int64))


def _print(role: str, name: str, texts: Sequence[bytes], profiles: Profiles) -> None:
    if len(texts) < POOL:
        return
    ends = np.cumsum([len(text) for text in texts]).astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
    scores, covered = profiles.scores(np.frombuffer(b"".join(texts), np.uint8), starts, ends)
    random, answers = np.random.default_rng(0), Counter()
    for _ in range(DRAWS):
        drawn = random.choice(len(texts), POOL, replace=False)
        told = profiles.answer(scores[drawn].mean(0), float(covered[drawn].mean()), POOL)
        TOTALS[role][_outcome(told, name, role)] += 1
        answers[told.name + ("/" if told.verdict is Verdict.FAMILY else "") or told.verdict.value] += 1
    print(f"{role:<20}{name:<45}{len(texts):>5}", dict(answers.most_common()))


def _outcome(told: Answer, name: str, role: str) -> str:
    if told.verdict is Verdict.VERSION:
        return "right version" if told.name == name and role != "control" else "wrong"
    if told.verdict is Verdict.FAMILY:
        return "right family" if told.name == family_of(name) else "wrong"
    return told.verdict.value


if __name__ == "__main__":
    main(sys.argv[1])
