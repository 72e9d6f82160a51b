"""Rule packs: those that ship, those that come with others' detectors, and folders that a policy names."""

from collections.abc import Sequence
from pathlib import Path

from audit import registry, rulepacks
from audit.model import Policy
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

    PackError or ConfigurationError where one of them would loosen a rule.
    """
    if not policy.packs:
        return rulepacks.by_policy(there(), policy)
    return rulepacks.by_policy(rulepacks.load(_placed(policy.packs)), policy)


def _placed(names: Sequence[str | Path]) -> list[str | Path]:
    """Names of packs, with the folders of those that come with others' detectors."""
    foreign = _foreign()
    return [foreign.get(str(name).replace("_", "-"), name) for name in names]


def _foreign() -> dict[str, Path]:
    """Folders of the packs of other distributions' detectors."""
    return {name: pack for name in registry.sources() if (pack := registry.foreign_pack(name))}
