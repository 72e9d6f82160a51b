"""corpus-audit rules: the rules there are, in words, and their tests."""

import click

from audit.cli import _options as options


@click.group("rules", short_help="List, show or test rules.")
def command() -> None:
    """The rules there are. PACKS are names of packs that ship, or folders; without any, all that ship."""


@command.command("list")
@click.argument("packs", nargs=-1, metavar="[PACKS]...")
@options.as_json
def list_rules(packs: tuple[str, ...], as_json: bool) -> int:
    """One rule a line: id, outcome, title."""
    from audit.cli._lines import print_lines
    from audit.pipeline import rules

    found = rules.known(packs)
    if as_json:
        print_lines(rules.described(rule) for rule in found)
        return 0
    width = max((len(rule.id) for rule in found), default=0)
    for rule in found:
        click.echo(f"{rule.id:<{width}}  {rule.outcome:<6}  {rule.title}")
    return 0


@command.command("show")
@click.argument("rule_id", metavar="RULE")
@click.argument("packs", nargs=-1, metavar="[PACKS]...")
@options.as_json
def show_rule(rule_id: str, packs: tuple[str, ...], as_json: bool) -> int:
    """What a rule says, why, by which sources, and how to mend what it finds."""
    from audit.cli._lines import print_lines
    from audit.pipeline import rules

    rule = rules.one(rule_id, packs)
    if as_json:
        print_lines([rules.described(rule)])
    else:
        click.echo(rules.in_words(rule))
    return 0


@command.command("test")
@click.argument("packs", nargs=-1, metavar="[PACKS]...")
@options.quiet
def test_rules(packs: tuple[str, ...], quiet: bool) -> int:
    """Run the tests that rules bring. Exit status 2 where one fails."""
    from audit.errors import ExitStatus
    from audit.pipeline import rules

    results = rules.outcomes_of_tests(packs)
    failed = [result for result in results if not result.passed]
    for result in failed:
        click.echo(f"failed: {result.rule}: {result.name}: fired {result.fired} times, not {result.expected}", err=True)
    if not quiet:
        click.echo(f"{len(results) - len(failed)} of {len(results)} rule tests passed")
    return ExitStatus.USAGE if failed else ExitStatus.PASSED
