"""Personal data in texts: which long numbers are what they look like, and texts without them."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from stdnum import luhn
from stdnum.cn import ric

from gouji.declared.signs import Number
from gouji.document.folding import plain

if TYPE_CHECKING:
    from gouji.declared.signs import Sign


# The shortest number that is anyone's own is that of a mobile telephone; a mailbox shows itself by its sign.
_MAY_HOLD = re.compile(r"[\d\s-]{11}|@|＠")


def is_number(kind: Number, text: str) -> bool:
    """True where the check character of `text` is right: any other long number is no accusation."""
    return _VERIFIERS[kind](text)


def hidden(text: str) -> str:
    """A number that is not to be copied further: its first three and last two characters."""
    return text[:3] + "*" * max(len(text) - 5, 1) + text[-2:]


def masked(text: str, signs: Iterable["Sign"]) -> str:
    """`text` with what the masked ones of `signs` find in it hidden; unchanged, as printed, where they find nothing."""
    if not _MAY_HOLD.search(text):
        return text
    bare = plain(text)
    safe = bare
    for sign in signs:
        if sign.masked:
            for pattern in sign.patterns:
                safe = pattern.sub(
                    lambda match, kind=sign.verified: (
                        hidden(match[0]) if kind is None or is_number(kind, match[0]) else match[0]
                    ),
                    safe,
                )
    return text if safe == bare else safe


def _is_bank_card(text: str) -> bool:
    """A card number ends with the check digit of ISO/IEC 7812-1."""
    return bool(luhn.is_valid(text))


def _is_id_number(text: str) -> bool:
    """A citizen's number ends with the check character of GB 11643-1999; where it was given does not matter."""
    return ric.calc_check_digit(text.upper()) == text[-1].upper()


_VERIFIERS: dict[Number, Callable[[str], bool]] = {"id_number": _is_id_number, "bank_card": _is_bank_card}
