"""Measurements of Gouji on invented reports (see README.md)."""
