"""Pages that show a reading beside what it was read from; the only place that uses Jinja2."""

from gouji.show.batch import PAGES, NotOneFileError, draw_file, show_file, write_pages
from gouji.show.page import Drawer, Shown

__all__ = ["PAGES", "Drawer", "NotOneFileError", "Shown", "draw_file", "show_file", "write_pages"]
