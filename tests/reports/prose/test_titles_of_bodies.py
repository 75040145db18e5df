"""The body in a title, whatever page and font put around it."""

import pytest

from gouji.declared import Declared
from gouji.reports.prose.titles import body_in_title, is_title


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("正文云岭县财政局2023年政府信息公开工作年度报告", "云岭县财政局"),
        ("标题：云岭县财政局2023年政府信息公开工作年度报告", "云岭县财政局"),
        ("## 云岭县财政局2023年政府信息公开工作年度报告", "云岭县财政局"),
        ("**云岭县财政局2023年政府信息公开工作年度报告", "云岭县财政局"),
        ("2023年云岭县人民政府信息公开工作年度报告", "云岭县人民政府"),
        ("云岭县人民政府2023年政府信息公开工作年度报告", "云岭县人民政府"),
        ("云岭县⼈⺠政府2023年政府信息公开工作年度报告", "云岭县人民政府"),
        ("云岭县财政局2023\uf98e政府信息公开工作年度报告", "云岭县财政局"),
        ("云岭县⽔利局2023年政府信息公开工作年度报告", "云岭县水利局"),
    ],
)
def test_the_body_is_found_and_nothing_is_glued_to_it(declared: Declared, title: str, body: str) -> None:
    assert body_in_title(title, declared.bodies) == body
    assert is_title(title, declared.bodies)
