"""What people get of a batch: workbook, pages, handbook, and the frames with `run.json`."""
