"""Pages that show a reading beside what it was read from; the only place that uses Jinja2."""

from gouji.outputs.show.report_page import Drawer, Shown
from gouji.outputs.show.write import PAGES, NotOneFileError, draw_file, show_file, write_pages

__all__ = ["PAGES", "Drawer", "NotOneFileError", "Shown", "draw_file", "show_file", "write_pages"]
