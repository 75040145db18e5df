"""One audit: the order of the stages, its clock and its summary."""
