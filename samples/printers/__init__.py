"""Prints a sample report as offices publish them: text copies, web pages, and copies that lost their cells."""

import codecs
from collections.abc import Callable, Mapping
from typing import Any

from samples.printers.flat import flat, joined_rows, run_together, spaced
from samples.printers.html import html
from samples.printers.pages import Pages
from samples.printers.paragraphs import paragraphs
from samples.printers.pipes import pipes
from samples.printers.tabbed import tabbed, tabbed_vertical
from samples.report import SampleReport

__all__ = [
    "ENCODINGS",
    "LAYOUTS",
    "Pages",
    "encode",
    "flat",
    "html",
    "joined_rows",
    "paragraphs",
    "pipes",
    "print_report",
    "run_together",
    "spaced",
    "suffix",
    "tabbed",
    "tabbed_vertical",
]

LAYOUTS: Mapping[str, Callable[..., str]] = {
    "tabbed": tabbed,
    "tabbed_vertical": tabbed_vertical,
    "paragraphs": paragraphs,
    "html": html,
    "flat": flat,
    "run_together": run_together,
    "pipes": pipes,
    "spaced": spaced,
    "joined_rows": joined_rows,
}

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def print_report(report: SampleReport, layout: str = "tabbed", encoding: str = "utf-8", **options: Any) -> bytes:
    """The file of `report` in one of LAYOUTS and ENCODINGS; `options` are those of the layout's function.

    A web page declares the encoding it is in unless `declared` is given. Raises KeyError for an unknown layout.
    """
    if layout == "html":
        options = {"declared": encoding.removesuffix("-sig")} | options
    return encode(LAYOUTS[layout](report, **options), encoding)


def encode(text: str, encoding: str) -> bytes:
    """`text` in `encoding`, the same on every machine: `utf-16` is little-endian with a byte order mark."""
    if encoding == "utf-16":
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    return text.encode(encoding)


def suffix(layout: str) -> str:
    """The file name suffix of a layout."""
    return ".html" if layout == "html" else ".txt"
