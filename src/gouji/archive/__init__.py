"""What earlier batches left: which files were audited already."""
