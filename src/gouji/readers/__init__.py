"""Readers: the bytes of one file -> a Document, or the reason why not. What a file is, is told by its bytes."""

from gouji.readers.reading import read

__all__ = ["read"]
