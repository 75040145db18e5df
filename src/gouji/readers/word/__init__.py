"""Readers of text documents: .docx, .doc, .wps, .rtf, Word XML, .odt."""
