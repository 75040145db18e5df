"""Judging a batch: two judges of the same checks, their findings, and what explains and joins them."""
