"""`gouji rules`: the rules that are declared."""

from typing import Annotated

import typer

from gouji.cli.manners import Expectations, Policy, load, refuse, refuse_any, wrong_options
from gouji.cli.offices import OfficeFile, find_office, wrong_office


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(rules)


def rules(
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage", help="Count rules and examples, and try every example; exit code 1 where one is wrong."
        ),
    ] = False,
    handbook: Annotated[bool, typer.Option("--handbook", help="Print the handbook for auditors, in Chinese.")] = False,
    policy: Policy = None,
    office: OfficeFile = None,
    expectations: Expectations = None,
) -> None:
    """List the rules that are declared, count them, or print their handbook."""
    refuse_any((*wrong_office(office), *wrong_options(expectations, policy)))
    if coverage and handbook:
        refuse("--coverage and --handbook are two pages; ask for one")
    own = find_office(office, expectations, policy)
    sound, _ = load(expectations, policy or (own and own.policy_file), None)
    declared = sound.declared
    if not coverage and not handbook:
        from gouji.cli.rules_printing import print_rules

        print_rules(declared)
        return
    if handbook:
        from gouji.outputs.handbook import handbook as print_handbook

        typer.echo(print_handbook(declared, sound.checks), nl=False)
    else:
        from gouji.cli.rules_printing import print_coverage
        from gouji.rules.gate import problems

        wrong = problems(declared, sound.checks)
        print_coverage(declared, wrong)
        raise typer.Exit(1 if wrong else 0)
