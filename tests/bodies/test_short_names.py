"""What a body is called beside its name, and what would be somebody else."""

import pytest

from gouji.bodies.short_names import short_names
from gouji.declared import Declared


@pytest.mark.parametrize(
    ("name", "called", "not_called"),
    [
        (
            "淮安市洪泽区财政局",
            ["洪泽区财政局", "区财政局", "财政局", "我局", "本局", "本机关"],
            ["我区", "洪泽区", "我市", "市财政局"],
        ),
        (
            "云岭县青溪镇人民政府",
            ["青溪镇人民政府", "青溪镇政府", "镇人民政府", "镇政府", "青溪镇", "我镇"],
            ["我县", "县政府", "人民政府"],
        ),
        ("云岭县人民政府", ["云岭县", "县人民政府", "县政府", "我县"], ["人民政府", "我镇"]),
        ("云岭县松风街道办事处", ["松风街道办事处", "松风街道", "我街道", "街道办事处"], ["我县", "云岭县"]),
        ("云岭县发展和改革委员会", ["县发展和改革委员会", "我委"], ["我局"]),
        ("国家税务总局云岭县税务局", ["云岭县税务局", "税务局", "我局"], ["国家税务总局"]),
    ],
)
def test_a_body_is_called_by_its_own_names(
    declared: Declared, name: str, called: list[str], not_called: list[str]
) -> None:
    names = short_names(name, declared.bodies)
    assert [word for word in called if word not in names] == []
    assert [word for word in not_called if word in names] == []
    assert list(names) == sorted(names, key=lambda word: (-len(word), word))
