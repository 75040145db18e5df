"""A page copied as text, as report 001: each cell is a paragraph, and nothing says where a row begins."""

from collections.abc import Collection, Iterator

from samples.data import wording
from samples.printers.parts import Part, parts, table_rows
from samples.report import SampleReport

_BLANK = "\u00a0"
_INDENT = "\u00a0 \u00a0 \u00a0 \u00a0 "


def paragraphs(
    report: SampleReport,
    *,
    breaks: str = "words",
    chrome: bool = True,
    half_width: bool = True,
    spaced_tables: Collection[str] = ("proactive",),
) -> str:
    """`report` with an empty line after each cell and paragraph; the second part of a merged cell is not printed.

    A blank cell is a line with a no-break space. The same line follows the tables whose keys are in `spaced_tables`:
    in report 001 the first one alone. `chrome` adds what the site printed around the report, with the date in it;
    `half_width` makes brackets, commas and colons half-width, in labels too.
    """
    lines = [line for part in parts(report) for line in _lines(report, part, breaks, chrome, spaced_tables)]
    if chrome:
        lines.append(_BLANK)
    text = "\n\n".join(lines)
    if chrome:
        text += "\n\n" + "\n".join(wording("layouts")["chrome"]["foot"])
    if half_width:
        text = text.translate(str.maketrans(wording("layouts")["half_width"]))
    return text


def _lines(
    report: SampleReport, part: Part, breaks: str, chrome: bool, spaced_tables: Collection[str]
) -> Iterator[str]:
    if part.table is not None:
        for row in table_rows(report, part.table, breaks):
            for item in row:
                if not item.continued:
                    yield from (line or _BLANK for line in item.lines)
        if part.table.key in spaced_tables:
            yield _BLANK
    elif part.kind == "dateline":
        yield _site_line(report) if chrome else part.text
    elif part.kind == "title":
        yield part.text
        if chrome and report.published_on is None:
            yield _site_line(report)
    else:
        yield _INDENT + part.text


def _site_line(report: SampleReport) -> str:
    """The line of date and buttons that the site prints under the title."""
    chrome = wording("layouts")["chrome"]
    return chrome["head"].format(date=report.published_on) if report.published_on else chrome["head_undated"]
