"""A page of Data Docs rewritten to load nothing from a network: local copies of what it needs, the rest left out."""

import re

# What the pages of Great Expectations 1.24 load, by file name: the copy in assets/, or None for what the pages of one
# batch do without (charts, date and column filters, menus, dark colours; icons, for which readable.css has characters).
_LOCAL_COPY = {
    "bootstrap.min.css": "bootstrap.min.css",
    "bootstrap-table.min.css": "bootstrap-table.min.css",
    "jquery-3.7.1.min.js": "jquery.min.js",
    "bootstrap.min.js": "bootstrap.min.js",
    "bootstrap-table.min.js": "bootstrap-table.min.js",
    "bootstrap-table-filter-control.css": None,
    "bootstrap-table-filter-control.min.css": None,
    "bootstrap-table-filter-control.min.js": None,
    "bootstrap-datepicker.min.css": None,
    "bootstrap-datepicker.min.js": None,
    "bootstrap-prefers-dark.css": None,
    "popper.min.js": None,
    "all.min.css": None,
    "vega@5": None,
    "vega-lite@5": None,
    "vega-embed@6": None,
    "favicon.ico": None,
}

_ASSET = re.compile(r'<(link|script)\b[^>]*?\b(?:href|src)="([^"]*)"[^>]*>(?:</script>)?')

_OURS = '<link rel="stylesheet" href="assets/readable.css">\n<script src="assets/readable.js"></script>\n</head>'

_REWRITTEN = (
    ("<html>", '<html lang="zh-CN">'),
    ("</head>", _OURS),
    (r"/\* some css overrides for dark mode\*/.*?(?=</style>)", ""),
    (r'<img\b[^>]*\bsrc="https?://[^"]*"[^>]*>', "<strong>Great Expectations</strong>"),
    (r"<footer>.*?</footer>", ""),
    (r'<a\b[^>]*\bhref="https?://[^"]*"[^>]*>(.*?)</a>', r"\1"),
    (r"Data asset: None<br>", ""),
    # Tracebacks keep the last two parts of a path: they say where in a package, the rest where on this machine.
    (r'File "[^"]*?([^"/\\]+[/\\][^"/\\]+)"', r'File "\1"'),
)

_OUTSIDE = re.compile(r"""(?:\b(?:href|src)\s*=\s*|\burl\(\s*)["']?(?:https?:)?//[^"')>\s]*""")


def offline(page: str) -> str:
    """`page`, the HTML of one page of Data Docs, loading only files of assets/ beside it, in our look, unadvertised.

    Raises RuntimeError where the page loads something that is not known here.
    """
    page = _ASSET.sub(_local, page)
    for pattern, replacement in _REWRITTEN:
        page = re.sub(pattern, replacement, page, flags=re.DOTALL)
    left = _OUTSIDE.search(page)
    if left is not None:
        raise RuntimeError(f"a page of Data Docs still names {left.group()!r}; leave it out in gx_suite/offline.py")
    return page


def _local(tag: re.Match[str]) -> str:
    kind, address = tag.groups()
    name = address.rsplit("/", 1)[-1]
    if name not in _LOCAL_COPY:
        raise RuntimeError(f"a page of Data Docs loads {address!r}; ship it or leave it out in gx_suite/offline.py")
    copy = _LOCAL_COPY[name]
    if copy is None:
        return ""
    if kind == "link":
        return f'<link rel="stylesheet" href="assets/{copy}">'
    return f'<script src="assets/{copy}"></script>'
