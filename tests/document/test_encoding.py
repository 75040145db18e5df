"""Text is decoded by its bytes, whatever they were called; what cannot be told is refused, not garbled."""

import codecs
import random

import pytest

from gouji.declared import Declared
from gouji.document import UnreadableError
from gouji.document.encoding import Decoded, decode
from samples.printers import print_report
from samples.report import sample_report

REPORTS = range(25)


@pytest.fixture(scope="module")
def texts(declared: Declared) -> list[str]:
    rngs = [random.Random(seed) for seed in REPORTS]  # noqa: S311 - repeatable, not secret
    return [
        print_report(sample_report(declared.forms[seed % 2], rng), "tabbed").decode() for seed, rng in enumerate(rngs)
    ]


def test_encodings_without_a_mark(texts: list[str]) -> None:
    for text in texts:
        for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
            assert decode(text.encode(encoding)) == Decoded(text, encoding)


def test_encodings_with_a_mark(texts: list[str]) -> None:
    for text in texts:
        assert decode(codecs.BOM_UTF8 + text.encode()) == Decoded(text, "utf-8-sig")
        assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == Decoded(text, "utf-16")
        assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == Decoded(text, "utf-16")


def test_big5(texts: list[str]) -> None:
    text = "二〇二〇年政府資訊公開工作年度報告，依申請公開的資訊共計3件。" * 5
    assert decode(text.encode("big5hkscs")).text == text


@pytest.mark.parametrize("cut", [1, 2])
def test_utf8_cut_inside_a_character(texts: list[str], cut: int) -> None:
    for text in texts:
        end = max(index for index, character in enumerate(text) if ord(character) > 0x800)
        content = text[: end + 1].encode()[:-cut]
        assert decode(content) == Decoded(text[:end], "utf-8", ("cut inside a character at the end",))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_bad_byte_costs_no_more_than_its_line(texts: list[str], encoding: str) -> None:
    for text in texts:
        content = bytearray(text.encode(encoding))
        at = content.index("年".encode(encoding))
        content[at] = 0xFF
        decoded = decode(bytes(content))
        assert decoded.encoding == encoding
        assert decoded.remarks
        first, *others = text.split("\n")
        assert decoded.text.split("\n")[1:] == others
        assert "\ufffd" in decoded.text.split("\n")[0] != first


def test_a_bad_byte_beside_a_figure_does_not_make_another_figure(texts: list[str]) -> None:
    for encoding in ("utf-8", "gb18030"):
        for bad in (b"\xb5", b"\xff", b"\x81"):
            for before, after in ((bad, b""), (b"", bad)):
                content = texts[0].encode(encoding) + b"\n\t" + before + b"123" + after + b"\n\t456\n"
                line = decode(content).text.split("\n")[-3]
                assert line != "\t123"
                assert line.strip("\t\ufffd") in ("123", "12", "23"), "a digit may be lost, with a mark in its place"
                assert "\ufffd" in line


def test_a_stray_zero_byte_does_not_make_it_utf16(texts: list[str]) -> None:
    for at in (100, 101):
        content = texts[0].encode()
        content = content[:at] + b"\0" + content[at:]
        assert decode(content).encoding in ("utf-8", "gb18030")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_part_overwritten_with_zeros_is_damage(texts: list[str], encoding: str) -> None:
    """The rows of a page that stood there would seem not to be printed, and the office to be at fault."""
    content = texts[0].encode(encoding)
    at = len(content) // 4 * 2
    with pytest.raises(UnreadableError) as refused:
        decode(content[:at] + bytes(100) + content[at + 100 :])
    assert refused.value.reason == "damaged"


def test_a_short_text_without_common_words() -> None:
    assert decode("单位,区县\n某镇,某县\n".encode("gb18030")).text == "单位,区县\n某镇,某县\n"
    assert decode(b"organisation,district\n").text == "organisation,district\n"
    assert (
        decode("organisation,district\nname,place\n".encode("utf-16-le")).text == "organisation,district\nname,place\n"
    )


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(4000),  # noqa: S311 - repeatable, not secret
        b"\x01\x02\x03\x04" * 100,
        codecs.BOM_UTF8 + b"\xff\xfe\xfd" * 200,
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(content)
    assert caught.value.reason == "not_text"
