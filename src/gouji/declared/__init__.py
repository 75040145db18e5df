"""Everything that is declared in `expectations/`, loaded once and handed down."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.declared.aliases import Aliases, load_aliases, printed_labels
from gouji.declared.batch import Batch, load_batch
from gouji.declared.bodies import BodiesEntry, load_bodies
from gouji.declared.causes import Causes, load_causes
from gouji.declared.claims import ClaimPatterns, load_claim_patterns
from gouji.declared.examples import Bases, load_bases
from gouji.declared.figures import load_spellings
from gouji.declared.folding import Folding, load_folding
from gouji.declared.form_files import load_forms
from gouji.declared.forms import Form
from gouji.declared.not_judged import NotJudged, load_not_judged
from gouji.declared.office import OfficeEntry, load_template
from gouji.declared.roster import RosterEntry, load_roster_words
from gouji.declared.rules import Rule, load_rules
from gouji.declared.severity import load_policy
from gouji.declared.signs import Sign, load_signs
from gouji.declared.strict_yaml import DeclarationError, declarations_dir, suggestion
from gouji.declared.texts import Texts, load_texts
from gouji.declared.texts.reasons import Reasons
from gouji.document.figures import Spellings


@dataclass(frozen=True, slots=True)
class Declared:
    """The declarations of one folder, every file of it read and checked; nobody reads them again.

    `batch_year` is the year that the policy gives to a batch. `labels` are the folded labels that the forms print. `office` is the
    template of an office's file. `bases` are the clean reports that examples of rules change. `hashes` has the SHA-256 of the parts that
    reading and judging depend on.
    """

    folder: Path
    forms: tuple[Form, ...]
    aliases: Aliases
    labels: frozenset[str]
    spellings: Spellings
    bodies: BodiesEntry
    office: OfficeEntry
    roster: RosterEntry
    claims: ClaimPatterns
    signs: tuple[Sign, ...]
    rules: tuple[Rule, ...]
    causes: Causes
    folding: Folding
    batch: Batch
    batch_year: int | None
    not_judged: tuple[NotJudged, ...]
    bases: Bases
    texts: Texts
    hashes: Mapping[str, str]

    @property
    def sign_keys(self) -> tuple[str, ...]:
        """The keys of the declared signs."""
        return tuple(sign.key for sign in self.signs)

    @property
    def reasons(self) -> Reasons:
        """The sentences for what could not be read."""
        return self.texts.reasons


def load_declared(chosen: Path | None = None, policy: Path | None = None) -> Declared:
    """Load every declaration, texts included; `policy` is an office's own file of severities and states (`gouji.declared.rules`).

    Raises DeclarationError with file, entry and the nearest right word."""
    folder = declarations_dir(chosen)
    forms = load_forms(folder)
    rules = load_rules(folder, policy)
    _require_forms_of_bases(rules, forms)
    ids = [rule.id for rule in rules]
    claims = load_claim_patterns(folder)
    signs = load_signs(folder)
    return Declared(
        folder=folder,
        forms=forms,
        aliases=load_aliases(folder, forms),
        labels=printed_labels(forms),
        spellings=load_spellings(folder),
        bodies=load_bodies(folder),
        office=load_template(folder),
        roster=load_roster_words(folder),
        claims=claims,
        signs=signs,
        rules=rules,
        causes=load_causes(folder, ids),
        folding=load_folding(folder, ids),
        batch=load_batch(folder),
        batch_year=load_policy(policy).batch_year if policy else None,
        not_judged=load_not_judged(folder, ids),
        bases=load_bases(folder, forms),
        texts=load_texts(folder, forms, claims.keys, [sign.key for sign in signs]),
        hashes={
            "forms": _hash(folder, "forms/*.yml", "aliases.yml", "figures.yml"),
            "rules": _hash(folder, "rules/*.yml", "severity.yml", "causes.yml", "folding.yml", "batch.yml"),
            "policy": _of_policy(policy) if policy else "",
            "all": _hash(folder, "**/*.yml"),
        },
    )


def _require_forms_of_bases(rules: Sequence[Rule], forms: Sequence[Form]) -> None:
    known = [form.name for form in forms]
    for rule in rules:
        for name in rule.entry.basis_by_form:
            if name not in known:
                raise DeclarationError(
                    f"{rule.where}: {rule.id}: basis_by_form: no form {name!r} is declared{suggestion(name, known)}"
                )


def _of_policy(policy: Path) -> str:
    """Of an office's file the policy alone: another mail server changes no judgement."""
    return hashlib.sha256(load_policy(policy).model_dump_json().encode()).hexdigest()


def _hash(folder: Path, *patterns: str) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
