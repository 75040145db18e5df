"""PDF with text -> Document. pdfium reads one file at a time: never call this from two threads of one process."""

from gouji.readers.pdf.reading import read_pdf, read_pdf_places

__all__ = ["read_pdf", "read_pdf_places"]
