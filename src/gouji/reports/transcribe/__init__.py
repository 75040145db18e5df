"""Transcription: a Document -> the cells of the forms, by labels, or the reason why a cell could not be read."""

from gouji.reports.transcribe.transcription import CellReading, TableReading, Transcriber, Transcript

__all__ = ["CellReading", "TableReading", "Transcriber", "Transcript"]
