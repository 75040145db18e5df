"""The handbook of rules for auditors, printed from the declarations into `docs/rules.md`."""

from gouji.handbook.page import handbook

__all__ = ["handbook"]
