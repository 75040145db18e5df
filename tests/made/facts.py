"""Facts of a few lines of text."""

from gouji.declared import Declared
from gouji.document import Document, Format, Passage
from gouji.reports.prose.facts import Facts, gather_facts
from gouji.reports.sections import find_sections

TITLE = "南充市嘉陵区金凤镇人民政府2020年政府信息公开工作年度报告"


def facts(declared: Declared, *lines: str, kind: Format = "html", **metadata: str) -> Facts:
    document = Document(kind, tuple(Passage(line, f"line {n}") for n, line in enumerate(lines, 1)), metadata)
    sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
    return gather_facts(document, sections, declared.bodies)


def value(fact: object) -> object:
    return getattr(fact, "value", None)
