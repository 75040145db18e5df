"""Libraries in C++ tell in words that there is no memory left: a limit, and no mistake of ours."""

import pytest

from gouji.workers import Lost, Workers


class LibraryError(Exception):
    """As the ones of ONNX Runtime and OpenCV, which are no MemoryError."""


WORDS = (
    "[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Exception during initialization: std::bad_alloc",
    "BFCArena: Failed to allocate memory for requested buffer of size 94371840",
    "OpenCV(4.10) alloc.cpp:73: error: (-4:Insufficient memory) Failed to allocate 9437184 bytes",
)


def work(item: str) -> str:
    if item == "caused":
        try:
            raise MemoryError
        except MemoryError as error:
            raise LibraryError("the engine stopped") from error
    if item != "fine":
        raise LibraryError(item)
    return item


def test_no_memory_in_words_is_a_limit() -> None:
    with Workers() as workers:
        limit = Lost("too_much_memory", (("limit", 2000),))
        results = workers.map(work, [*WORDS, "caused", "fine"], 60)
    assert results == [limit] * 4 + ["fine"]


@pytest.mark.parametrize("words", ["the memory of this page", "no allocation table"])
def test_other_words_are_our_mistake(words: str) -> None:
    with Workers() as workers:
        (lost,) = workers.map(work, [words], 60)
    assert isinstance(lost, Lost)
    assert lost.reason == "crashed"
