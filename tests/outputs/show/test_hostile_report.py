"""No text of a report becomes markup or a link, and personal data is shown nowhere."""

import base64
import hashlib
import re
from pathlib import Path

from gouji.declared import Declared
from gouji.declared.texts.show import load_show_texts
from samples.report import SampleReport
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Page, Text, add, lay_out
from tests.made.pdf_pages import pdf
from tests.made.reading import printed
from tests.made.show_pages import drawn, parsed, picture_of

# Made up, with a right check character: no such county.
ID_NUMBER = "999999199001010016"
HOSTILE = "</script></style></title><script>alert(1)</script><img src=//x.example/a onerror=alert(1)>\" onclick='a()' {{ 7*7 }}"


def test_the_policy_lets_only_the_pages_own_script_and_style_run(
    pages: list[Page], declared: Declared, tmp_path: Path
) -> None:
    for content in (pdf(pages), ofd(pages), "一、总体情况\n".encode()):
        text = drawn(content, tmp_path, declared)
        page = parsed(text)
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        (style,), (script,) = page.xpath("//style/text()"), page.xpath("//script/text()")
        directives = dict(one.strip().split(" ", 1) for one in policy.split(";"))
        assert directives == {
            "default-src": "'none'",
            "img-src": "data:",
            "style-src": f"'{hash_of(style)}'",
            "script-src": f"'{hash_of(script)}'",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        assert all(href.startswith("data:image/png;base64,") for href in page.xpath("//@href"))
        assert not page.xpath("//@src | //@style | //a | //link | //iframe | //form | //base | //object")
        assert not re.search(r"https?:|url\(|@import|//[a-z]", re.sub(r"base64,[^\"]+", "", text))


def hash_of(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def hostile(report: SampleReport) -> list[tuple[str, bytes]]:
    """Reports with markup in a passage, a label, a figure and the title, in formats that can hold it as text."""
    lines = printed(report, "tabbed", {}).splitlines()
    some = [f"{line}\t{HOSTILE}" if rank % 3 == 0 else line for rank, line in enumerate(lines)]
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
    page = printed(report, "html", {})
    at = lay_out(report)
    spoiled = add(at, Text(60, 300, HOSTILE))
    return [
        ("text", "\n".join([HOSTILE, *some]).encode()),
        ("html", page.replace("<td>", f"<td>{escaped} ", 40).replace("<p>", f"<p>{escaped}").encode()),
        ("ofd", ofd(spoiled)),
        ("pdf", pdf(spoiled)),
    ]


def test_no_text_of_a_report_becomes_markup(report: SampleReport, declared: Declared, tmp_path: Path) -> None:
    met = 0
    for kind, content in hostile(report):
        name = f"a'b\"&<i>.{kind}"
        page = parsed(drawn(content, tmp_path, declared, name))
        assert len(page.xpath("//script")) == len(page.xpath("//style")) == len(page.xpath("//title")) == 1
        assert not page.xpath("//img | //a")
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
        assert name in page.xpath("string(//header)")
        met += HOSTILE in page.text_content()
    assert met >= 2, "no document brought the hostile text as far as the page"


def test_personal_data_is_shown_nowhere(
    report: SampleReport, pages: list[Page], declared: Declared, tmp_path: Path
) -> None:
    secret = f"张某某，身份证号{ID_NUMBER}"
    text = f"{printed(report, 'tabbed', {})}\n{secret}。"
    assert ID_NUMBER in text
    assert ID_NUMBER not in drawn(text.encode(), tmp_path, declared)
    spoiled = add(pages, Text(60, 20, secret))
    for content in (ofd(spoiled), pdf(spoiled)):
        page = drawn(content, tmp_path, declared)
        assert load_show_texts(declared.folder).hidden in page
        assert ID_NUMBER not in "".join(parsed(page).xpath("//*[local-name()='text']/text()"))
    (first, *others) = [picture_of(image) for image in parsed(page).xpath("//*[local-name()='image']")]
    head = (0, 0, first.width, round(first.height * 30 / 842))
    assert first.crop(head).getextrema()[0] > 250, "the line with the number is still in the picture"
    assert all(other.getextrema()[0] < 100 for other in others)
    (clean, *_) = [
        picture_of(image) for image in parsed(drawn(pdf(pages), tmp_path, declared)).xpath("//*[local-name()='image']")
    ]
    assert clean.getextrema()[0] < 100
