"""What decisions that are being recorded rest on, so that a later judgement can tell that it changed."""

from collections.abc import Sequence
from dataclasses import replace

from audit.decisions import Decision
from audit.judge import deciding, waiving
from audit.store import Store
from audit.waivers import MOST_LISTED, digest


def bind(store: Store, records: Sequence[Decision], law: waiving.Law) -> tuple[Decision, ...]:
    """
    Records with the text, the work and the licence of what they are about, as verdicts stand; waiving.prepare was called before.

    A group that is short enough is listed too, if it is still the one that the record counted. What a record says itself stays.
    """
    numbered = [replace(record, seq=number) for number, record in enumerate(records, 1)]
    waiving.give(store, [deciding.asked(record, law) for record in numbered])
    found = deciding.bindings(store)
    lists = {row["waiver"]: tuple(row["entries"]) for row in store.query("decide_entries", most=MOST_LISTED)}
    return tuple(
        _bound(record, found.get(f"{deciding.NAME}{number}", {}), lists.get(f"{deciding.NAME}{number}", ()))
        for number, record in enumerate(records, 1)
    )


def differing(store: Store, records: Sequence[Decision]) -> tuple[str, ...]:
    """Of records that were just bound, those on groups that are not as they were counted, a sentence each."""
    now = {row["waiver"]: row for row in store.query("waive_figures")}
    groups = [(record, now.get(f"{deciding.NAME}{number}")) for number, record in enumerate(records, 1) if record.target.count]
    return tuple(
        f"{record.id}: it covers {record.target.count}, now {seen['now'] if seen else 0}, and not the same ones"
        for record, seen in groups
        if seen is None or seen["digest"] != record.target.fingerprints_sha256
    )


def _bound(record: Decision, found: dict[str, str], entries: tuple[str, ...]) -> Decision:
    target = record.target
    if target.kind == "finding":
        return replace(record, binds={**found, **record.binds})
    rests = {name: value for name, value in found.items() if name != "text_sha256"}  # that a group's digest tells of already
    listed = entries if digest(entries) == target.fingerprints_sha256 and not target.fingerprints else target.fingerprints
    return replace(record, binds={**rests, **record.binds}, target=replace(target, fingerprints=listed))
