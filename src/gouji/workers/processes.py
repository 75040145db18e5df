"""Whether a process is the one that it was: its number is given out again, the moment at which it started is not."""

import psutil

# Seconds by which the start of one process may be told differently twice.
_NEAR = 1


def started_at(pid: int) -> float:
    """When the process started, in seconds since the epoch. Raises psutil.NoSuchProcess where there is none."""
    return psutil.Process(pid).create_time()


def is_gone(pid: int, started: float) -> bool:
    """True where the process that started then is certainly no more; one that nothing may be asked of may live."""
    try:
        return abs(started_at(pid) - started) > _NEAR
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False
