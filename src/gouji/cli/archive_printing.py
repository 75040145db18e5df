"""What `gouji history` and `gouji archive` print of submissions, in Chinese."""

from collections.abc import Mapping

import typer

from gouji.archive.history import Change, Step, history
from gouji.archive.lake import Lake
from gouji.declared import Declared
from gouji.declared.texts import Texts
from gouji.declared.texts.archive import ArchiveTexts
from gouji.intake.names import printable
from gouji.words.places import Places, chart_places


def print_history(
    lake: Lake, bodies: Mapping[str, str], asked: str, declared: Declared, year: int | None = None
) -> None:
    """The submissions of the one body of `bodies` (hash -> key), of one year or all; else which bodies `asked` may mean."""
    words = declared.texts.archive
    if len(bodies) != 1:
        print_bodies(bodies, asked, words)
        return
    [(body, key)] = bodies.items()
    steps = [step for step in history(lake, body) if year is None or step.submission["year"] == year]
    district, _, name = key.partition("/")
    typer.echo(words.heading.format(name=printable(name), district=printable(district) or words.no_district))
    if not steps and year is not None:
        typer.echo(words.no_submissions.format(year=year))
    places, told = chart_places(declared.forms, declared.texts), object()
    for step in steps:
        if step.submission["year"] != told:
            told = step.submission["year"]
            typer.echo(words.unknown_year if told is None else words.year.format(year=told))
        _print_step(step, places, declared.texts)


def print_bodies(bodies: Mapping[str, str], asked: str, words: ArchiveTexts) -> None:
    """Which bodies `asked` may mean."""
    typer.echo((words.several_bodies if bodies else words.unknown_body).format(name=printable(asked)))
    for key in bodies.values():
        district, _, name = key.partition("/")
        typer.echo("  " + words.body.format(district=printable(district), name=printable(name)))


def _print_step(step: Step, places: Places, texts: Texts) -> None:
    words, row = texts.archive, step.submission
    typer.echo(
        words.submission.format(
            number=row["number"],
            report_id=row["report_id"],
            file=printable(str(row["file"])),
            standing=words.standings.of(str(row["standing"])),
            findings=step.findings,
        )
    )
    if row["standing"] == "several":
        typer.echo(words.choose)
    if step.changes is None:
        return
    typer.echo(words.changes.format(count=len(step.changes)) if step.changes else words.no_changes)
    form = str(row["form"]) if row["form"] else None
    for change in step.changes:
        typer.echo(_line(change, places, form, texts))


def _line(change: Change, places: Places, form: str | None, texts: Texts) -> str:
    def shown(text: str | None, status: str | None) -> str:
        if status is None:
            return texts.archive.not_in_form
        return printable(text or "") if status == "read" else texts.show.marks.of(status)

    return texts.archive.change.format(
        cell=places.place(change.address, form),
        before=shown(change.before, change.before_status),
        after=shown(change.after, change.after_status),
    )
