"""What a process that reads hostile files may not do: take all memory, reach the network, start programs."""

import ctypes
import errno
import os
import sys
import threading
import time

import psutil

# A report with a hundred pictures needs some 300 MB; polars and the readers as such 450 MB of addresses.
MEMORY_BYTES = 2_000_000_000
# The exit code of a process that ended itself for want of memory.
MEMORY_EXIT = 97

# Audit events of the standard library by which another program starts.
_PROGRAMS = frozenset(
    ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.fork", "os.forkpty")
)
_WATCH_SECONDS = 0.1
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def confine(memory: int) -> None:
    """Hold this process, for good, to `memory` bytes, to no network and to no other program.

    Linux refuses memory beyond the limit (MemoryError, or the end of a library that cannot do without); elsewhere a
    thread ends the process with MEMORY_EXIT. No Python code can make a socket or start a program (PermissionError); on
    Linux, where users may have namespaces of their own, the process has no network at all.
    """
    if sys.platform == "linux":
        import resource

        _leave_network()
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    else:
        watch_memory(memory)
    sys.addaudithook(_refuse)


def watch_memory(memory: int) -> None:
    """End this process with MEMORY_EXIT soon after it holds more than `memory` bytes."""
    process = psutil.Process()

    def watch() -> None:
        while process.memory_info().rss <= memory:
            time.sleep(_WATCH_SECONDS)
        os._exit(MEMORY_EXIT)

    threading.Thread(target=watch, name="gouji-memory", daemon=True).start()


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _PROGRAMS or (event.startswith("socket.") and event != "socket.gethostname"):
        raise PermissionError(errno.EACCES, f"{event}: neither network nor other programs while reading")


def _leave_network() -> None:
    """A network namespace of its own has nothing but itself in it. Many systems allow it to nobody but root."""
    flags = _NEW_NETWORK if os.geteuid() == 0 else _NEW_USER | _NEW_NETWORK
    # Where it is refused, the two other measures hold: no reader fetches, no Python code can make a socket.
    ctypes.CDLL(None).unshare(flags)
