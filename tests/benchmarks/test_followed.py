"""A figure is followed through the modules that are handed it."""

import sys

from benchmarks.followed import Followed
from gouji.readers import read

PAGE = "<table><tr><td>规章</td><td>739171</td></tr></table>".encode()


def test_modules_that_are_handed_a_figure_are_told_from_those_that_run() -> None:
    followed = Followed({"figure": "739171", "rule": "VAL-005"})
    sys.setprofile(followed)
    try:
        read(PAGE)
    finally:
        sys.setprofile(None)
    assert (
        {"gouji.readers.dispatch", "gouji.readers.web.html"} <= followed.modules["figure"] < followed.modules["report"]
    )
    assert followed.modules["rule"] == set()
