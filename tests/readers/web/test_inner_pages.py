"""Addresses of frames: what was saved with a page is found, however it is written, and nothing else."""

import pytest

from gouji.readers.web.inner_pages import InnerPages, saved_with

SAVED = saved_with({"2024年报_files/表.html": b"found", "2024年报_files/深/a b.htm": b"deep"})


@pytest.mark.parametrize(
    "source",
    [
        "2024年报_files/表.html",
        "./2024年报_files/表.html#top",
        " 2024年报_FILES/表.HTML ",
        "2024%E5%B9%B4%E6%8A%A5_files/%E8%A1%A8.html",
        "2024%C4%EA%B1%A8_files/%B1%ED.html",
        "2024年报_files\\表.html",
        "x/../2024年报_files/表.html",
    ],
)
def test_one_page_in_many_spellings(source: str) -> None:
    found = SAVED.find(source)
    assert found is not None
    assert found[1] == b"found"


@pytest.mark.parametrize(
    "source",
    ["", "2024年报.html", "表.html", "http://example.gov.cn/2024年报_files/表.html", "/etc/passwd", "file:///etc/passwd",
     "//host/2024年报_files/表.html", "http://[", "javascript:void(0)", "about:blank", "data:text/html,found"],
)  # fmt: skip
def test_nothing_else_is_found(source: str) -> None:
    assert SAVED.find(source) is None


def test_the_frames_of_a_frame_are_found_from_where_it_lies() -> None:
    deep = SAVED.find("2024年报_files/深/a%20b.htm")
    assert deep is not None
    assert deep[0].find("2024年报_files/表.html") is None
    up = deep[0].find("../表.html")
    assert up is not None
    assert up[1] == b"found"


def test_pages_of_a_site_are_found_by_their_whole_address() -> None:
    pages = InnerPages("https://a.example/2024/1.html", {"https://a.example/2024/t.html": b"t"})
    assert pages.find("t.html") is not None
    assert pages.find("https://a.example/2024/t.html") is not None
    assert pages.find("https://b.example/2024/t.html") is None
