"""The Chinese wording of the samples, kept in the yml files beside this module."""

import functools
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@functools.cache
def wording(name: str) -> Any:
    """The content of `<name>.yml`. Raises FileNotFoundError where there is none."""
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
