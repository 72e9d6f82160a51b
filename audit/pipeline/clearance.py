"""
A clearance checked without the run that it is of: who signed, whether the files are those that were signed for, and until when.

What was not compared is said as loudly as what was. A clearance says that a named person cleared a corpus under a policy, and
draws no conclusion from that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit import strict
from audit.errors import ConfigurationError, UsageError
from audit.pipeline import corpus_digest, freezing, signoffs, statements
from audit.pipeline.envelopes import Verifier, payload
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judged_by
from audit.pipeline.signoffs import Signoff
from audit.reports.wording import plural
from audit.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What a clearance is compared with; what is not given is not compared."""

    key: Path | None
    "Public key in PEM; None: whoever wrote it is believed."
    on: date
    corpus: tuple[Path, ...] = ()
    policy: Path | None = None
    report: Path | None = None
    run: Path | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a clearance found."""

    cleared: bool
    headline: str
    problems: tuple[str, ...]
    "Why it is no clearance of what it was compared with; empty: it is."
    checked: tuple[str, ...]
    not_checked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement of a bundle, and whether its signature is of the key; None: that was not asked."""

    values: Mapping[str, Any]
    signed: bool | None


def check(path: Path, asked: Asked) -> Checked:
    """Whether a file clears what it is compared with. ConfigurationError where it is no bundle of statements of ours."""
    found = _statements(path, Verifier(asked.key) if asked.key else None)
    results = [one for one in found if one.values.get("predicateType") == statements.VERIFIED]
    if not results:
        return _no_result(found, path)
    if len(results) > 1:
        raise ConfigurationError(f"{path}: holds {len(results)} clearances; give one file for each")
    record = _record(results[0].values, path)
    problems, checked, not_checked = [], [], []
    for problem, what, compared in _comparisons(results[0], record, asked):
        if not compared:
            not_checked.append(what)
        elif problem:
            problems.append(problem)
        else:
            checked.append(what)
    who = f"cleared by {record.actor.name}{f', {record.actor.role},' if record.actor.role else ''}"
    headline = f"{who} under policy {record.state.policy}, until {record.expires}"
    believed = "" if results[0].signed else "; NOBODY'S SIGNATURE WAS CHECKED"
    said = f"NOT CLEARED: {problems[0]}" if problems else headline + believed
    return Checked(not problems, said, tuple(problems), tuple(checked), tuple(not_checked))


def in_words(path: Path, found: Checked) -> str:
    """What a check found, line by line."""
    lines = [f"{path}: {found.headline}"]
    lines += [f"  problem: {line}" for line in found.problems]
    lines += [f"  checked: {line}" for line in found.checked]
    lines += [f"  NOT checked: {line}" for line in found.not_checked]
    lines.append("A clearance is what a person decided under a policy. It is not permission by whoever holds rights.")
    return "\n".join(lines)


_Compared = tuple[str, str, bool]
"The problem, if there is one; what was compared, or would have been; whether it was."


def _comparisons(result: _Statement, record: Signoff, asked: Asked) -> Iterator[_Compared]:
    state = record.state
    key = f"the signature, which is of the key {record.key}" if record.key else "the signature: nobody signed it"
    no = "its signature is not of the key that was given; do not rely on a word of it"
    yield ("" if result.signed else no), key, result.signed is not None
    yield _contradiction(result.values, record), "the statement, which agrees with the record of the sign-off in it", True
    yield ("" if state.gate == 0 else "the gate did not pass"), "the gate, which passed", True
    over = f"it ended on {record.expires}; have it signed anew" if asked.on > record.expires else ""
    early = f"it was signed on {record.at.date()} only" if asked.on < record.at.date() else ""
    yield over or early, f"its last day, {record.expires}, as of {asked.on}", True
    yield (
        _of_corpus(result.values, record, asked.corpus),
        f"the corpus of {plural(state.files, 'file')}, dirHash {state.corpus}",
        bool(asked.corpus),
    )
    yield (
        _of_file(asked.policy, state.policy, "the policy"),
        f"the policy's file, sha256 {state.policy}",
        asked.policy is not None,
    )
    if state.report:
        told = f"the report that was read, {state.report_name}, sha256 {state.report}"
        yield _of_file(asked.report, state.report, "the report"), told, asked.report is not None
    elif asked.report:
        yield "no report was named when it was signed", "", True
    yield _of_run(record, asked.run), "the run, which may have moved on since", asked.run is not None


