"""Great Expectations as the judge of doubtful checks: the only package that imports it, or pandas."""

import logging
import os
import warnings

# Great Expectations reads the switch at import. It also hands all warnings of the process to logging, where without
# a handler nobody sees them: that is undone, unless the process had chosen it before.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
_show_warning = warnings.showwarning

from gouji.judging.gx_suite.judging import judge_doubtful  # noqa: E402 - only after the switch is set

if warnings.showwarning is not _show_warning:
    logging.captureWarnings(False)

__all__ = ["judge_doubtful"]
