"""Readers of web pages: .html, .mht, pages saved with their folders."""
