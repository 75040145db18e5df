"""Find the flows, which live beside the code and not in it, in a clone and in an installed wheel."""

import importlib.util
from collections.abc import Callable
from typing import Any

from gouji.declared.locations import shipped


def load_flow(name: str, module_name: str = "audit_batch") -> Callable[..., Any]:
    """The flow `name` of `flows/<module_name>.py`. Raises FileNotFoundError where the installation lacks it."""
    path = shipped("flows") / f"{module_name}.py"
    spec = importlib.util.spec_from_file_location(f"gouji_flows_{module_name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{path}: this flow is missing; reinstall gouji")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)
