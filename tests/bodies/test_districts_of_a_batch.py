"""One district under two names gets one workbook, unless something speaks against it."""

import pytest

from gouji.bodies.districts import one_name
from gouji.declared import Declared


@pytest.mark.parametrize(
    ("named", "names"),
    [
        ([("洪泽区", "title, line 1"), ("淮安市洪泽区", "title, line 1")], {"洪泽区": "淮安市洪泽区"}),
        # What an office calls its districts stays.
        ([("洪泽区", "folder"), ("淮安市洪泽区", "title, line 1")], {"淮安市洪泽区": "洪泽区"}),
        ([("洪泽区", "title, line 1"), ("淮安市洪泽区", "roster")], {"洪泽区": "淮安市洪泽区"}),
        ([("洪泽区", "roster"), ("淮安市洪泽区", "folder")], {}),
        # Four counties are called so.
        ([("鼓楼区", "title, line 1"), ("徐州市鼓楼区", "title, line 1")], {}),
        ([("明河区", "line 1"), ("甲江市明河区", "line 1"), ("乙江市明河区", "line 1")], {}),
        ([("明河区", "line 1"), ("甲江市明河区", "line 1")], {"明河区": "甲江市明河区"}),
        ([("乡镇", "folder"), ("淮安市乡镇", "line 1")], {}),
        ([("洪泽区", "line 1"), ("依兰县", "line 1"), ("未归属", None)], {}),
        # A province in front is no other county, and one that is called so elsewhere is told by its prefecture.
        (
            [("江苏省淮安市洪泽区", "line 1"), ("淮安市洪泽区", "line 1"), ("洪泽区", "line 1")],
            {"淮安市洪泽区": "江苏省淮安市洪泽区", "洪泽区": "江苏省淮安市洪泽区"},
        ),
        ([("淮安洪泽区", "folder"), ("淮安市洪泽区", "line 1")], {"淮安市洪泽区": "淮安洪泽区"}),
        (
            [("徐州市鼓楼区", "line 1"), ("江苏省徐州市鼓楼区", "folder"), ("鼓楼区", "line 1")],
            {"徐州市鼓楼区": "江苏省徐州市鼓楼区"},
        ),
        ([("肃北县", "line 1"), ("酒泉市肃北蒙古族自治县", "line 1")], {"肃北县": "酒泉市肃北蒙古族自治县"}),
        ([("东乡县", "line 1"), ("东乡族自治县", "line 1")], {}),
        ([("北京市海淀区", "line 1"), ("海淀区", "line 1")], {"海淀区": "北京市海淀区"}),
        ([("江苏省明河区", "line 1"), ("安徽省明河区", "line 1"), ("明河区", "line 1")], {}),
    ],
)
def test_which_names_are_one(declared: Declared, named: list[tuple[str, str | None]], names: dict[str, str]) -> None:
    assert one_name(named, declared.bodies) == names
    assert one_name(reversed(named), declared.bodies) == names
