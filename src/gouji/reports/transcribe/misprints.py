"""Whether a folded text is a label with one misprint in it: a wrong, lost, doubled or swapped character."""

from gouji.declared.aliases import Unlisted

# In a shorter label a wrong character makes another word as easily: 行政处罚 and 行政处分.
_LONG = 5
# Of a shorter one that lost a character too little is left.
_SHORTEST = 4


def is_misprint(word: str, label: str, unlisted: Unlisted) -> bool:
    """True where `word` is `label` but for one misprint, and not in a character that tells labels apart (both folded)."""
    if word == label or abs(len(word) - len(label)) > 1:
        return False
    at = _first_difference(word, label)
    if len(word) == len(label):
        return _is_wrong(word, label, at, unlisted)
    if len(word) > len(label):
        extra = word[at] if at < len(word) else ""
        # A doubled character differs from the label where its second half stands; a doubled numeral is another number.
        return word[:at] + word[at + 1 :] == label and at > 0 and word[at - 1] == extra and not extra.isnumeric()
    lost = label[at]
    return label[:at] + label[at + 1 :] == word and len(label) >= _SHORTEST and lost not in unlisted.telling


def _is_wrong(word: str, label: str, at: int, unlisted: Unlisted) -> bool:
    if word[at + 1 :] == label[at + 1 :]:
        found, meant = word[at], label[at]
        if (found, meant) in unlisted.alike:
            return True
        return len(label) >= _LONG and not {found, meant} & unlisted.telling
    swapped = word[at : at + 2] == label[at : at + 2][::-1] and word[at + 2 :] == label[at + 2 :]
    return swapped and len(label) >= _SHORTEST and not set(word[at : at + 2]) & unlisted.telling


def _first_difference(word: str, label: str) -> int:
    return next(
        (at for at, (one, other) in enumerate(zip(word, label, strict=False)) if one != other),
        min(len(word), len(label)),
    )
