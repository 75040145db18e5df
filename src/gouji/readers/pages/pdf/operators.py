"""Whether a drawing that is not packed is as it was written: no checksum shows it, but most damage breaks its grammar.

What a page draws is a row of operands and operators. pdfium skips what it does not understand, and a figure is gone.
"""

import re
import warnings
from typing import Any

import pikepdf

# By how many operands they take.
_WORDS = {
    0: "b B b* B* BT BX EMC ET EX f F f* h n q Q s S T* W W*",
    1: "BMC CS cs Do G g gs i J j M MP ri sh Tc Tj TJ TL Tr Ts Tw Tz w '",
    2: "BDC d d0 DP l m Td TD Tf",
    3: 'RG rg "',
    4: "K k re v y",
    6: "c cm d1 Tm",
}
_COUNTS = {name: count for count, names in _WORDS.items() for name in names.split()}
_ANY_COUNT = frozenset(("SC", "sc", "SCN", "scn", "INLINE IMAGE"))
_NO_NUMBERS = frozenset(("BMC", "BDC", "CS", "cs", "d", "Do", "DP", "gs", "MP", "ri", "sh", "Tf", "Tj", "TJ", "'", '"'))
# White space by the letter of the format that no program writes, least of all in a row.
_ZEROS = re.compile(rb"\0{4}")


def fault(stream: Any, content: bytes, fonts: Any) -> str | None:
    """What is wrong with the words of a drawing, None if nothing is. `content`: its bytes; `fonts`: the fonts it may use."""
    if _ZEROS.search(content):
        return "zeros in a drawing"
    in_text = False
    with warnings.catch_warnings():
        # What pikepdf warns of here is an end of the drawing inside of something, which is damage.
        warnings.simplefilter("error", UserWarning)
        try:
            parsed: list[Any] = list(pikepdf.parse_content_stream(stream))
        except UserWarning as warning:
            return str(warning)
    for one in parsed:
        name, operands = str(one.operator), one.operands
        if name not in _COUNTS and name not in _ANY_COUNT:
            return "unknown operator"
        if name in _COUNTS and len(operands) != _COUNTS[name]:
            return f"operands of {name}"
        if (
            name in _COUNTS
            and name not in _NO_NUMBERS
            and any(isinstance(operand, pikepdf.Object) for operand in operands)
        ):
            return f"operands of {name}"
        if name in ("BT", "ET"):
            if in_text == (name == "BT"):
                return "text inside of text"
            in_text = name == "BT"
        if (name == "Tf" and str(operands[0]) not in fonts) or (
            name == "Tj" and not isinstance(operands[0], pikepdf.String)
        ):
            return f"operands of {name}"
    return "text without an end" if in_text else None
