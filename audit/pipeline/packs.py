"""Rule packs: those that ship, those that come with others' detectors, and folders that a policy names."""

from collections.abc import Sequence
from pathlib import Path

from audit import bundled, registry, rulepacks
from audit.errors import PackError
from audit.judge import style
from audit.model import Outcome, Policy
from audit.rulepacks import Pack


def there(extra: Sequence[str | Path] = ()) -> tuple[Pack, ...]:
    """All packs there are; a folder in `extra` replaces one of its name, else it comes last. What is wrong is a PackError."""
    found = {pack.name: pack for pack in rulepacks.read()}
    for given in [*_foreign().values(), *_placed(extra)]:
        found.update({pack.name: pack for pack in rulepacks.read([given])})
    return rulepacks.amended(tuple(found.values()))


def named(names: Sequence[str | Path]) -> tuple[Pack, ...]:
    """The packs of these names or folders, as each states its rules; none where none is named."""
    return rulepacks.read(_placed(names)) if names else ()


def of_policy(policy: Policy) -> tuple[Pack, ...]:
    """
    The packs whose rules a policy applies, those it names or all there are; later packs and the policy tighten their rules.

    PackError or ConfigurationError where one of them would loosen a rule, or block on style alone.
    """
    applied = rulepacks.by_policy(rulepacks.load(_placed(policy.packs)) if policy.packs else there(), policy)
    _refuse_weak_blocks(applied)
    return applied


def _refuse_weak_blocks(packs: Sequence[Pack]) -> None:
    """Rules that ship are proved not to block on style alone; those of others, and those made stricter, are tried here."""
    shipped = bundled.folder("rules")
    blocking = {
        rule.id
        for pack in packs
        for rule in pack.rules
        if rule.outcome is Outcome.BLOCK and (rule.id in pack.stated or not pack.folder.is_relative_to(shipped))
    }
    tests = [case for pack in packs for case in pack.tests if case.rule in blocking]
    for rule, words in style.blocked(packs, tests) if tests else ():
        mend = "let it ask for review, or write a rule of your own whose condition leaves such findings out"
        raise PackError(f"rule {rule} would block on {words} alone, which nothing may; {mend}")


def _placed(names: Sequence[str | Path]) -> list[str | Path]:
    """Names of packs, with the folders of those that come with others' detectors."""
    foreign = _foreign()
    return [foreign.get(str(name).replace("_", "-"), name) for name in names]


def _foreign() -> dict[str, Path]:
    """Folders of the packs of other distributions' detectors."""
    return {name: pack for name in registry.sources() if (pack := registry.foreign_pack(name))}
