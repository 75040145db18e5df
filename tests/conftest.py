"""Fixtures that several test modules share."""

import os
from pathlib import Path

import pytest

from gouji.declared import Declared, load_declared
from gouji.reports.transcribe import Transcriber


@pytest.fixture(scope="session")
def declared() -> Declared:
    """The declarations that ship with Gouji."""
    return load_declared()


@pytest.fixture(scope="session")
def transcriber(declared: Declared) -> Transcriber:
    """A transcriber onto the shipped forms."""
    return Transcriber(declared.forms, declared.aliases, declared.spellings)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that has the real reports (reports/) and their figures in other formats (made/)."""
    folder = os.environ.get("GOUJI_SHARED")
    if not folder:
        pytest.skip("set GOUJI_SHARED to the folder that has reports/ and made/ to compare with real reports")
    return Path(folder)
