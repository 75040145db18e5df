"""RTF made for tests, as Word, WordPad and report systems write it."""

import random
from collections.abc import Callable, Sequence

from samples.printers.parts import Item, parts, table_rows
from samples.report import SampleReport

Wrap = Callable[[str], str]
Write = Callable[[str], str]

_FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}"
    r"{\f1\fnil\fcharset2 Symbol;}{\f13\fnil\fcharset134\fprq2{\*\falt SimSun}\'cb\'ce\'cc\'e5;}"
    r"{\f14\fnil\fcharset136 MingLiU;}{\f15\fnil\fcharset0 Wingdings 2;}}"
)
_HEAD = (
    r"\rtf1\ansi\ansicpg936\uc2\deff0\deflang1033"
    + _FONTS
    + r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red200\green30\blue30;}"
    r"{\stylesheet{\ql \snext0 Normal;}{\s1\sbasedon0 heading 1;}{\s2\sbasedon1\v secret;}{\*\cs3 \additive\strike gone;}"
    r"{\s4\ls2 listed;}{\*\cs5\cf2 white;}}{\*\generator made for tests;}{\info{\title 99}{\creatim\yr2021\mo1\dy2}}\paperw11906"
    "\r\n"
)
# What a row's columns are wide, in twips.
_WIDTH = 900


def rtf(body: str, head: str = _HEAD) -> bytes:
    """An RTF file; characters beyond ASCII in `body` become raw bytes of GBK."""
    return b"{" + head.encode("ascii") + body.encode("gbk") + b"}\r\n\0"


def escaped(text: str) -> str:
    r"""`text` by \'hh in GBK, as WordPad writes it."""
    return "".join(one if one.isascii() else "".join(f"\\'{byte:02x}" for byte in one.encode("gbk")) for one in text)


def unicode(text: str) -> str:
    r"""`text` by \uN, of which the bytes in GBK stand in for programs that know no Unicode."""
    units = ((one, one.encode("utf-16-le")) for one in text)
    return "".join(
        one
        if one.isascii()
        else "".join(f"\\u{int.from_bytes(wide[at : at + 2], 'little', signed=True)}" for at in range(0, len(wide), 2))
        + escaped(one)
        for one, wide in units
    )


def raw(text: str) -> str:
    """`text` in bytes of GBK, those that RTF knows as its own escaped."""
    return "".join(
        escaped(one) if not one.isascii() and one.encode("gbk")[1:] in (b"\\", b"{", b"}") else one for one in text
    )


def in_word(text: str) -> str:
    """`text` as Word has it: a font for each kind of letters."""
    found: list[str] = []
    for one in text:
        found.append(
            rf"{{\loch\f0\hich\af0\dbch\af13 {one}}}"
            if one.isascii()
            else rf"{{\loch\af0\hich\af0\dbch\f13 {escaped(one)}}}"
        )
    return "".join(found)


WRITES: dict[str, Write] = {
    "word": in_word,
    "wordpad": lambda text: rf"\f13 {escaped(text)}" if text else "",
    "unicode": unicode,
    "raw": raw,
}

WRAPS: tuple[Wrap, ...] = (
    lambda text: text,
    lambda text: text,
    lambda text: rf"{{\insrsid99 {text}}}",
    lambda text: rf"{{\revised\revauth1 {text}}}",
    lambda text: rf"{{\deleted\revauthdel1 77}}{text}",
    lambda text: rf"{text}{{\v 88}}",
    lambda text: rf"{{\v 88\v0 {text}}}",
    lambda text: rf"{{\*\bkmkstart a99}}{text}{{\*\bkmkend a99}}",
    lambda text: rf"{{\*\unknown 99{{\b 9}}}}{text}",
    lambda text: rf"{{\field{{\*\fldinst {{ =SUM(LEFT) 99}}}}{{\fldrslt {{{text}}}}}}}" if text else text,
    lambda text: rf"{text}{{\xe 99}}",
)


def paragraph(text: str) -> str:
    """A paragraph outside of tables."""
    return rf"\pard\plain \s0\ql {text}\par" + "\r\n"


def definition(edges: Sequence[int], merges: Sequence[str] = (), left: int = 0) -> str:
    r"""A row's definition: the right edges of its cells, and the words for merges before each \cellx."""
    words = merges or [""] * len(edges)
    borders = r"\clbrdrt\brdrs\brdrw10 \clvertalc"
    return rf"\trowd\trgaph108\trleft{left}" + "".join(
        rf"{borders}{word}\cellx{edge}" for edge, word in zip(edges, words, strict=True)
    )


def row(cells: Sequence[str], edges: Sequence[int], merges: Sequence[str] = (), *, again: bool = False) -> str:
    r"""A row; `again` for Word, which defines it once more with its end."""
    defined = definition(edges, merges)
    content = "".join(rf"\pard\plain \intbl {text}\cell " for text in cells)
    end = rf"\pard \intbl {{{defined}\row }}" if again else r"\row"
    return f"{defined}{content}{end}\r\n"


def table(*rows: Sequence[str]) -> str:
    """A table of equal columns without merges."""
    return "".join(row(cells, [_WIDTH * (rank + 1) for rank in range(len(cells))]) for cells in rows) + r"\pard "


def report_rtf(report: SampleReport, rng: random.Random, write: str, *, vertical: bool = False) -> bytes:
    """`report` as RTF, its letters as `write` names it, each of its texts kept in another way."""
    body: list[str] = []
    for part in parts(report):
        if part.table is None:
            body.append(paragraph(rng.choice(WRAPS)(WRITES[write](part.text))))
        else:
            rows = table_rows(report, part.table, "vertical" if vertical else "none")
            body += [_row(items, rng, write) for items in rows]
            body.append(r"\pard\par" + "\r\n")
    return rtf("".join(body))


def _row(items: Sequence[Item], rng: random.Random, write: str) -> str:
    edges: list[int] = []
    merges: list[str] = []
    cells: list[str] = []
    for item in items:
        box = item.box
        down = r"\clvmrg" if item.continued else r"\clvmgf" if box.row_span > 1 else ""
        end = _WIDTH * (box.column + box.column_span)
        text = rng.choice((r"\line ", r"\par "))
        cells.append(text.join(rng.choice(WRAPS)(WRITES[write](line)) for line in item.lines))
        if box.column_span > 1 and rng.random() < 0.2:
            # The cells of a merge kept one by one, as old versions of Word do.
            for column in range(box.column, box.column + box.column_span):
                edges.append(_WIDTH * (column + 1))
                merges.append(down + (r"\clmgf" if column == box.column else r"\clmrg"))
            cells += [""] * (box.column_span - 1)
        else:
            edges.append(end + rng.randint(-8, 8))
            merges.append(down)
    return row(cells, edges, merges, again=write == "word")
