"""PDF with text -> Document. pdfium reads one file at a time: never call this from two threads of one process."""

from gouji.readers.pages.pdf.document import read_pdf
from gouji.readers.pages.pdf.pictures import pdf_pictures

__all__ = ["pdf_pictures", "read_pdf"]
