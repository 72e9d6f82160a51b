"""corpus-audit index: make a library of known works, look at one, check one, compare two."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from audit.cli import _options as options

_SIZES = {"k": 10, "m": 20, "g": 30, "t": 40}


class Size(click.ParamType[int]):
    """Bytes, as a number with or without K, M, G or T."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """4G is 4 GiB."""
        text = str(value).strip().lower().removesuffix("ib").removesuffix("b")
        shift = _SIZES.get(text[-1:], 0)
        try:
            return int(float(text[:-1] if shift else text) * (1 << shift))
        except (ValueError, OverflowError):
            self.fail(f"'{value}' is no size; give for instance 512M or 4G", param, ctx)


class Index(click.Command):
    """Makes a library, unless its first word is that of a part."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of a part, where one is named, else of this."""
        if args and args[0] in _PARTS:
            return _PARTS[args[0]].make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("index", cls=Index, short_help="Make a library of known works; look at one.")
@click.argument("works", nargs=-1, type=options.PATH)
@click.option("-o", "--output", "out", type=options.PATH, required=True, metavar="LIBRARY", help="The library's folder.")
@click.option(
    "--profile",
    type=click.Choice(["open", "positions", "sealed"]),
    help="open keeps the texts (default); positions keeps hashes in order; sealed keeps filters only.",
)
@click.option(
    "--kind",
    type=click.Choice(["works", "licence-texts", "benchmarks", "boilerplate", "datasets", "allow-list"]),
    help="What the texts are. Default: works.",
)
@click.option("--add", is_flag=True, help="Keep the works that LIBRARY holds already.")
@click.option(
    "--remove", multiple=True, metavar="ID", help="Leave out a work that LIBRARY holds, and keep the others. Repeatable."
)
@click.option(
    "--merge", multiple=True, type=options.PATH, metavar="LIBRARY", help="Take the works of another library. Repeatable."
)
@click.option(
    "--memory", type=Size(), metavar="SIZE", help="Keep a table of fingerprints of at most so many bytes in the library: 4G."
)
@click.option("--workers", type=click.IntRange(1), help="Worker processes for many works. Default: one a core.")
@options.quiet
def command(works: tuple[Path, ...], out: Path, quiet: bool, **given: Any) -> int:
    """
    Make a library of the works in WORKS: files, folders, e-books, or tables with a work a row; it is given to --works.

    Titles, authors, holders and licences are taken from a manifest (manifest.jsonl, works.toml or works.csv) beside the texts,
    or from the works themselves. A folder with a manifest holds just the works that it lists. What is not given is not guessed.

    \b
    corpus-audit index info LIBRARY             what it holds, and what can be learnt from it
    corpus-audit index verify LIBRARY           whether any byte was altered
    corpus-audit index diff LIBRARY LIBRARY     which works differ
    """
    from audit.cli._voice import Voice
    from audit.pipeline.works import Making, index, warmed

    with Voice(quiet) as voice:
        made = index(works, out, voice, Making(**given))
        about = warmed(made)
    if not quiet:
        click.echo(f"{len(made.works):,} works in {out}; use it with --works {out}")
        click.echo(f"{about}; see corpus-audit index info {out}", err=True)
    return 0


@click.command("info", short_help="What a library holds, and what can be learnt from it.")
@click.argument("library", type=options.PATH)
@options.as_json
def info(library: Path, as_json: bool) -> int:
    """Show what LIBRARY holds and takes, which metadata is not given, and what whoever has it can learn of the works."""
    from audit.cli._index import print_info
    from audit.cli._lines import print_lines
    from audit.pipeline.works_telling import info as told

    about = told(library)
    if as_json:
        print_lines([about])
    else:
        print_info(about)
    return 0


@click.command("verify", short_help="Whether any byte of a library was altered.")
@click.argument("library", type=options.PATH)
@options.as_json
def verify(library: Path, as_json: bool) -> int:
    """Compare every byte of LIBRARY with its digests. The exit status is 2 where one was altered or is missing."""
    from audit.cli._lines import print_lines
    from audit.pipeline.works_telling import verify as verified

    whole = verified(library)
    if as_json:
        print_lines([{"library": str(library), "whole": True, "digest": whole.digest, "bytes": whole.stored_bytes}])
    else:
        click.echo(f"{library} is whole: {whole.stored_bytes:,} bytes agree with their digests; library {whole.digest}")
    return 0


@click.command("diff", short_help="Which works of two libraries differ.")
@click.argument("before", type=options.PATH)
@click.argument("after", type=options.PATH)
@options.as_json
def diff(before: Path, after: Path, as_json: bool) -> int:
    """Show which works AFTER has more, fewer or otherwise than BEFORE. The exit status is 0 whether they differ or not."""
    from audit.cli._index import print_diff
    from audit.cli._lines import print_lines
    from audit.pipeline.works_telling import diff as compared

    found = compared(before, after)
    if as_json:
        print_lines([found])
    else:
        print_diff(found)
    return 0


_PARTS: Mapping[str, click.Command] = {"info": info, "verify": verify, "diff": diff}
