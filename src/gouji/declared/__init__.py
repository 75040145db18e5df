"""Everything that is declared in `expectations/`, loaded once and handed down."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.declared.aliases import Aliases, load_aliases
from gouji.declared.bodies import BodiesEntry, load_bodies
from gouji.declared.causes import Causes, load_causes
from gouji.declared.claims import ClaimPatterns, load_claim_patterns
from gouji.declared.figures import load_spellings
from gouji.declared.form_files import load_forms
from gouji.declared.forms import Form
from gouji.declared.rules import Rule, load_rules
from gouji.declared.signs import Sign, load_signs
from gouji.declared.strict_yaml import declarations_dir
from gouji.declared.texts.explanations import ExplanationTexts, load_explanation_texts
from gouji.declared.texts.reasons import Reasons, load_reasons
from gouji.document.figures import Spellings


@dataclass(frozen=True, slots=True)
class Declared:
    """The declarations of one folder. `hashes` has the SHA-256 of the parts that reading and judging depend on."""

    folder: Path
    forms: tuple[Form, ...]
    aliases: Aliases
    spellings: Spellings
    bodies: BodiesEntry
    claims: ClaimPatterns
    signs: tuple[Sign, ...]
    rules: tuple[Rule, ...]
    causes: Causes
    explanation_texts: ExplanationTexts
    reasons: Reasons
    hashes: Mapping[str, str]

    @property
    def sign_keys(self) -> tuple[str, ...]:
        """The keys of the declared signs."""
        return tuple(sign.key for sign in self.signs)


def load_declared(chosen: Path | None = None, policy: Path | None = None) -> Declared:
    """Load every declaration; `policy` is an office's own file of severities and states (`gouji.declared.rules`).

    Raises DeclarationError with file, entry and the nearest right word."""
    folder = declarations_dir(chosen)
    forms = load_forms(folder)
    rules = load_rules(folder, policy)
    return Declared(
        folder=folder,
        forms=forms,
        aliases=load_aliases(folder, forms),
        spellings=load_spellings(folder),
        bodies=load_bodies(folder),
        claims=load_claim_patterns(folder),
        signs=load_signs(folder),
        rules=rules,
        causes=load_causes(folder, [rule.id for rule in rules]),
        explanation_texts=load_explanation_texts(folder, forms),
        reasons=load_reasons(folder),
        hashes={
            "forms": _hash(folder, "forms/*.yml", "aliases.yml", "figures.yml"),
            "rules": _hash(folder, "rules/*.yml", "severity.yml", "causes.yml"),
            "policy": hashlib.sha256(policy.read_bytes()).hexdigest() if policy else "",
            "all": _hash(folder, "**/*.yml"),
        },
    )


def _hash(folder: Path, *patterns: str) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
