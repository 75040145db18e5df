"""Readers of pages: PDF, OFD, scans and pictures, by where things stand on them."""
