"""The prose of a report: sentences from `prose.yml` whose numbers agree with the figures of the tables."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase

from gouji.declared.forms import Form
from samples.data import wording
from samples.places import Body


@dataclass(frozen=True, slots=True)
class Prose:
    """What a report says outside its tables. `sections`: the paragraphs of sections one, five and six by number."""

    title: str
    basis: str
    period: str
    contact: str
    sections: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every sentence is written with: the names it may use, the figures it must agree with, and the dice."""

    names: Mapping[str, object]
    figures: Mapping[str, Decimal]
    rng: random.Random

    def say(self, key: str, **numbers: Decimal | object) -> str:
        """One variant of the sentence `key`, its names and `numbers` filled in."""
        printed = {name: plain(value) if isinstance(value, Decimal) else value for name, value in numbers.items()}
        return self.rng.choice(wording("prose")[key]).format(**self.names, **printed)

    def total(self, pattern: str) -> Decimal:
        """The sum of all cells whose address fits `pattern`, for example `requests.denied_*.total`."""
        if "*" not in pattern:
            return self.figures.get(pattern, Decimal(0))
        return sum((value for cell, value in self.figures.items() if fnmatchcase(cell, pattern)), Decimal(0))


def write_prose(form: Form, body: Body, year: int, figures: Mapping[str, Decimal], rng: random.Random) -> Prose:
    """The prose of `body`'s report for `year`, complete and in agreement with `figures` (cell address to value)."""
    names = {
        "organisation": body.name,
        "self": body.self_name,
        "district": body.district,
        "year": year,
        "form_title": form.title,
        "form_document": form.document,
    }
    pen = _Pen(names, figures, rng)
    return Prose(
        title=wording("prose")["title"].format(**names),
        basis=pen.say("basis"),
        period=pen.say("period"),
        contact=_contact(pen),
        sections={1: tuple(_overview(pen, body)), 5: tuple(_shortcomings(pen)), 6: tuple(_remainder(pen))},
    )


def plain(value: Decimal) -> str:
    """`value` as an office types it: no exponent, no zeros at the end of its decimals."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _contact(pen: _Pen) -> str:
    """An address that cannot be anyone's: no postcode begins with 00, and no area has the code 0300."""
    street = pen.rng.choice(wording("places")["streets"])
    address = wording("prose")["address"].format(street=street, number=pen.rng.randint(1, 199), **pen.names)
    postcode, telephone = f"00{pen.rng.randint(0, 9999):04}", f"0300-555{pen.rng.randint(0, 9999):04}"
    return pen.say("contact", address=address, postcode=postcode, telephone=telephone)


def _overview(pen: _Pen, body: Body) -> Iterator[str]:
    """Section one: an opening and the five aspects, each heading on a line of its own or run into its paragraph."""
    yield pen.say("opening")
    aspects = {
        "proactive": _proactive(pen),
        "requests": _requests(pen),
        "management": _management(pen),
        "platforms": [pen.say("platforms")],
        "supervision": _supervision(pen, body),
    }
    own_line = pen.rng.random() < 0.5
    for index, (aspect, sentences) in enumerate(aspects.items()):
        heading = _subheading(index, pen.rng.choice(wording("prose")["aspects"][aspect]))
        paragraph = "".join(sentences)
        if own_line:
            yield heading
            yield paragraph
        else:
            yield f"{heading}。{paragraph}"


def _proactive(pen: _Pen) -> Iterator[str]:
    site, media = pen.rng.randint(40, 400), pen.rng.randint(20, 300)
    yield pen.say("published", site=site, media=media, both=site + media)
    yield pen.say("topics")
    decisions = {row: pen.total(f"proactive.{row}.decisions") for row in ("licensing", "penalties", "coercion")}
    if any(decisions.values()):
        yield pen.say("decisions", **decisions)
    if "proactive.procurement.projects" in pen.figures:
        projects, amount = pen.total("proactive.procurement.projects"), pen.total("proactive.procurement.amount")
        yield pen.say("procurement", projects=projects, amount=amount) if projects else pen.say("no_procurement")
    if "proactive.fees.amount" in pen.figures:
        amount = pen.total("proactive.fees.amount")
        yield pen.say("fees", amount=amount) if amount else pen.say("no_fees")


def _requests(pen: _Pen) -> Iterator[str]:
    flow = {
        row: pen.total(f"requests.{row}.total") for row in ("received", "pending_start", "processed", "pending_end")
    }
    if flow["received"]:
        yield pen.say("requests", **flow)
    elif flow["pending_start"]:
        yield pen.say("only_carried", **flow)
    else:
        yield pen.say("no_requests")
    if flow["processed"]:
        kinds = ("denied", "unavailable", "rejected")
        outcomes = {row: pen.total(f"requests.{row}.total") for row in ("granted", "granted_in_part")}
        outcomes |= {kind: pen.total(f"requests.{kind}_*.total") for kind in kinds}
        yield pen.say("outcomes", **outcomes, other=pen.total("requests.other*.total"))
    reconsiderations, suits = pen.total("disputes.reconsideration.total"), pen.total("disputes.litigation_*.total")
    both = {"reconsiderations": reconsiderations, "suits": suits}
    if reconsiderations and suits:
        yield pen.say("disputes", **both)
    elif reconsiderations or suits:
        yield pen.say("only_reconsiderations" if reconsiderations else "only_suits", **both)
    else:
        yield pen.say("no_disputes")


def _management(pen: _Pen) -> Iterator[str]:
    columns = ("produced", "published", "public_total", "issued", "repealed", "in_force")
    documents = {column: pen.total(f"proactive.normative_documents.{column}") for column in columns}
    rules = {f"rules_{column}": pen.total(f"proactive.rules.{column}") for column in columns}
    if "proactive.normative_documents.issued" in pen.figures:
        yield pen.say("documents_in_force", **documents, **rules)
    else:
        yield pen.say("documents", **documents) if any(documents.values()) else pen.say("no_documents")
        if rules["rules_produced"]:
            yield pen.say("rules", **rules)
    yield pen.say("management")


def _supervision(pen: _Pen, body: Body) -> Iterator[str]:
    yield pen.say("supervision", trainings=pen.rng.randint(1, 6))
    if body.kind != "department":
        yield pen.say("results", forms=pen.rng.randint(20, 200))


def _shortcomings(pen: _Pen) -> Iterator[str]:
    """Section five: two or three problems, then a measure for each, in the same order."""
    pairs = pen.rng.sample(wording("prose")["shortcomings"], pen.rng.randint(2, 3))
    headings = pen.rng.choice(wording("prose")["shortcomings_headings"])
    for index, heading in enumerate(headings):
        yield _subheading(index, heading)
        clauses = zip(wording("prose")["ordinals"], pairs, strict=False)
        yield "".join(
            wording("prose")["enumerated"].format(ordinal=ordinal, clause=pair[index]) for ordinal, pair in clauses
        )


def _remainder(pen: _Pen) -> Iterator[str]:
    """Section six: since form 2021 it also has to report the fees charged for processing requests."""
    if "requests.other_fee_unpaid.total" in pen.figures:
        unpaid = pen.total("requests.other_fee_unpaid.total")
        yield pen.say("processing_fees_unpaid", unpaid=unpaid) if unpaid else pen.say("processing_fees")
    yield pen.say("nothing_else")


def _subheading(index: int, heading: str) -> str:
    return wording("prose")["subheading"].format(ordinal=wording("prose")["ordinals"][index], heading=heading)
