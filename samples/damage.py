"""What converters and copying do to a printed text, line by line. Each takes the text and a source of chance."""

import random
import re
from itertools import groupby

import opencc

_INSIDE = re.compile(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])")
_FIGURE = re.compile(r"(?<!\S)[-+]?\d")
_MARKS = ("- {} -", "-{}-", "— {} —", "第{}页", "第{}页 共40页", "第 {} 页 / 共 40 页", "{} / 40", "{}/40")


def none(text: str, rng: random.Random) -> str:
    """The text as printed."""
    return text


def stripped(text: str, rng: random.Random) -> str:
    """Without white space at the ends of lines."""
    return "\n".join(line.strip() for line in text.split("\n"))


def without_repeats(text: str, rng: random.Random) -> str:
    """Without any line that stood above already; empty lines are kept."""
    seen: set[str] = set()
    kept: list[str] = []
    for line in text.split("\n"):
        if not line or line not in seen:
            kept.append(line)
        seen.add(line)
    return "\n".join(kept)


def without_neighbours(text: str, rng: random.Random) -> str:
    """Without a line that repeats the one right above it; empty lines are kept."""
    return "\n".join(line or "\n" * (len(list(same)) - 1) for line, same in groupby(text.split("\n")))


def traditional(text: str, rng: random.Random) -> str:
    """In traditional characters."""
    return opencc.OpenCC("s2t").convert(text)


def broken_lines(text: str, rng: random.Random) -> str:
    """With paragraphs and titles broken into lines of equal length, as the text of a PDF has them; tables are kept."""
    width = rng.choice((28, 34, 40))
    lines: list[str] = []
    for line in text.split("\n"):
        kept = "\t" in line or "|" in line
        lines += [line] if kept else [line[at : at + width] for at in range(0, max(len(line), 1), width)]
    return "\n".join(lines)


def torn(text: str, rng: random.Random) -> str:
    """A third of the lines with a label broken in the middle of the label."""
    lines: list[str] = []
    for line in text.split("\n"):
        words = _FIGURE.split(line, maxsplit=1)[0].rstrip()
        inside = [match.end() for match in _INSIDE.finditer(words)]
        if inside and "。" not in line and rng.random() < 1 / 3:
            at = rng.choice(inside)
            lines += [line[:at], line[at:]]
        else:
            lines.append(line)
    return "\n".join(lines)


def wrapped(text: str, rng: random.Random) -> str:
    """With the cells between pipes wrapped over several lines, the figures in the first of them or in the middle."""
    width, middle = rng.choice((4, 6, 9)), rng.random() < 1 / 2
    lines: list[str] = []
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if "|" not in line or "---" in line:
            lines.append(line)
            continue
        height = max(1, *(-(-len(cell) // width) for cell in cells))
        columns = [_wrapped(cell, width, height, middle) for cell in cells]
        lines += [f"| {' | '.join(column[rank] for column in columns)} |" for rank in range(height)]
    return "\n".join(lines)


def _wrapped(cell: str, width: int, height: int, middle: bool) -> list[str]:
    parts = [cell[at : at + width] for at in range(0, len(cell), width)]
    above = (height - len(parts)) // 2 if middle else 0
    return [""] * above + parts + [""] * (height - len(parts) - above)


def page_marks(text: str, rng: random.Random) -> str:
    """With a page number that cannot be a figure, in one of the usual forms, on a line of its own every 40 lines."""
    return _insert(text, rng, rng.choice(_MARKS))


def page_numbers(text: str, rng: random.Random) -> str:
    """With a bare page number on a line of its own every 40 lines."""
    return _insert(text, rng, "{}")


def _insert(text: str, rng: random.Random, mark: str) -> str:
    lines = text.split("\n")
    at, number = rng.randrange(20, 60), 1
    while at < len(lines):
        lines.insert(at, mark.format(number))
        at, number = at + rng.randrange(30, 50), number + 1
    return "\n".join(lines)
