"""What pre-commit asks of changed files: `commit_checks.py yaml FILE...`, `commit_checks.py size FILE...`; 1 where one fails."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

# The longest text of the repository is half as large. Reports and pictures belong into no commit.
MOST_BYTES = 200_000


def wrong_yaml(paths: Sequence[Path]) -> Iterator[str]:
    """What the loader of the declarations refuses: no YAML, or a key given twice."""
    from gouji.declared.strict_yaml import DeclarationError, read_yaml

    for path in paths:
        try:
            read_yaml(path)
        except DeclarationError as error:
            yield str(error)


def too_large(paths: Sequence[Path]) -> Iterator[str]:
    """Files of more than MOST_BYTES."""
    for path in paths:
        size = path.stat().st_size
        if size > MOST_BYTES:
            yield f"{path}: {size:,} bytes; at most {MOST_BYTES:,} are kept. Make the file in a test (tests/made/)."


def main(arguments: Sequence[str]) -> int:
    """Print what is wrong with the files."""
    checks = {"yaml": wrong_yaml, "size": too_large}
    if not arguments or arguments[0] not in checks:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = list(checks[arguments[0]]([Path(name) for name in arguments[1:]]))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
