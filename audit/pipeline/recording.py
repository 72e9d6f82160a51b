"""Records of a person at work, added to the log of a run at once."""

from collections.abc import Sequence

from audit import decisions
from audit.decisions import Decision
from audit.errors import ConfigurationError
from audit.judge import waiving
from audit.pipeline.decisions import LOG, bound, of_run
from audit.pipeline.folder import RunFolder


def record(run: RunFolder, made: Sequence[Decision], law: waiving.Law, seen: str) -> tuple[Decision, ...]:
    """
    Records as they stand in the log of a run after they were added, made by somebody who saw the log as far as the head `seen`.

    ConfigurationError, and nothing is added, where somebody decided on the same since; RunError where another command holds the
    run.
    """
    with run.locked():
        log = of_run(run)
        heads = [decisions.head(log[:length]) for length in range(len(log) + 1)]
        since = log[heads.index(seen) :] if seen in heads else log
        wanted = {one.target.key for one in made}
        if others := sorted({one.actor.name for one in since if one.target.key in wanted}):
            raise ConfigurationError(f"{', '.join(others)} decided on this meanwhile; look at it again")
        found = decisions.chained(log, [bound(one, law) for one in made])
        decisions.append(run.path / LOG, found)
    return found
