"""A report: its tables transcribed and what stands around them read, from a Document to rows."""
