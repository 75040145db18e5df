"""Forms and seeds of generated reports."""

import random
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from gouji.declared.form_files import load_forms
from gouji.declared.forms import Form
from gouji.declared.locations import shipped
from samples.figures import valid_figures
from samples.report import SampleReport

FORMS = load_forms(shipped("expectations"))
forms = st.sampled_from(FORMS)
seeds = st.integers(0, 2**32)
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable, not secret


def drawn(form: Form, seed: int, scale: int = 50) -> dict[str, Decimal]:
    return valid_figures(form, dice(seed), scale)


def prose(report: SampleReport) -> str:
    return "".join(paragraph for section in report.sections for paragraph in section.paragraphs)
