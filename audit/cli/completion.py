"""corpus-audit completion: names and options that a shell completes."""

import click
from click.shell_completion import get_completion_class


@click.command("completion", short_help="Print a script that makes a shell complete commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """
    Print a completion script for SHELL.

    \b
    bash: corpus-audit completion bash >> ~/.bashrc
    zsh:  corpus-audit completion zsh >> ~/.zshrc
    fish: corpus-audit completion fish > ~/.config/fish/completions/corpus-audit.fish
    """
    from audit.cli import PROGRAM, commands

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101  # the choice names only shells that click knows
    click.echo(made(commands, {}, PROGRAM, "_CORPUS_AUDIT_COMPLETE").source())
    return 0
