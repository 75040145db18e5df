"""The handbook of rules for auditors, printed from the declarations into `docs/rules.md`."""

from gouji.outputs.handbook.markdown import handbook

__all__ = ["handbook"]
