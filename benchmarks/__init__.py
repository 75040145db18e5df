"""How exactly Gouji reads, and what it costs, measured (see README.md)."""

import sys
from pathlib import Path

# The small writers of documents for tests stand in a folder beside this one that is no package.
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
