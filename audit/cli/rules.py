"""corpus-audit rules: the rules there are, in words, and what their tests show."""

import click

from audit.cli import _options as options


@click.group("rules", short_help="List, show, explain or test rules.")
def command() -> None:
    """The rules there are. PACKS are names of packs that ship, or folders; without any, all that ship."""


@command.command("list")
@click.argument("packs", nargs=-1, metavar="[PACKS]...")
@click.option("--by", type=click.Choice(["topic"]), help="Count them by topic, purpose and jurisdiction instead.")
@options.as_json
def list_rules(packs: tuple[str, ...], by: str | None, as_json: bool) -> int:
    """One rule a line: id, outcome, severity, title."""
    from audit.cli._lines import print_lines
    from audit.pipeline import rules

    found = rules.known(packs)
    if as_json:
        print_lines(rules.described(rule) for rule in found)
    elif by:
        for line in rules.coverage(found).lines():
            click.echo(line)
    else:
        width = max((len(rule.id) for rule in found), default=0)
        for rule in found:
            click.echo(f"{rule.id:<{width}}  {rule.outcome:<6}  {rule.severity:<8}  {rule.title}")
    return 0


@command.command("show")
@click.argument("rule_id", metavar="RULE")
@click.argument("packs", nargs=-1, metavar="[PACKS]...")
@click.option("--sql", is_flag=True, help="Print the statement that gives its verdicts instead.")
@options.as_json
def show_rule(rule_id: str, packs: tuple[str, ...], sql: bool, as_json: bool) -> int:
    """What a rule says, why, by which sources, and how to mend what it finds."""
    from audit.cli._lines import print_lines
    from audit.pipeline import rules

    rule = rules.one(rule_id, packs)
    if as_json:
        print_lines([rules.described(rule)])
    elif sql:
        click.echo(rules.statement(rule).rstrip())
    else:
        click.echo(rules.in_words(rule))
    return 0


@command.command("explain")
@click.argument("rule_id", metavar="RULE")
@click.argument("packs", nargs=-1, metavar="[PACKS]...")
def explain_rule(rule_id: str, packs: tuple[str, ...]) -> int:
    """What a rule looks at, what makes it fire and what does not, and who reviewed it."""
    from audit.pipeline import rules

    click.echo(rules.explained(rule_id, packs))
    return 0


@command.command("test")
@click.argument("packs", nargs=-1, metavar="[PACKS]...")
@options.quiet
def test_rules(packs: tuple[str, ...], quiet: bool) -> int:
    """
    Run the tests that rules bring, and try whether they notice changes of the rules. Exit status 2 where one fails.

    A rule needs a test in which it fires and one in which it is silent, and its tests have to notice most changes of it.
    Its words have to be plain, and it may not block on style alone.
    """
    from audit.errors import ExitStatus
    from audit.pipeline import rules

    proof = rules.proof(packs)
    failed = [result for result in proof.results if not result.passed]
    for result in failed:
        click.echo(f"failed: {result.rule}: {result.name}: fired {result.fired} times, not {result.expected}", err=True)
    for rule, words in proof.complaints:
        click.echo(f"failed: {rule}: {words}", err=True)
    if not quiet:
        unnoticed = [(mutation.rule, words) for mutation in proof.mutations for words in mutation.unnoticed]
        for rule, words in unnoticed:
            click.echo(f"not noticed: {rule}: {words}")
        tried = sum(mutation.mutants for mutation in proof.mutations)
        click.echo(f"{tried - len(unnoticed)} of {tried} changes of conditions are noticed by a test")
        click.echo(f"{len(proof.results) - len(failed)} of {len(proof.results)} rule tests passed")
    return ExitStatus.PASSED if proof.passed else ExitStatus.USAGE