def _contradiction(values: Mapping[str, Any], record: Signoff) -> str:
    """What of a statement does not follow from the record in it; empty: all does."""
    listed = {one["name"].removeprefix("corpus/"): one["digest"]["sha256"] for one in _listed(values)}
    about = statements.subjects(record.state, listed)
    if signoffs.digest(record) != record.sha256:
        return "the record of the sign-off was altered: it is not what its digest was made of"
    if listed and corpus_digest.dir_hash(listed) != record.state.corpus:
        return "the digests of its files are not those that the digest of the corpus was made of"
    if statements.canonical(statements.verified(record, about)) != statements.canonical(values):
        return "the statement was altered: it does not follow from the record of the sign-off in it"
    return ""


def _listed(values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Files of the corpus that a statement names one by one."""
    found = values.get("subject")
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [
        one
        for one in rows
        if str(one.get("name")).startswith("corpus/") and isinstance(one.get("digest"), dict) and "sha256" in one["digest"]
    ]


def _of_corpus(values: Mapping[str, Any], record: Signoff, corpus: Sequence[Path]) -> str:
    if not corpus:
        return ""
    files = corpus_digest.of_files(corpus)
    if corpus_digest.dir_hash(files) == record.state.corpus:
        return ""
    signed = {str(one["name"]).removeprefix("corpus/"): one["digest"]["sha256"] for one in _listed(values)}
    differ = sorted(name for name in {*files, *signed} if files.get(name) != signed.get(name)) if signed else []
    which = (
        f": first {differ[0]}, of {len(differ)} that differ"
        if differ
        else f": {plural(len(files), 'file')}, where it is of {record.state.files}"
    )
    return f"the corpus is not the one that was signed for{which}"


def _of_file(path: Path | None, expected: str, what: str) -> str:
    if path is None:
        return ""
    try:
        found = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; name another file") from error
    return "" if found == expected else f"{what} is not the one that it was signed under: {path} has sha256 {found}"


def _of_run(record: Signoff, path: Path | None) -> str:
    if path is None:
        return ""
    run = RunFolder.existing(path)
    if record.sha256 not in {one.sha256 for one in signoffs.of_run(run)}:
        return f"{path} has no such sign-off; it is of another run"
    with Store.open(run.database) as store:
        moved = freezing.moved(record.state, freezing.freeze(run, store, judged_by(run)))
    return f"it was signed for an earlier state of {path}: {'; '.join(moved)}" if moved else ""


def _no_result(found: Sequence[_Statement], path: Path) -> Checked:
    """What is to be said of a file without a clearance in it."""
    if not any(one.values.get("predicateType") == statements.TESTED for one in found):
        raise ConfigurationError(f"{path}: holds no statement of a sign-off; give the file that corpus-audit signoff wrote")
    said = "the gate did not pass when it was signed, so there is a test result and no clearance"
    return Checked(False, f"NOT CLEARED: {said}", (said,), (), ())


def _record(values: Mapping[str, Any], path: Path) -> Signoff:
    predicate = values.get("predicate")
    given = predicate.get(statements.EXTENSION) if isinstance(predicate, dict) else None
    if not isinstance(given, dict):
        raise ConfigurationError(f"{path}: the statement lacks the record of the sign-off; it is not of corpus-audit")
    return signoffs.parsed(given, f"{path}: sign-off")


def _statements(path: Path, verifier: Verifier | None) -> list[_Statement]:
    """The statements of a bundle. Lines that are none are passed over, as the specification asks."""
    found = []
    for number, text in enumerate(strict.text(path).splitlines(), 1):
        where = f"{path}: line {number}"
        line = strict.json_object(text, where)
        if "payload" in line:
            values = strict.json_object(payload(line, where).decode(errors="replace"), where)
            found.append(_Statement(values, verifier.signed(line, where) if verifier else None))
        elif line.get("_type") == statements.STATEMENT:
            found.append(_Statement(line, False if verifier else None))
    return found
