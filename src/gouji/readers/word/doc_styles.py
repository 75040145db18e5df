"""Which styles of a .doc file hide text, strike it out, raise it or number its paragraphs ([MS-DOC] 2.9.271, STSH)."""

import struct

from gouji.readers.looks import PLAIN, Look
from gouji.readers.word.doc_properties import LIST, changes, is_list, look_of


def style_looks(sheet: bytes, symbol_fonts: frozenset[int]) -> dict[int, Look]:
    """The looks of the styles that have one, by their number; those they are based on included (STSH)."""
    if len(sheet) < 6:
        return {}
    header, count, fixed = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    own: dict[int, tuple[Look, int]] = {}
    for number in range(count):
        size = struct.unpack_from("<H", sheet, at)[0]
        if size:
            own[number] = _style(sheet[at + 2 : at + 2 + size], fixed, symbol_fonts)
        at += 2 + size
    looks: dict[int, Look] = {}
    for number in own:
        look, base, met = PLAIN, number, set[int]()
        while base in own and base not in met:
            met.add(base)
            stated, base = own[base]
            look = look.over(stated)
        if look != PLAIN:
            looks[number] = look
    return looks


def _style(style: bytes, fixed: int, symbol_fonts: frozenset[int]) -> tuple[Look, int]:
    """The look that one style states, and the number of the style it is based on."""
    kind = struct.unpack_from("<H", style, 2)[0]
    lists = struct.unpack_from("<H", style, 4)[0] & 15
    at = fixed + 2 + 2 * (struct.unpack_from("<H", style, fixed)[0] + 1)
    look = PLAIN
    for rank in range(lists):
        at += at & 1
        size = struct.unpack_from("<H", style, at)[0]
        data = style[at + 2 : at + 2 + size]
        at += 2 + size
        if kind & 15 == 1 and rank == 0:
            numbered = [is_list(operand) for _, operand in changes(data[2:], {LIST})]
            look = Look(numbered=numbered[-1] if numbered else None).over(look)
        elif (kind & 15, rank) in ((1, 1), (2, 0)):
            look = look_of(data, symbol_fonts)[0].over(look)
    return look, kind >> 4
