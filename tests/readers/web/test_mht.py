"""Saved pages in one file: read as the page inside would be, and nothing else is opened."""

import base64
import quopri
import random
import sys

import pytest

from gouji.declared import load_declared
from gouji.document import Document, GridCell, UnreadableError
from gouji.readers import read
from gouji.readers.web.html import read_html
from gouji.readers.web.mht import read_mht
from samples.printers import print_report
from samples.report import sample_report

PAGE = "<html><head><title>年报</title></head><body><p>一、总体情况</p><table><tr><td>受理</td><td>12</td></tr></table>{}</body></html>"
# As Chrome writes them; IE and Word begin with From or MIME-Version, and have fewer.
HEADERS = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.gov.cn/2024/1.html\r\n"
    "Subject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\nDate: Fri, 31 Jan 2025 09:00:00 +0800\r\nMIME-Version: 1.0\r\n"
)


def page(body: str = "") -> bytes:
    return PAGE.format(body).encode()


def part(content: bytes, kind: str = "text/html", encoding: str = "quoted-printable", *headers: str) -> bytes:
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(encoding, bytes)(content)
    head = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + packed


def mht(*parts: bytes, kind: str = "related", headers: str = HEADERS, end: bool = True, parameters: str = "") -> bytes:
    head = f'{headers}Content-Type: multipart/{kind};\r\n\ttype="text/html";{parameters}\r\n\tboundary="----B1"\r\n\r\n'
    body = b"".join(b"------B1\r\n" + one + b"\r\n" for one in parts)
    return head.encode() + body + (b"------B1--\r\n" if end else b"")


def nested(*parts: bytes, boundary: str) -> bytes:
    body = b"".join(f"--{boundary}\r\n".encode() + one + b"\r\n" for one in parts)
    head = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'.encode()
    return head + body + f"--{boundary}--\r\n".encode()


def texts(document: Document) -> list[str]:
    return [
        one.text
        for block in document.blocks
        for one in ((block,) if not hasattr(block, "cells") else block.cells)
        if isinstance(one, GridCell) or hasattr(one, "text")
    ]


EXPECTED = ["一、总体情况", "受理", "12"]


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_every_packing_gives_the_page(encoding: str, charset: str) -> None:
    """What the part declares as its charset is as wrong as in any page: here always utf-8."""
    long = PAGE.format("<p>本年度政府信息公开工作的年度报告。</p>" * 20).encode(charset)
    found = read(mht(part(long, 'text/html; charset="utf-8"', encoding)))
    assert found.format == "mht"
    assert found.blocks == read_html(long).blocks
    assert texts(found)[:3] == EXPECTED


def test_a_whole_report_cell_by_cell() -> None:
    form = load_declared().forms[-1]
    sample = sample_report(form, random.Random(4), organisation="云岭县财政局", year=2023)  # noqa: S311
    printed = print_report(sample, layout="html")
    found = read(mht(part(printed), part(b"\x89PNG", "image/png", "base64")))
    assert found.blocks == read_html(printed).blocks
    assert len(found.grids) == 3


@pytest.mark.parametrize(
    "headers",
    [
        HEADERS,
        "MIME-Version: 1.0\r\n",
        "\ufeffFrom: <Saved by WPS>\r\nSubject: a\r\n\tb\r\nMime-Version: 1.0\r\n",
        "X-MimeOLE: Produced By Microsoft MimeOLE\r\nMIME-Version: 1.0\r\n",
    ],
)
def test_told_by_its_first_bytes(headers: str) -> None:
    """As Word saves `.doc` files that are web pages: nothing of the name is asked."""
    assert texts(read(mht(part(page()), headers=headers))) == EXPECTED


def test_a_letter_that_is_no_saved_page_stays_text() -> None:
    assert read("From: 办公室\n致: 各乡镇\n请报送年度报告。\n".encode()).format == "text"


