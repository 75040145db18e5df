"""The district of a report: roster, sub-folder, title, text; never a guess."""

import pytest

from gouji.bodies.roster import NO_ROSTER, Roster, RosterLine
from gouji.declared import Declared
from gouji.document import Document, Passage
from gouji.reports.prose.districts import find_district
from gouji.reports.prose.facts import Sourced

ROSTER = Roster({"金凤镇": RosterLine("金凤镇人民政府", "南充市嘉陵区", "", "")})


def named(
    declared: Declared, organisation: str | None, folder: str | None = None, text: str = "", roster: Roster = NO_ROSTER
) -> tuple[str, str] | None:
    document = Document("text", tuple(Passage(line, f"line {n}") for n, line in enumerate(text.split("\n"), 1)))
    body = Sourced(organisation, "line 1") if organisation else None
    found = find_district(body, folder, document, roster, declared.bodies)
    return (found.value, found.source) if found else None


def test_the_first_source_that_names_it_counts(declared: Declared) -> None:
    text = "依托依兰县人民政府网站公开。"
    full = "淮安市洪泽区金凤镇人民政府"
    assert named(declared, "金凤镇人民政府", "洪泽区", text, ROSTER) == ("南充市嘉陵区", "roster")
    assert named(declared, full, "洪泽区", text) == ("洪泽区", "folder")
    assert named(declared, full, None, text) == ("淮安市洪泽区", "line 1")
    assert named(declared, "金凤镇人民政府", None, text) == ("依兰县", "line 1")
    assert named(declared, "金凤镇人民政府", None, "正文。") is None
    assert named(declared, None) is None


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("依托依兰县人民政府网站。\n依兰县人民政府门户网站。", "依兰县"),
        ("在洪泽区政府门户网站公开。", "洪泽区"),
        ("依托依兰县人民政府网站。\n转自洪泽区人民政府网站。", None),
        ("依托鼓楼区人民政府网站。", None),
        ("依托本县人民政府网站。", None),
        ("依兰县的情况如下。", None),
    ],
)
def test_the_text_names_it_where_it_names_one(declared: Declared, text: str, district: str | None) -> None:
    found = named(declared, "依兰镇", None, text)
    assert (found[0] if found else None) == district


def test_a_folder_speaks_even_for_a_file_that_could_not_be_read(declared: Declared) -> None:
    found = find_district(None, "洪泽区", None, NO_ROSTER, declared.bodies)
    assert found == Sourced("洪泽区", "folder")
