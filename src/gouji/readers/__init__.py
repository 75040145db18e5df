"""Readers: the bytes of one file -> a Document, or the reason why not. What a file is, is told by its bytes.


`pictures` draws the pages of a file that has some.
"""

from gouji.readers.inner_pages import saved_with
from gouji.readers.picture import Picture
from gouji.readers.pictures import pictures
from gouji.readers.reading import may_be_recognised, read

__all__ = ["Picture", "may_be_recognised", "pictures", "read", "saved_with"]
