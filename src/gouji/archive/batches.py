"""Which files earlier batches took in, by their `run.json`."""

import json
from pathlib import Path


def audited_before(out: Path) -> frozenset[str]:
    """The SHA-256 of every file and archive that a batch below the folder `out` has taken in, by their `run.json`.

    Raises ValueError where one of them is damaged: forgetting it would audit and mail all its reports again.
    """
    known: set[str] = set()
    for path in sorted(out.glob("*/run.json")):
        try:
            run = json.loads(path.read_text(encoding="utf-8"))
            known.update(run["inputs"].values(), run.get("archives", {}).values())
        except (ValueError, KeyError) as error:
            raise ValueError(f"{path}: not a run.json of Gouji; mend it or move the batch away") from error
    return frozenset(known)
