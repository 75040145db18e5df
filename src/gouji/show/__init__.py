"""Pages that show a reading beside what it was read from; the only place that uses Jinja2."""

from gouji.show.batch import PAGES, show_file, write_pages
from gouji.show.page import Drawer, Shown

__all__ = ["PAGES", "Drawer", "Shown", "show_file", "write_pages"]
