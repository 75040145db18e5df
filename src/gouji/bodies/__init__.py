"""Who reports: what a name tells of a body, and the roster."""
