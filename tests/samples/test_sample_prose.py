"""Prose of generated reports agrees with their tables, and a report is complete."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.declared.forms import Form
from samples.places import bodies, body_named, districts
from samples.prose import plain
from samples.report import sample_report
from tests.made.samples import FORMS, dice, drawn, forms, prose, seeds


@settings(deadline=None)
@given(forms, seeds, st.sampled_from([0, 1, 2, 20, None]))
def test_prose_agrees_with_the_tables(form: Form, seed: int, scale: int | None) -> None:
    report = sample_report(form, dice(seed), scale=scale)
    text, figures = prose(report), report.figures
    stated = {
        r"(?:收到|新收)政府信息公开申请(\d+)件": figures["requests.received.total"],
        r"办结(\d+)件": figures["requests.processed.total"],
        r"上年结转的?(\d+)件": figures["requests.pending_start.total"],
        r"结转下年度(?:继续办理)?(\d+)件": figures["requests.pending_end.total"],
        r"行政复议(\d+)件": figures["disputes.reconsideration.total"],
        r"行政诉讼(\d+)件": figures["disputes.litigation_direct.total"]
        + figures["disputes.litigation_after_reconsideration.total"],
    }
    for pattern, figure in stated.items():
        found = re.findall(pattern, text)
        assert found == [str(figure)] or (found == [] and figure == 0), pattern
    assert ("未收到政府信息公开申请" in text) == (
        figures["requests.received.total"] == figures["requests.pending_start.total"] == 0
    )
    shares = re.search(
        r"予以公开(\d+)件.部分公开(\d+)件.不予公开(\d+)件.无法提供(\d+)件.不予处理(\d+)件.其他处理(\d+)件", text
    )
    assert sum(map(int, shares.groups() if shares else ())) == figures["requests.processed.total"]


@settings(deadline=None)
@given(forms, seeds, st.sampled_from([0, 2, 90]))
def test_prose_agrees_with_the_first_table(form: Form, seed: int, scale: int) -> None:
    report = sample_report(form, dice(seed), scale=scale, organisation="云岭县人民政府")
    text = prose(report)
    figures = {address: plain(value) for address, value in report.figures.items()}
    assert re.findall(r"行政许可决定(\d+)件", text) in ([figures["proactive.licensing.decisions"]], [])
    if form.name == "2019":
        amount = re.findall(r"政府集中采购(\d+)项，.*?([\d.]+)元", text)
        row = (figures["proactive.procurement.projects"], figures["proactive.procurement.amount"])
        assert amount == [row] or (amount == [] and row == ("0", "0"))
        published = re.findall(r"新公开(?:规范性文件)?(\d+)件", text) or ["0"]
        assert published == [figures["proactive.normative_documents.published"]]
    else:
        assert re.findall(r"行政事业性收费([\d.]+)万元", text) in ([figures["proactive.fees.amount"]], [])
        in_force = re.findall(r"现行有效(\d+)件", text)
        assert in_force == ["0", figures["proactive.normative_documents.in_force"]]


@settings(deadline=None)
@given(forms, seeds)
def test_a_report_is_complete_and_in_time(form: Form, seed: int) -> None:
    report = sample_report(form, dice(seed))
    assert form.holds_for(report.year)
    assert report.title == f"{report.organisation}{report.year}年政府信息公开工作年度报告"
    assert report.published_on is not None
    assert (report.published_on.year, report.published_on.month) == (report.year + 1, 1)
    assert f"{report.year}年1月1日至12月31日" in report.period
    assert re.search(r"地址：.+邮(政编码|编)：\d{6}.+电话：\d{4}-\d{7}", report.contact)
    assert [section.heading for section in report.sections] == [section.printed for section in form.sections]
    overview = "".join(report.sections[0].paragraphs)
    assert all(word in overview for word in ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"))
    results = all(word in overview for word in ("工作考核", "社会评议", "责任追究"))
    assert results == (body_named(report.organisation).kind != "department")
    assert all(section.paragraphs for section in report.sections if not report.tables(section))
    assert "{" not in prose(report) + report.basis


def test_overrides_replace_fields_and_lead_the_prose() -> None:
    figures = drawn(FORMS[1], 5)
    report = sample_report(
        FORMS[1],
        dice(1),
        organisation="云岭县财政局",
        year=2022,
        figures=figures,
        texts={"a": "/"},
        contact="",
    )
    assert (report.title[:10], report.texts, report.contact) == ("云岭县财政局2022", {"a": "/"}, "")
    assert "我局" in prose(report)
    assert f"申请{figures['requests.received.total']}件" in prose(report)
    with pytest.raises(TypeError, match="colour"):
        sample_report(FORMS[1], dice(1), colour="red")


def test_a_body_is_known_by_its_name() -> None:
    names = ("云岭县市场监督管理局", "澜江市明河区霜渡乡人民政府", "云岭县人民政府")
    known = [(body.district, body.short_name, body.kind) for body in map(body_named, names)]
    assert known == [
        ("云岭县", "市场监督管理局", "department"),
        ("澜江市明河区", "霜渡乡人民政府", "township"),
        ("云岭县", "人民政府", "government"),
    ]


def test_every_invented_name_is_used_once() -> None:
    names = [body.name for district in districts() for body in bodies(district)]
    assert len(set(names)) == len(names)
