"""Take guards of the code out, one at a time, and see which tests notice: `python3 dev.py mutate [WORD...] [--processes 2]`.

`tests/mutations.toml` names the guards: file, snippet (it must occur exactly once), replacement, what it guards, and the tests
that should notice. Each process works in a copy of the project. Words choose mutants by file or by what they guard.
Ends with 1 where a mutant survives without a reason, or one with a reason does not; with 2 where an entry is wrong.
"""

import argparse
import compileall
import contextlib
import io
import json
import multiprocessing
import os
import py_compile
import shlex
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTED = ROOT / "tests" / "mutations.toml"
_NEEDED = ("src", "tests", "samples", "benchmarks", "expectations", "flows", "docs", "pyproject.toml", "README.md")
_OURS = ("gouji", "tests", "samples", "benchmarks")
# Loaded once and inherited by every test run: what takes longest to import and starts no thread by it.
_SLOW_TO_IMPORT = ("pytest", "polars", "pydantic", "yaml", "lxml.html", "hypothesis", "openpyxl", "opencc", "PIL.Image")
_MOST_SECONDS = 300.0
# What pytest ends with, beside 0 and 1.
_CODES = {None: "it took too long", 4: "pytest could not be called so", 5: "no test was chosen"}


@dataclass(frozen=True)
class Mutant:
    """One guard taken out of `file`, a path from the root of the project. `survives` is the reason why no test can notice; `tests` are arguments of pytest."""

    file: str
    guards: str
    snippet: str
    replaced: str
    tests: str
    survives: str | None = None


@dataclass(frozen=True)
class Tried:
    """What pytest said: its exit code (None: it took too long), and the tests that failed."""

    code: int | None
    noticed: tuple[str, ...]
    seconds: float


