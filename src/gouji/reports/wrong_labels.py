"""What is said of labels of tables that were read although the form prints them otherwise."""

from collections.abc import Sequence

from gouji.declared import Declared
from gouji.reports.prose.signs import masked
from gouji.reports.transcribe import Transcript
from gouji.reports.transcribe.unlisted import WrongLabel

_MOST = 3


def wrong_labels(transcript: Transcript) -> tuple[WrongLabel, ...]:
    """Those of all tables, each wording once, in the order of the tables."""
    found = [label for table in transcript.tables for label in table.wrong_labels]
    return tuple({(label.text, label.official): label for label in found}.values())


def said_of_labels(labels: Sequence[WrongLabel], declared: Declared) -> str | None:
    """The first of `labels` with what the form prints, in the words of the office; None where there are none."""
    if not labels:
        return None
    texts = [
        declared.reasons.of_file(
            "wrong_label", {"printed": masked(label.text, declared.signs), "official": label.official}
        )
        for label in labels[:_MOST]
    ]
    told = "；".join(texts)
    return (
        told
        if len(labels) <= _MOST
        else declared.reasons.of_file("wrong_labels_more", {"labels": told, "count": len(labels)})
    )
