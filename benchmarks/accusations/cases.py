"""The cases: a file to be audited, and what must be so."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_PLACE = "{sentence}"


@dataclass(frozen=True, slots=True)
class Case:
    """One case: `name` is the path of its file below the folder that is audited, `truth` what must be so."""

    name: str
    kind: str
    topic: str
    says: str
    truth: dict[str, Any]


def lay_out(folder: Path, parts: tuple[str, ...] = ("sentences", "documents")) -> list[Case]:
    """Put every case's file into `folder`, one folder a set, and return the cases."""
    cases: list[Case] = []
    for part in parts:
        for source in sorted(path for path in (HERE / part).iterdir() if path.is_dir()):
            target = folder / f"{part}_{source.name}"
            target.mkdir(parents=True)
            write = _sentences if part == "sentences" else _documents
            cases += [
                Case(f"{target.name}/{name}", truth["kind"], truth["topic"], truth["says"], truth)
                for name, truth in write(source, target)
            ]
    return cases


def _sentences(source: Path, target: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    bases = {path.stem: path.read_text(encoding="utf-8") for path in sorted((source / "bases").glob("*.txt"))}
    for truth in _lines(source / "sentences.jsonl"):
        base = bases[truth["base"]]
        if base.count(_PLACE) != 1:
            raise ValueError(f"{source}: base {truth['base']} needs exactly one {_PLACE}")
        name = f"{truth['id']}.txt"
        (target / name).write_text(base.replace(_PLACE, truth["says"]), encoding="utf-8")
        yield name, truth


def _documents(source: Path, target: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for truth in _lines(source / "truth.jsonl"):
        (target / truth["file"]).write_bytes((source / truth["file"]).read_bytes())
        yield truth["file"], truth


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
