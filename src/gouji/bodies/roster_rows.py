"""The rows of a roster file to its lines, each looked at: what is wrong is told row by row, and nothing is guessed."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.bodies.names import describe
from gouji.bodies.roster import Predecessor, RosterLine, is_address, keys_of
from gouji.declared.bodies import BodiesEntry
from gouji.declared.roster import REQUIRED_COLUMNS, RosterEntry

# The number of a row and its cells; None is a cell whose text is doubtful.
Row = tuple[int, Sequence[str | None]]

# Above the headings of a sheet may stand a title and a note.
_MOST_ABOVE = 10
_UNTIL = re.compile(r"(.+?)[（(]\s*(\d{4})\s*年?\s*[）)]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row of a roster: `code` is a key of the declared sentences, `details` fill it.

    `line` is 0 where it is about the file. What does not `stop` is only said.
    """

    line: int
    code: str
    details: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    stops: bool = True

    def words(self, words: RosterEntry) -> str:
        """The sentence."""
        return getattr(words.problems, self.code).format_map(self.details)


@dataclass(frozen=True, slots=True)
class Read:
    """The lines of a roster that could be understood, and every problem, in the order of the rows."""

    lines: tuple[RosterLine, ...]
    problems: tuple[Problem, ...]


def read_rows(rows: Sequence[Row], words: RosterEntry, bodies: BodiesEntry) -> Read:
    """The lines of a roster in its rows, the headings among them."""
    heading = _heading_row(rows, words)
    number, headings = rows[heading] if rows else (0, ())
    columns, problems = _columns([cell or "" for cell in headings], words)
    if any(problem.code == "no_column" for problem in problems):
        return Read((), tuple(problems))
    lines: list[tuple[int, RosterLine]] = []
    before: dict[str, tuple[int, RosterLine]] = {}
    for number, cells in rows[heading + 1 :]:
        if not any(cell is None or cell.strip() for cell in cells):
            continue
        line, wrong = _line(number, cells, columns, len(headings), words, bodies)
        keys = keys_of(line, bodies) if line else frozenset[str]()
        first = next((before[key] for key in sorted(keys) if key in before), None)
        problems += wrong
        if line is not None and first is not None:
            problems.append(_same_as_before(number, line, *first))
        elif line is not None:
            before |= dict.fromkeys(keys, (number, line))
            lines.append((number, line))
    problems += _standing_predecessors(lines, bodies)
    if not lines and not problems:
        problems.append(Problem(0, "no_lines", stops=False))
    problems.sort(key=lambda problem: problem.line)
    return Read(tuple(line for _, line in lines), tuple(problems))


def _heading_row(rows: Sequence[Row], words: RosterEntry) -> int:
    """The rank of the row of headings: the first that names the bodies' column, else the first with a text."""
    known = words.columns.organisation
    some = rows[:_MOST_ABOVE]
    named = (rank for rank, (_, cells) in enumerate(some) if any(_plain(cell) in known for cell in cells))
    texts = (rank for rank, (_, cells) in enumerate(some) if any(_plain(cell) for cell in cells))
    return next(named, next(texts, 0))


def _plain(cell: str | None) -> str:
    return (cell or "").lstrip("\ufeff").strip().lower()


def _columns(headings: Sequence[str], words: RosterEntry) -> tuple[dict[str, int], list[Problem]]:
    """The rank of each column that is there, by its key."""
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    found = "、".join(heading.strip() for heading in headings if heading.strip())
    for key, wanted in words.columns:
        ranks = [rank for rank, heading in enumerate(headings) if _plain(heading) in wanted]
        if len(ranks) > 1:
            twice = "、".join(headings[rank].strip() for rank in ranks)
            problems.append(Problem(0, "column_twice", {"column": wanted[0], "found": twice}))
        if ranks:
            columns[key] = ranks[0]
        elif key in REQUIRED_COLUMNS:
            details = {"column": wanted[0], "also": "、".join(wanted[1:]), "found": found or "–"}
            problems.append(Problem(0, "no_column", details))
    return columns, problems


