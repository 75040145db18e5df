"""Tables in Markdown, as converters of web pages and office files write them."""

from collections.abc import Iterator, Sequence

from samples.printers.pages import Pages, paged
from samples.printers.parts import Item, parts, table_rows
from samples.report import SampleReport


def pipes(
    report: SampleReport,
    *,
    spans: str = "repeated",
    outer: bool = True,
    ruler: str = "---",
    breaks: str = "none",
    pages: Pages | None = None,
) -> str:
    """`report` with the cells of its tables between pipes, a row a line.

    `spans` says what stands where a merged cell reaches: its text again (`repeated`), an empty cell (`empty`), nothing
    at all (`dropped`), an empty cell below it and nothing beside it (`below`), empty cells beside it and nothing below it
    (`beside`, as markdownify does), or these and one below it, whatever its width, so that headings are pushed to the
    left and their rows filled up (`pushed`, as html-to-markdown does). `outer` has pipes at both ends,
    `ruler` stands in each cell of the line below the first row ('': there is none).
    """
    lines: list[str] = []
    for part in parts(report):
        if part.table is None:
            lines += [part.text, ""]
            continue
        for rank, row in enumerate(paged(table_rows(report, part.table, breaks), pages)):
            if isinstance(row, str):
                lines += ["", row, ""]
                continue
            cells = list(_cells(report, row, spans))
            if spans == "pushed":
                cells += [""] * (sum(item.box.column_span for item in row) - len(cells))
            lines.append(_line(cells, outer))
            if rank == 0 and ruler:
                lines.append(_line([ruler] * len(cells), outer))
        lines.append("")
    return "\n".join(lines)


def _line(cells: Sequence[str], outer: bool) -> str:
    joined = " | ".join(cells)
    return f"| {joined} |" if outer else joined


def _cells(report: SampleReport, row: Sequence[Item], spans: str) -> Iterator[str]:
    for item in row:
        text = report.text(item.box.cell) if item.box.cell else item.box.text
        own = text if item.box.cell else "<br>".join(item.lines)
        if item.continued:
            if spans in ("dropped", "beside"):
                continue
            own = text if spans == "repeated" else ""
        yield own
        if spans in ("repeated", "empty", "beside") or (spans == "pushed" and not item.continued):
            yield from [text if spans == "repeated" else ""] * (item.box.column_span - 1)
