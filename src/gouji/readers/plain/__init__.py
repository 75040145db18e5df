"""Readers of plain text, tables drawn with pipes among it."""