def test_nested_parts() -> None:
    inner = nested(nested(part(b"plain", "text/plain"), part(page()), boundary="C"), boundary="B")
    assert texts(read(mht(inner))) == EXPECTED


def test_a_page_without_other_parts() -> None:
    assert texts(read(b"MIME-Version: 1.0\r\n" + part(page()))) == EXPECTED


def test_the_page_is_the_part_that_start_names() -> None:
    other = part(b"<html><body><p>\xe5\xb9\xbf\xe5\x91\x8a</p></body></html>", "text/html", "base64")
    wanted = part(page(), "text/html", "base64", "Content-ID: <main@x>")
    assert texts(read(mht(other, wanted, parameters='\r\n\tstart="<main@x>";'))) == EXPECTED


def test_metadata_of_the_file_and_of_the_page() -> None:
    found = read(mht(part(page())))
    assert found.metadata == {"title": "年报", "url": "https://www.example.gov.cn/2024/1.html"}


@pytest.mark.parametrize(
    ("source", "header"),
    [
        ("cid:frame-1@mhtml.blink", "Content-ID: <frame-1@mhtml.blink>"),
        ("https://www.example.gov.cn/2024/t.html", "Content-Location: https://www.example.gov.cn/2024/t.html"),
        ("t.html#top", "Content-Location: https://www.example.gov.cn/2024/t.html"),
    ],
)
def test_a_frame_is_read_from_its_part(source: str, header: str) -> None:
    framed = page("").replace(b"<table>", f'<iframe src="{source}"></iframe><table>'.encode())
    inner = part(b"<body><p>\xe9\x99\x84\xe8\xa1\xa8</p></body>", "text/html", "base64", header)
    location = "Content-Location: https://www.example.gov.cn/2024/1.html"
    found = read(mht(part(framed, "text/html", "base64", location), inner))
    assert texts(found) == ["一、总体情况", "附表", "受理", "12"]


def test_nothing_outside_the_file_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    outside = (
        '<iframe src="https://www.example.gov.cn/other.html"></iframe><img src="https://www.example.gov.cn/a.png">'
        '<iframe src="file:///etc/hostname"></iframe><iframe src="//[broken"></iframe><link rel="stylesheet" href="x.css">'
    )
    whole = mht(part(page(outside)))
    opened: list[str] = []
    listening = True

    def hook(event: str, _: tuple[object, ...]) -> None:
        if listening and event.split(".")[0] in ("socket", "open", "urllib"):
            opened.append(event)

    sys.addaudithook(hook)
    found = read(whole)
    listening = False
    assert opened == []
    assert texts(found)[:3] == EXPECTED


# Damaged


def test_cut_inside_the_page_is_said() -> None:
    whole = mht(part(page("<p>末段</p>"), "text/html", "8bit"), end=False)
    assert read(whole[:-40]).remarks == ("cut inside the saved page",)
    assert read(mht(part(page()))).remarks == ()


def test_cut_behind_the_page_is_not() -> None:
    whole = mht(part(page()), part(b"\x89PNG" * 400, "image/png", "base64"))
    assert read(whole[:-300]).remarks == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (mht(part(b"", "text/html", "base64") + b"!!!!PGh0bWw+*"), "damaged"),
        (mht(part(b"\x89PNG", "image/png", "base64")), "part_missing"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "part_missing"),
        (mht(part(b"", "text/html")), "empty"),
        (mht(part(b"<div>" * 5_000)), "nested_too_deep"),
        (mht(*[part(b"x", "image/png")] * 2_001), "too_many_parts"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_mht(content)
    assert refused.value.reason == reason


def test_parts_in_parts_in_parts_are_refused() -> None:
    inner = part(page())
    for depth in range(25):
        inner = nested(inner, boundary=f"D{depth}")
    with pytest.raises(UnreadableError) as refused:
        read_mht(mht(inner))
    assert refused.value.reason == "nested_too_deep"