def _line(
    number: int,
    cells: Sequence[str | None],
    columns: Mapping[str, int],
    width: int,
    words: RosterEntry,
    bodies: BodiesEntry,
) -> tuple[RosterLine | None, list[Problem]]:
    problems: list[Problem] = []
    texts: dict[str, str] = dict.fromkeys((key for key, _ in words.columns), "")
    for key, rank in columns.items():
        text = cells[rank] if rank < len(cells) else ""
        if text is None:
            problems.append(Problem(number, "doubtful_cell", {"column": getattr(words.columns, key)[0]}))
        else:
            texts[key] = " ".join(text.split())
    beyond = [cell or "" for cell in cells[width:] if cell is None or cell.strip()]
    if beyond:
        problems.append(Problem(number, "too_many_cells", {"count": len(beyond), "found": "、".join(beyond)}))
    if not texts["organisation"]:
        return None, [*problems, Problem(number, "no_organisation")]
    named = describe(texts["organisation"], bodies)
    if texts["email"] and not is_address(texts["email"]):
        problems.append(Problem(number, "broken_address", {"found": texts["email"]}))
    level = words.levels.level(texts["level"]) if texts["level"] else None
    if texts["level"] and level is None:
        problems.append(_unknown_level(number, texts["level"], words))
    if level is not None and named.level is not None and level != named.level:
        details = {"found": texts["level"], "named": words.levels.word(named.level)}
        problems.append(Problem(number, "level_against_name", details, stops=False))
    if not texts["district"]:
        problems.append(Problem(number, "no_district", stops=False))
    in_total = named.kind != "vertical" if not texts["in_total"] else _answer(texts["in_total"], words)
    if in_total is None:
        problems.append(_unknown_answer(number, texts["in_total"], words))
    former, wrong = _predecessors(number, texts["predecessors"], words)
    line = RosterLine(
        organisation=texts["organisation"],
        district=texts["district"],
        supervising_office=texts["supervising_office"],
        email=texts["email"],
        level=level or named.level,
        code=texts["code"],
        predecessors=former,
        in_total=bool(in_total),
    )
    return line, [*problems, *wrong]


def _answer(text: str, words: RosterEntry) -> bool | None:
    if text.lower() in words.yes_words:
        return True
    return False if text.lower() in words.no_words else None


def _unknown_answer(number: int, text: str, words: RosterEntry) -> Problem:
    column, yes, no = words.columns.in_total[0], words.yes_words[0], words.no_words[0]
    near = _near(text, [*words.yes_words, *words.no_words], words)
    return Problem(number, "unknown_answer", {"column": column, "yes": yes, "no": no, "found": text, "near": near})


def _unknown_level(number: int, text: str, words: RosterEntry) -> Problem:
    known = [word for _, some in words.levels for word in some]
    first = "、".join(some[0] for _, some in words.levels)
    return Problem(number, "unknown_level", {"found": text, "near": _near(text, known, words), "known": first})


def _near(text: str, known: Sequence[str], words: RosterEntry) -> str:
    near = difflib.get_close_matches(text, known, n=1, cutoff=0.5)
    return words.problems.near.format(word=near[0]) if near else ""


def _predecessors(number: int, text: str, words: RosterEntry) -> tuple[tuple[Predecessor, ...], list[Problem]]:
    """甲镇人民政府（2022）；乙乡人民政府（2022）"""
    found: list[Predecessor] = []
    problems: list[Problem] = []
    parts = re.split("|".join(map(re.escape, words.separators)), text)
    for part in (part.strip() for part in parts if part.strip()):
        dated = _UNTIL.fullmatch(part)
        if dated:
            found.append(Predecessor(dated[1].strip(), int(dated[2])))
        elif re.search(r"\d|[（(][）)]", part):
            problems.append(Problem(number, "broken_predecessor", {"found": part}))
        else:
            found.append(Predecessor(part))
    return tuple(found), problems


def _same_as_before(number: int, line: RosterLine, first: int, other: RosterLine) -> Problem:
    """What is wrong where a line before, in row `first`, is the same body."""
    details: dict[str, str | int] = {"found": line.organisation, "first": first}
    if other.district != line.district:
        return Problem(number, "two_districts", details | {"there": other.district, "here": line.district})
    return Problem(number, "twice", details) if other != line else Problem(number, "alike", details, stops=False)


def _standing_predecessors(lines: Sequence[tuple[int, RosterLine]], bodies: BodiesEntry) -> Iterator[Problem]:
    """Former names that are bodies of the roster: it cannot be told whose a report of that name is."""
    standing = {key: number for number, line in lines for key in keys_of(line, bodies)}
    for number, line in lines:
        for one in line.predecessors:
            former = RosterLine(one.name, line.district, "", "")
            first = next((standing[key] for key in sorted(keys_of(former, bodies)) if key in standing), None)
            if first is not None and first != number:
                yield Problem(number, "predecessor_stands", {"found": one.name, "first": first})
