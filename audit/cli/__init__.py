"""The command line. A module of this package is a command: it parses, calls one function of the pipeline, prints, and exits."""

import gc
import pkgutil
import sys
import traceback
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

import click

from audit import __version__
from audit.errors import AuditError, ExitStatus

PROGRAM = "corpus-audit"
_FIRST = ("run", "scan", "judge", "report", "gate")
"Commands that help shows first: the audit in its order."
_BROKEN_PIPE = 141
"What a shell shows for a program that wrote to a reader who had left."


class Commands(click.Group):
    """The commands, each imported when it is called or shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands: the audit's steps, then the others by name."""
        there = {found.name.replace("_", "-") for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")}
        return [name for name in _FIRST if name in there] + sorted(there.difference(_FIRST))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was meant; an unknown one is answered with the nearest name."""
        name = args[0]
        if name not in self.list_commands(ctx) and not name.startswith("-"):
            close = get_close_matches(name, self.list_commands(ctx), n=1)
            meant = f" Did you mean '{close[0]}'?" if close else f" There are: {', '.join(self.list_commands(ctx))}."
            ctx.fail(f"No command named '{name}'.{meant}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name=PROGRAM)
def commands() -> None:
    """
    Tells, with evidence, what a training corpus is made of and whether it may be used.

    \b
    Exit status: 0 passed, 1 the gate failed, 2 usage or configuration, 3 incomplete,
    130 interrupted, 70 the program crashed.
    """


def main() -> NoReturn:
    """Run the command that was given and exit with its status."""
    gc.set_threshold(100_000, 20, 100)  # modules make many objects that stay, and records few that lie in circles
    sys.exit(status())


def status(args: list[str] | None = None) -> int:
    """Run a command and give its exit status. Every way to end is turned into one here, so that a crash is never 0 or 1."""
    try:
        result = commands.main(args, prog_name=PROGRAM, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitStatus.USAGE
    except AuditError as error:
        from audit.reports.visible import visible

        click.echo(f"{PROGRAM}: {visible(str(error), False)}", err=True)
        return error.status
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"{PROGRAM}: interrupted; give the same command again to go on, finished shards are kept", err=True)
        return ExitStatus.INTERRUPTED
    except SystemExit as end:  # click's own ends: completion, and 1 for a reader who left
        return _BROKEN_PIPE if end.code == 1 else int(end.code or 0)
    except Exception:
        traceback.print_exc()
        click.echo(f"{PROGRAM} {__version__} crashed. This is a fault of the program: please report the lines above.", err=True)
        return ExitStatus.CRASHED
    return result if isinstance(result, int) else ExitStatus.PASSED
