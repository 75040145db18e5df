"""Workers that read the files of these tests."""

from collections.abc import Iterator

import pytest

from gouji.workers import Workers


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as made:
        yield made
