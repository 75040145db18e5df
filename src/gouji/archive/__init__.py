"""What earlier batches left: the archive in Delta Lake, and which files batches outside it have audited."""
