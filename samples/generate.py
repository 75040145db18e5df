"""Writes a batch: `python -m samples.generate --count 1000 --seed 7 --out DIR`, or `--demo --out samples/batch`."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from gouji.declared.form_files import load_forms
from gouji.declared.locations import shipped
from samples.batch import SampleFile, batch
from samples.demo import demo


def write(files: Iterable[SampleFile], out: Path) -> int:
    """Write `files` below `out`, making folders as needed and replacing what is there. Returns how many there were."""
    number = 0
    for file in files:
        path = out / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        number += 1
    return number


def main(arguments: list[str] | None = None) -> None:
    """The command line; exits with 2 for bad arguments."""
    parser = argparse.ArgumentParser(
        prog="python -m samples.generate", description="Write a batch of invented reports."
    )
    parser.add_argument("--count", type=int, default=100, help="how many reports (default 100)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same bytes (default 7)")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--demo", action="store_true", help="write the demo batch; count and seed do not matter")
    chosen = parser.parse_args(arguments)
    forms = load_forms(shipped("expectations"))
    try:
        number = write(demo(forms) if chosen.demo else batch(forms, chosen.count, chosen.seed), chosen.out)
    except ValueError as error:
        parser.error(str(error))
    print(f"{number} files in {chosen.out}")


if __name__ == "__main__":
    main()
