"""Data Docs kept so that they can be read without a network and are the same after every run over the same measures."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gouji.judging.gx_suite.offline import offline

_ASSETS = Path(__file__).with_name("assets")

# Our name of a page, where Great Expectations puts it (up to four folders deep, under names made of the run time), and
# how its pages link to it. Ours lie side by side, so that all find assets/ alike.
_PAGES = (
    ("index.html", "index.html", r"(?:\./|(?:\.\./)+)index\.html"),
    ("suite.html", "expectations/*.html", r"(?:\.\./)*expectations/[^\"'<>]+\.html"),
    ("validation.html", "validations/**/*.html", r"(?:\.\./)*validations/[^\"'<>]+\.html"),
)

# The run time is a fixed one, set in gx_suite/validation.py, and no fact about the batch.
_RUN_TIME = re.compile(r"1970-01-01[T ]00:00:00(?:\.0+)?(?:Z| UTC)")
_RANDOM_ID = re.compile(r"(-collapse-body)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def keep_pages(site: Path, validation: Mapping[str, Any], folder: Path) -> None:
    """Put the pages that Great Expectations wrote to `site` about `validation` into `folder`, replacing it.

    `folder` gets index.html, validation.html and suite.html, which load nothing but files of its assets/. Raises
    RuntimeError where a page is missing or loads something unknown: then these are not the pages of the release we pin.
    """
    load_time: str = validation["meta"]["batch_markers"]["ge_load_time"]
    pages = {name: _kept(_only(site, place).read_text("utf-8"), load_time) for name, place, _ in _PAGES}
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(_ASSETS, folder / "assets")
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8")


def _only(site: Path, place: str) -> Path:
    found = list(site.glob(place))
    if len(found) != 1:
        raise RuntimeError(f"{len(found)} pages at {place} of Great Expectations' site, expected one; its log says why")
    return found[0]


def _kept(page: str, load_time: str) -> str:
    for name, _, link in _PAGES:
        page = re.sub(link, name, page)
    page = offline(page).replace(load_time, "-")
    return _RANDOM_ID.sub(r"\1", _RUN_TIME.sub("-", page))
