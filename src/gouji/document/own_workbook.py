"""How an audit workbook of Gouji's own is told from a report: a keyword among the properties of the document.

Office programs keep properties when they save; titles and cells are changed by whoever works with the file.
"""

KEYWORD = "gouji-audit-workbook"
# Names of further properties. They hold the keyword, should somebody clear the keywords.
BATCH = f"{KEYWORD}-batch"
VERSION = f"{KEYWORD}-version"
