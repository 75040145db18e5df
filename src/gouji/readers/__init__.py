"""Readers: the bytes of one file -> a Document, or the reason why not. What a file is, is told by its bytes."""

from gouji.readers.inner_pages import saved_with
from gouji.readers.reading import read

__all__ = ["read", "saved_with"]