def listed(path: Path = LISTED) -> tuple[Mutant, ...]:
    """The mutants of the file. Raises TypeError for a key that is missing or unknown."""
    return tuple(Mutant(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["mutant"])


def mutated(mutant: Mutant, root: Path = ROOT) -> str:
    """The text of the file without the guard. Raises ValueError where the snippet does not occur exactly once."""
    path = root / mutant.file
    if not path.is_file():
        raise ValueError(f"{mutant.file}: no such file; what guards «{mutant.guards}» has moved")
    text = path.read_text(encoding="utf-8")
    if text.count(mutant.snippet) != 1:
        raise ValueError(
            f"{mutant.file}: the snippet that guards «{mutant.guards}» occurs {text.count(mutant.snippet)} times, "
            f"expected once: {mutant.snippet.strip().splitlines()[0]!r}"
        )
    if mutant.snippet == mutant.replaced:
        raise ValueError(f"{mutant.file}: the replacement for «{mutant.guards}» changes nothing")
    return text.replace(mutant.snippet, mutant.replaced)


def main(words: Sequence[str]) -> int:
    """Try the chosen mutants and print who noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="WORD", help="only mutants whose file or guard has one of these")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args(words)
    chosen = [one for one in listed() if not given.words or any(w in f"{one.file} {one.guards}" for w in given.words)]
    if not chosen:
        print("no mutant has one of these words", file=sys.stderr)
        return 2
    wrong = [message for one in chosen if (message := _wrong(one))]
    if wrong:
        print(*wrong, sep="\n", file=sys.stderr)
        return 2
    for name in _SLOW_TO_IMPORT:
        with contextlib.suppress(ImportError):
            __import__(name)
    with tempfile.TemporaryDirectory(prefix="gouji-mutants-") as folder:
        context = multiprocessing.get_context("fork")
        with context.Pool(given.processes, _settle_in, (folder,)) as pool:
            return _run(pool, chosen)


def _wrong(mutant: Mutant) -> str | None:
    try:
        text = mutated(mutant)
        if mutant.file.endswith(".py"):
            compile(text, mutant.file, "exec")
    except (ValueError, SyntaxError) as error:
        return str(error)
    return None


def _run(pool: "multiprocessing.pool.Pool", chosen: Sequence[Mutant]) -> int:
    started = time.monotonic()
    selections = list(dict.fromkeys(one.tests for one in chosen))
    sound = dict(zip(selections, pool.imap(_try_whole, selections), strict=True))
    for tests, tried in sound.items():
        if tried.code != 0:
            told = ", ".join(tried.noticed) or _CODES.get(tried.code, f"pytest ended with {tried.code}")
            print(f"{tests}: does not pass before anything is taken out: {told}", file=sys.stderr)
    if any(tried.code != 0 for tried in sound.values()):
        return 2
    print(f"{len(selections)} selections pass with everything in place", flush=True)
    unexpected = survivors = 0
    for one, tried in zip(chosen, pool.imap(_try, chosen), strict=True):
        survived = tried.code == 0
        survivors += survived
        unexpected += survived != (one.survives is not None)
        print(*_told(one, tried, survived), sep="\n", flush=True)
    seconds = time.monotonic() - started
    print(f"{len(chosen)} mutants, {survivors} survived, {unexpected} not as listed, {seconds:.0f} s")
    return 1 if unexpected else 0


def _told(one: Mutant, tried: Tried, survived: bool) -> Iterator[str]:
    says = "SURVIVES" if survived and one.survives is None else "survives" if survived else "noticed"
    yield f"{says:<8} {one.file}: {one.guards} ({tried.seconds:.1f} s)"
    if survived and one.survives is not None:
        yield f"         because {one.survives}"
    if not survived and one.survives is not None:
        yield "         though it is listed to survive: drop `survives` from its entry"
    yield from (f"         by {name}" for name in tried.noticed)
    if not survived and not tried.noticed:
        yield "         by pytest, which could not run" if tried.code is not None else "         by taking too long"


_copy = Path()


def _settle_in(folder: str) -> None:
    """Give this process a copy of the project of its own."""
    global _copy  # noqa: PLW0603 - the one thing that a process of the pool keeps
    _copy = Path(tempfile.mkdtemp(dir=folder))
    for name in _NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, _copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, _copy / name)
    # By the hash of the source, not its date: a file is changed and restored within a second.
    by_hash = py_compile.PycInvalidationMode.CHECKED_HASH
    with contextlib.redirect_stdout(io.StringIO()):
        compileall.compile_dir(_copy / "src", quiet=2, invalidation_mode=by_hash)


def _try_whole(tests: str) -> Tried:
    return _tests(tests)


def _try(mutant: Mutant) -> Tried:
    path = _copy / mutant.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(mutated(mutant, _copy), encoding="utf-8")
    try:
        return _tests(mutant.tests)
    finally:
        path.write_text(whole, encoding="utf-8")


def _tests(selection: str) -> Tried:
    """Run tests of the copy in a process of their own, which inherits the libraries."""
    started = time.monotonic()
    said = _copy / "said.json"
    said.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        _become_pytest(selection, said)
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() - started > _MOST_SECONDS:
            os.kill(child, 9)
            os.waitpid(child, 0)
            return Tried(None, (), time.monotonic() - started)
        time.sleep(0.05)
    seconds = time.monotonic() - started
    if not said.is_file():
        return Tried(-1, (), seconds)
    code, noticed = json.loads(said.read_text(encoding="utf-8"))
    return Tried(code, tuple(noticed), seconds)


def _become_pytest(selection: str, said: Path) -> None:
    """Run the tests and end this process; `said` gets the exit code and what failed."""
    code, failed = 1, _Failed()
    try:
        for name in [name for name in sys.modules if name.split(".")[0] in _OURS]:
            del sys.modules[name]
        sys.path[:] = [str(_copy / "src"), str(_copy), *(one for one in sys.path if one not in ("", str(ROOT)))]
        sys.dont_write_bytecode = True
        os.environ["PYTHONPATH"] = os.pathsep.join((str(_copy / "src"), str(_copy)))
        os.chdir(_copy)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        import pytest

        # Libraries that are loaded already cannot have their asserts rewritten, which pytest warns of.
        loaded = "ignore::pytest.PytestAssertRewriteWarning"
        options = ["--rootdir=.", "-p", "no:cacheprovider", "-p", "no:xdist", "--maxfail=3", "--tb=no", "-W", loaded]
        code = int(pytest.main([*options, *shlex.split(selection)], plugins=[failed]))
        said.write_text(json.dumps([code, failed.names]), encoding="utf-8")
    finally:
        os._exit(code)


class _Failed:
    """A plugin of pytest that keeps the names of the tests that failed."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def pytest_runtest_logreport(self, report: Mapping[str, object]) -> None:
        """Keep a failure, be it of the test or of what it needs."""
        if report.failed:  # type: ignore[attr-defined]
            self.names.append(str(report.nodeid))  # type: ignore[attr-defined]

    def pytest_collectreport(self, report: Mapping[str, object]) -> None:
        """Keep a file that could not even be loaded."""
        if report.failed:  # type: ignore[attr-defined]
            self.names.append(f"{report.nodeid} (not loaded)")  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
