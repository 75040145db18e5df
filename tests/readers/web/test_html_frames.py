"""Frames of web pages are read in their place."""

import pytest

from gouji.document import Document, Passage, UnreadableError
from gouji.readers import saved_with
from gouji.readers.web.html import read_html
from tests.made.doubted import told


def framed(body: str, **pages: str) -> Document:
    inner = saved_with({f"r_files/{name}.html": page.encode() for name, page in pages.items()})
    return read_html(f"<html><head><title>外</title></head>{body}</html>".encode(), inner)


def said(document: Document) -> list[str]:
    return [told(block) if isinstance(block, Passage) else block.cells[0].text for block in document.blocks]


def test_a_frame_is_read_in_its_place() -> None:
    inner = "<title>内</title><meta name='PubDate' content='2025-01-31'><p>内</p><table><tr><td>1</td></tr></table>"
    found = framed("<body><p>前</p><iframe src='r_files/a.html'>旧</iframe><p>后</p></body>", a=inner)
    assert said(found) == ["前", "内", "1", "后"]
    assert [block.locator for block in found.blocks] == ["paragraph 1", "paragraph 2", "table 1", "paragraph 3"]
    assert found.metadata == {"title": "外", "pubdate": "2025-01-31"}


def test_a_page_of_nothing_but_frames() -> None:
    frames = "<frameset rows='*,20'><frame src='r_files/a.html'><frame src='r_files/b.html'><noframes>旧</noframes></frameset>"
    assert said(framed(frames, a="<p>表</p>", b="<p>签</p>")) == ["表", "签"]


def test_a_page_of_nothing_but_frames_that_are_not_there() -> None:
    with pytest.raises(UnreadableError) as refused:
        framed("<frameset rows='*'><frame src='r_files/gone.html'></frameset>")
    assert (refused.value.reason, refused.value.details) == ("part_missing", {"part": "r_files/gone.html"})


def test_frames_in_frames_end() -> None:
    found = framed("<body><iframe src='r_files/a.html'></iframe></body>", a="<p>甲</p><iframe src='b.html'></iframe>",
                   b="<p>乙</p><iframe src='a.html'></iframe><iframe src='b.html'></iframe>")  # fmt: skip
    assert [text.replace("{picture}", "") for text in said(found)] == ["甲", "乙", ""]


@pytest.mark.parametrize("unseen", ["style='display:none'", "hidden", "width=0", "height='1'"])
def test_a_frame_that_nobody_sees_is_not_read(unseen: str) -> None:
    assert "内" not in said(
        framed(f"<body><p>前</p><iframe src='r_files/a.html' {unseen}></iframe></body>", a="<p>内</p>")
    )


def test_a_frame_in_a_cell_is_no_figure() -> None:
    found = framed(
        "<body><table><tr><td>1<iframe src='r_files/a.html'></iframe></td></tr></table></body>", a="<p>2</p>"
    )
    assert told(found.grids[0].cells[0]) == "1{picture}"


def test_a_frame_that_is_no_text_is_a_picture_and_costs_nothing() -> None:
    inner = saved_with({"r_files/a.html": bytes(range(256)) * 20})
    assert said(read_html("<body><p>前</p><iframe src='r_files/a.html'></iframe>".encode(), inner)) == [
        "前",
        "{picture}",
    ]


def test_too_many_frames_are_refused() -> None:
    pages = {f"p{number}": "<p>x</p>" for number in range(60)}
    with pytest.raises(UnreadableError) as refused:
        framed("".join(f"<iframe src='r_files/{name}.html'></iframe>" for name in pages), **pages)
    assert refused.value.reason == "too_many_parts"
