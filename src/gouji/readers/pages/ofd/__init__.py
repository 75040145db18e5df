"""OFD (GB/T 33190-2016, the national layout format) -> Document."""

from gouji.readers.pages.ofd.document import ofd_pictures, read_ofd

__all__ = ["ofd_pictures", "read_ofd"]
