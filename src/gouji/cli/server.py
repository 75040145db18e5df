"""Whether there is a Prefect server to run under, told without Prefect, which takes seconds to import."""

import os
import socket
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

# A server on this machine or in the office answers in milliseconds.
_SECONDS = 2.0


def api_url() -> str | None:
    """The address of the server that Prefect would talk to, by the environment or by its active profile."""
    if os.environ.get("PREFECT_API_URL"):
        return os.environ["PREFECT_API_URL"]
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml")
    if not profiles.is_file():
        return None
    settings = tomllib.loads(profiles.read_text(encoding="utf-8"))
    active = os.environ.get("PREFECT_PROFILE") or settings.get("active")
    return settings.get("profiles", {}).get(active, {}).get("PREFECT_API_URL") or None


def answers(url: str) -> bool:
    """True where something listens at the address."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), timeout=_SECONDS):
            return True
    except (OSError, ValueError):
        return False
