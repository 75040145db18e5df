"""Invented reports: drawn figures, written prose, and the printed layouts of real offices (see README.md)."""
