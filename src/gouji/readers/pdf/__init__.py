"""PDF with text -> Document. pdfium reads one file at a time: never call this from two threads of one process."""

from gouji.readers.pdf.pages import pdf_pictures
from gouji.readers.pdf.reading import read_pdf

__all__ = ["pdf_pictures", "read_pdf"]
