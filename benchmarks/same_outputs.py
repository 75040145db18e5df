"""Compare what two commits make of the same reports: `python -m benchmarks.same_outputs OLD NEW SOURCE...`.

Each commit is checked out beside the clone and audits the SOURCEs under one batch name. Every frame is compared by value, every workbook
and page by its bytes; of a workbook that differs the cells that do are printed. `run.json` is left out: it holds times. `.` stands for the
working tree as it is. Ends with 1 where anything differs. The environment is that of the clone: commits with other dependencies cannot be compared.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import openpyxl
import polars as pl

ROOT = Path(__file__).resolve().parents[1]
_MOST_SHOWN = 20


def main(arguments: list[str]) -> int:
    """Audit the SOURCEs with both commits and print what differs. Returns the exit code."""
    if len(arguments) < 3:
        print(__doc__)
        return 2
    *commits, sources = arguments[0], arguments[1], [str(Path(source).resolve()) for source in arguments[2:]]
    with tempfile.TemporaryDirectory() as folder:
        outs = [_audited(commit, Path(folder) / name, sources) for commit, name in zip(commits, "ab", strict=True)]
        found = list(differences(*outs))
        print(*found[:_MOST_SHOWN], sep="\n")
        same = len(list(_files(outs[0]))) - len({line.split(":")[0] for line in found})
        print(f"{same} files are equal, {len(found)} differences")
    return 1 if found else 0


def _audited(commit: str, folder: Path, sources: list[str]) -> Path:
    """The output of one commit's audit of `sources`, below `folder`."""
    tree = ROOT
    if commit != ".":
        tree = folder / "tree"
        _git("worktree", "add", "--detach", "--quiet", str(tree), commit)
    out = folder / "out"
    try:
        environment = {**os.environ, "PYTHONPATH": str(tree / "src"), "PREFECT_API_URL": ""}
        command = [
            sys.executable,
            "-c",
            "from gouji.cli import main; main()",
            "audit",
            *sources,
            "--batch",
            "same",
            "--out",
            str(out),
        ]
        code = subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False)  # noqa: S603 - this very interpreter
        if code.returncode not in (0, 1):
            sys.exit(
                f"{commit}: the audit ended with {code.returncode}: {code.stderr.decode(errors='replace')[-2000:]}"
            )
    finally:
        if commit != ".":
            _git("worktree", "remove", "--force", str(tree))
    return out


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True)  # noqa: S603, S607 - git on the path


def _files(out: Path) -> Iterator[str]:
    """What a run left behind and what must be the same in two runs of the same input."""
    for path in sorted(out.rglob("*")):
        if path.suffix in (".parquet", ".xlsx", ".html") and "validation" not in path.relative_to(out).parts:
            yield path.relative_to(out).as_posix()


def differences(old: Path, new: Path) -> Iterator[str]:
    """What differs between two output folders, a line each, `file: what`."""
    names = sorted({*_files(old), *_files(new)})
    if not names:
        yield f"{old}: nothing was written, so nothing was compared"
    for name in names:
        before, after = old / name, new / name
        if not (before.is_file() and after.is_file()):
            yield f"{name}: only in the {'old' if before.is_file() else 'new'} run"
        elif name.endswith(".parquet"):
            yield from (f"{name}: {line}" for line in _frames_differ(pl.read_parquet(before), pl.read_parquet(after)))
        elif before.read_bytes() != after.read_bytes():
            told = _cells_differ(before, after) if name.endswith(".xlsx") else ["other bytes"]
            yield from (f"{name}: {line}" for line in told)


def _frames_differ(old: pl.DataFrame, new: pl.DataFrame) -> Iterator[str]:
    if old.schema != new.schema:
        yield f"columns {dict(old.schema)} became {dict(new.schema)}"
    elif old.height != new.height:
        yield f"{old.height} rows became {new.height}"
    elif not old.equals(new):
        for column in old.columns:
            changed = int((~old.get_column(column).eq_missing(new.get_column(column))).sum())
            if changed:
                yield f"{changed} of {old.height} values of {column} differ"


def _cells_differ(old: Path, new: Path) -> Iterator[str]:
    books = [openpyxl.load_workbook(path) for path in (old, new)]
    if books[0].sheetnames != books[1].sheetnames:
        yield f"sheets {books[0].sheetnames} became {books[1].sheetnames}"
        return
    equal = True
    for left, right in zip(books[0].worksheets, books[1].worksheets, strict=True):
        for rows in zip_longest(left.iter_rows(), right.iter_rows(), fillvalue=()):
            for one, other in zip_longest(*rows):
                values = [None if cell is None else cell.value for cell in (one, other)]
                if values[0] != values[1]:
                    equal = False
                    where = (one or other).coordinate
                    yield f"{left.title}!{where}: {values[0]!r} became {values[1]!r}"
    if equal:
        yield "the same values, other bytes (styles, links or order)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
