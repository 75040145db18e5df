"""Web pages of a body, read in one step."""

from gouji.document import Document, Grid
from gouji.readers.web.html import read_html
from tests.made.doubted import told


def page(body: str, head: str = "") -> Document:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def grid(table: str) -> Grid:
    (found,) = page(f"<table>{table}</table>").grids
    return found


def cells(table: str) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, told(cell)) for cell in grid(table).cells]


def text(cell: str) -> str:
    ((_, _, found),) = cells(f"<tr><td>{cell}</td></tr>")
    return found
