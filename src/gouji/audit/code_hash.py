"""What the code is, as a hash: results cached under other code are not taken for this code's."""

import functools
import hashlib
from pathlib import Path


@functools.cache
def code_hash() -> str:
    """The SHA-256 of every module of the package."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
