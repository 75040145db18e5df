"""Set up and run the project: `python3 dev.py TASK`. Needs Python 3.11 to 3.13 and a package index, nothing else.

Each task makes `.venv` first, from requirements.lock, if it is not there or the lock has changed.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".venv-tools"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up-from.txt"
BIN = "Scripts" if os.name == "nt" else "bin"
UV = "uv>=0.9,<1"

TASKS = {
    "sample": (
        "audit the sample batch that ships with the project",
        [["gouji", "audit", "samples/batch", "--out", "reports_out/sample"]],
    ),
    "test": (
        "everything that must pass: lint, rooms, types, tests; --quick: lint, rooms and the short tests",
        [
            ["ruff", "check"],
            ["ruff", "format", "--check"],
            ["lint-imports"],
            ["basedpyright"],
            # A module at a time, so that what its tests share is made once.
            ["python", "-m", "pytest", "-n", "auto", "--dist", "loadscope"],
        ],
    ),
    "rooms": (
        "count rooms, floors and arrows; 1 where one does not point down",
        [["python", "-m", "benchmarks.rooms"]],
    ),
    "format": ("format the code", [["ruff", "check", "--fix"], ["ruff", "format"]]),
    "exactness": (
        "compare what is read of the real reports with what they say; GOUJI_SHARED names their folder",
        [["python", "-m", "benchmarks.exactness"]],
    ),
    "mutate": (
        "take guards of the code out, one at a time, and see which tests notice; words choose guards",
        [["python", "-m", "benchmarks.mutants"]],
    ),
    "benchmark": ("measure every stage on generated reports", [["python", "-m", "benchmarks.audit"]]),
}


def main(arguments: list[str]) -> int:
    """Run one task; words after it go to its last command. Returns the exit code."""
    if not arguments or arguments[0] not in (*TASKS, "lock", "setup"):
        print(__doc__)
        for name, (purpose, _) in TASKS.items():
            print(f"  {name:<10} {purpose}")
        print("  setup      only make .venv\n  lock       resolve the dependencies anew into requirements.lock")
        return 2
    task, *rest = arguments
    if task == "lock":
        return lock()
    set_up()
    commands = TASKS[task][1] if task in TASKS else []
    if task == "test" and "--quick" in rest:
        # Types take longer than all short tests together.
        commands = [*(one for one in commands if one[0] in ("ruff", "lint-imports")), ["python", "-m", "pytest"]]
    for number, command in enumerate(commands, 1):
        words = [*command, *(rest if number == len(commands) else [])]
        print("$", *words, flush=True)
        code = subprocess.run([VENV / BIN / words[0], *words[1:]], cwd=ROOT, check=False).returncode
        # `gouji audit` ends with 1 where a file could not be audited: the sample batch has one on purpose.
        if code and not (task == "sample" and code == 1):
            return code
    return 0


def set_up() -> None:
    """Make `.venv` from the lock, unless it was made from the same lock by the same Python."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(f"Python 3.11 to 3.13 is needed, this is {sys.version.split()[0]}; call dev.py with another one")
    wanted = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version}"
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print("setting up .venv from requirements.lock", flush=True)
    venv.create(VENV, clear=True, with_pip=False)
    sync = ["pip", "sync", "--quiet", "--python", VENV, "--require-hashes", "--compile-bytecode", LOCK]
    run_uv(*sync)
    run_uv("pip", "install", "--quiet", "--python", VENV, "--no-deps", "--editable", ROOT)
    STAMP.write_text(wanted, encoding="utf-8")


def lock() -> int:
    """Resolve the dependencies of pyproject.toml for every platform, with hashes and without addresses."""
    options = [
        "--extra",
        "ocr",
        "--group",
        "dev",
        "--universal",
        "--generate-hashes",
        "--no-emit-index-url",
        "--quiet",
        "--upgrade",
    ]
    command = "python3 dev.py lock"
    return run_uv("pip", "compile", "pyproject.toml", *options, "--custom-compile-command", command, "-o", LOCK)


def run_uv(*words: str | Path) -> int:
    """Run uv, from an environment of its own that is made on first use."""
    uv = TOOLS / BIN / "uv"
    if not uv.with_suffix(".exe" if os.name == "nt" else "").exists():
        venv.create(TOOLS, clear=True, with_pip=True)
        subprocess.run([TOOLS / BIN / "python", "-m", "pip", "install", "--quiet", UV], check=True)
    return subprocess.run([uv, *words], cwd=ROOT, check=True).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
