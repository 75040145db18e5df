"""Packages of office documents: whole, of one meaning, and closed in themselves, or refused with a reason."""

import io
import warnings
import zipfile

import pytest

from gouji.document import UnreadableError
from gouji.readers.packages import Package, parse_xml

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(*parts: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, content in parts:
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("second", ["a.xml", "A.XML", "/a.xml"])
def test_of_two_parts_of_one_name_none_is_chosen(second: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        Package(packed(("a.xml", b"<one/>"), (second, b"<two/>")))
    assert caught.value.reason == "damaged"
    assert Package(packed(("a.xml", b"<one/>"))).read("A.xml") == b"<one/>"


def test_a_part_that_unpacks_a_thousandfold_is_refused() -> None:
    bomb = Package(packed(("a.xml", bytes(30_000_000))))
    with pytest.raises(UnreadableError) as caught:
        bomb.read("a.xml")
    assert caught.value.reason == "part_too_large"


def test_what_lies_outside_of_the_package_is_no_part_of_it() -> None:
    relations = (
        f'<Relationships xmlns="{RELATIONS}">'
        '<Relationship Id="r1" Type="t/inside" Target="a.xml"/>'
        '<Relationship Id="r2" Type="t/outside" Target="http://127.0.0.1:9/a.xml" TargetMode="External"/>'
        "</Relationships>"
    )
    package = Package(packed(("_rels/.rels", relations.encode()), ("a.xml", b"<one/>")))
    assert package.related("", "/inside") == "/a.xml"
    assert package.related("", "/outside") is None


def test_a_part_with_a_dtd_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_xml(b'<!DOCTYPE a [<!ENTITY b "1">]><a>&b;</a>', "a.xml")
    assert caught.value.reason == "damaged"
    assert parse_xml(b"<a>1</a>", "a.xml").text == "1"
