"""The review as a server of this machine, for as long as one person reviews."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from audit.decisions import Actor
from audit.errors import UsageError
from audit.pipeline.folder import RunFolder
from audit.pipeline.judging import judged_by
from audit.report_model import Showing
from audit.review.backlog import Backlog
from audit.store import Store


@dataclass(frozen=True, slots=True)
class Running:
    """A review that is being served."""

    address: str
    "The link that lets one browser in, once."
    finish: Callable[[], None]
    "Ends it."


def serve(
    run: RunFolder,
    actor: Actor,
    clock: Callable[[], datetime],
    announce: Callable[[Running], None],
    *,
    port: int = 0,
    showing: Showing | None = None,
) -> int:
    """
    Serve the review of a judged run on 127.0.0.1 until it is ended, and give how many records were added.

    `port` 0 is any that is free; `showing` is how much of the corpus's words is shown, None: as the policy says; `announce` is
    told when it runs. UsageError where the packages that serve are missing or the port is not free, RunError where another
    process holds the run's database.
    """
    _require()
    with Store.open(run.database) as store:
        policy = judged_by(run)
        backlog = Backlog(run, policy, store, clock, showing or Showing(policy.evidence))
        before = len(backlog.log)
        try:
            with suppress(KeyboardInterrupt):  # the way to end it from the terminal
                _server(backlog, actor, announce, port).run()
        except SystemExit:
            raise UsageError(f"port {port} is not free; give another with --port, or none for any that is") from None
        return len(backlog.log) - before


def _require() -> None:
    try:
        for name in ("starlette", "uvicorn"):
            import_module(name)  # before any work is done
    except ModuleNotFoundError:
        raise UsageError("the review needs the packages starlette and uvicorn: pip install 'corpus-audit[review]'") from None


def _server(backlog: Backlog, actor: Actor, announce: Callable[[Running], None], port: int) -> Any:
    """A server that tells its address once it listens, to this machine alone, and says nothing else."""
    import uvicorn

    from audit.review.app import Desk, application
    from audit.review.guard import HOST, Session

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            session.port = self.servers[0].sockets[0].getsockname()[1]
            announce(Running(session.address, finish))

    def finish() -> None:
        server.should_exit = True

    session = Session()
    settings: dict[str, Any] = {"http": "h11", "ws": "none", "lifespan": "off", "server_header": False, "proxy_headers": False}
    limits: dict[str, Any] = {"limit_concurrency": 32, "timeout_keep_alive": 5, "timeout_graceful_shutdown": 3}
    quiet: dict[str, Any] = {"log_config": None, "log_level": "error", "access_log": False}
    app = application(Desk(backlog, actor, session, finish))
    server = Server(uvicorn.Config(app, HOST, port, **settings, **limits, **quiet))
    return server
