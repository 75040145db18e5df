"""PDF with text -> Document. pdfium reads one file at a time: never call this from two threads of one process."""

from gouji.readers.pages.pdf.document import HAS_TEXT, read_pdf
from gouji.readers.pages.pdf.pictures import pdf_pictures

__all__ = ["HAS_TEXT", "pdf_pictures", "read_pdf"]
