"""Slips of one hand in one figure. They are remarks: that a figure can be such a slip does not show that it is one."""

from collections.abc import Iterator


def digit_slips(printed: int | None, needed: int | None) -> tuple[str, ...]:
    """The codes of the slips by which someone who meant `needed` wrote `printed`, neither being negative.

    `ten_times`, `hundred_times` too large; `digit_dropped`; `digit_doubled`, next to itself; `digits_transposed`, two
    neighbours. None for a blank, for an open value, and for 0, which has no digit to drop or double.
    """
    if not printed or not needed or printed < 0:
        return ()
    return tuple(_digit_slips(printed, needed))


def _digit_slips(printed: int, needed: int) -> Iterator[str]:
    wrong, right = str(printed), str(needed)
    if printed == 10 * needed:
        yield "ten_times"
    if printed == 100 * needed:
        yield "hundred_times"
    if wrong in {right[:place] + right[place + 1 :] for place in range(len(right))}:
        yield "digit_dropped"
    if wrong in {right[:place] + right[place] + right[place:] for place in range(len(right))}:
        yield "digit_doubled"
    if wrong != right and wrong in {
        right[:place] + right[place + 1] + right[place] + right[place + 2 :] for place in range(len(right) - 1)
    }:
        yield "digits_transposed"
