"""The archive as a stage of an audit: what a judged batch brings to it, and what the reading of a file depends on."""

import hashlib
from importlib.util import find_spec

from gouji.archive.taking import Batch
from gouji.audit.code_hash import code_hash
from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.judging.batch import Audited

# What else a file may become readable by; the extras of pyproject.toml.
_EXTRAS = ("rapidocr", "libarchive", "rarfile")


def judged_by(declared: Declared, roster: Roster) -> str:
    """A hash of code, declarations, policy, roster and extras: under the same one nothing is read that could not be read."""
    extras = [name for name in _EXTRAS if find_spec(name)]
    parts = (
        code_hash(),
        declared.hashes["all"],
        declared.hashes["policy"],
        repr(sorted(roster.lines.items())),
        *extras,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def batch_of(name: str, audited: Audited, roster: Roster, by: str) -> Batch:
    """What the archive keeps of a judged batch."""
    frames, judgement = audited.frames, audited.judgement
    kept = {
        "reports": frames.reports,
        "cells": frames.cells,
        "leftovers": frames.leftovers,
        "claims": frames.claims,
        "signs": frames.signs,
        "findings": judgement.findings,
        "trial_findings": judgement.trial_findings,
        "explanations": audited.explanations,
    }
    return Batch(name, kept, roster, by)
