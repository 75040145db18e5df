"""Readers: the bytes of one file -> a Document, or the reason why not. What a file is, is told by its bytes.

`pictures` draws the pages of a file that has some.
"""

from gouji.readers.dispatch import may_be_recognised, read
from gouji.readers.pages.pdf import HAS_TEXT
from gouji.readers.pages.picture import Picture
from gouji.readers.pages.pictures import pictures
from gouji.readers.pages.ruled import Labels
from gouji.readers.web.inner_pages import saved_with

__all__ = ["HAS_TEXT", "Labels", "Picture", "may_be_recognised", "pictures", "read", "saved_with"]
