"""Texts damaged at random: what is still read is what was printed, and what was printed is never called missing."""

import random
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber
from tests.made.reading import CELLS_LOST, KEPT_APART, PIPED, dice, distinct_report, printed, tally, transcribe, wrongs

Lines = list[str]
Damage = Callable[[Lines, random.Random], None]
_HAN = re.compile(r"[\u4e00-\u9fff]")


def delete_a_line(lines: Lines, rng: random.Random) -> None:
    del lines[rng.randrange(len(lines))]


def duplicate_a_line(lines: Lines, rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    lines.insert(at, lines[at])


def insert_a_page_number(lines: Lines, rng: random.Random) -> None:
    number = rng.choice(("{}", "- {} -", "-{}-", "第{}页", "{} / 30", "\u00a0{}", "\t{}")).format(rng.randint(1, 30))
    lines.insert(rng.randrange(len(lines)), number)


def insert_page_numbers(lines: Lines, rng: random.Random) -> None:
    for _ in range(rng.randint(2, 6)):
        insert_a_page_number(lines, rng)


def insert_a_head(lines: Lines, rng: random.Random) -> None:
    lines.insert(
        rng.randrange(len(lines)), rng.choice(("续表", "2020年政府信息公开工作年度报告", "总计", "其他", "信息内容"))
    )


def join_two_lines(lines: Lines, rng: random.Random) -> None:
    at = rng.randrange(len(lines) - 1)
    lines[at : at + 2] = [lines[at] + lines[at + 1]]


def drop_blanks(lines: Lines, rng: random.Random) -> None:
    share = rng.choice((0.5, 1.0))
    lines[:] = [line for line in lines if line.strip() or not line or rng.random() >= share]


def drop_empty_lines(lines: Lines, rng: random.Random) -> None:
    share = rng.choice((0.02, 1.0))
    lines[:] = [line for line in lines if line or rng.random() >= share]


def insert_a_blank(lines: Lines, rng: random.Random) -> None:
    lines.insert(rng.randrange(len(lines)), rng.choice(("", "\u00a0", "\t", "\u3000")))


def cut_off(lines: Lines, rng: random.Random) -> None:
    text = "\n".join(lines)
    lines[:] = text[: rng.randrange(1, len(text))].split("\n")


def swap_two_rows(lines: Lines, rng: random.Random) -> None:
    """Each with its label, so that the figures stay where they belong."""
    labels = [at for at, line in enumerate(lines) if _HAN.search(line)]
    rows = [(a, b) for a, b in pairwise(labels) if b - a > 2]
    if len(rows) > 1:
        (a, b), (c, d) = sorted(rng.sample(rows, 2))
        lines[a:d] = lines[c:d] + lines[b:c] + lines[a:b]


def change_a_label(lines: Lines, rng: random.Random) -> None:
    at = rng.choice([at for at, line in enumerate(lines) if _HAN.search(line)])
    letter = rng.choice(_HAN.findall(lines[at]))
    lines[at] = lines[at].replace(letter, rng.choice(("", "口", "其", "一")), 1)


DAMAGES: tuple[Damage, ...] = (
    delete_a_line, duplicate_a_line, insert_a_page_number, insert_page_numbers, insert_a_head, join_two_lines,
    drop_blanks, drop_empty_lines, insert_a_blank, cut_off, swap_two_rows, change_a_label,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_text_says_nothing_that_it_does_not_say(
    declared: Declared, transcriber: Transcriber, damage: Damage
) -> None:
    counted: Counter[str] = Counter()
    for number, (layout, options) in enumerate((*KEPT_APART, *PIPED, *CELLS_LOST) * 3):
        rng = dice(f"{damage.__name__} {number}")
        report = distinct_report(rng.choice(declared.forms), number, rng.choice((0.0, 0.03, 0.1, 0.3)))
        lines = printed(report, layout, options).split("\n")
        damage(lines, rng)
        text = "\n".join(lines)
        transcript = transcribe(text, declared, transcriber)
        assert list(wrongs(report, transcript, text, declared)) == [], f"{layout}, {number}"
        counted += tally(transcript)
    print(damage.__name__, dict(counted))
    assert counted["read"] > 0
