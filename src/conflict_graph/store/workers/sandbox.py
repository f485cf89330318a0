"""What a worker process gives up before it sees a query: memory past a limit, and every way to open a connection.

Refusing SERVICE on the text is the first line; this is the second: on Linux the kernel itself denies the process new
sockets, so a query that slipped through could still call nobody. Elsewhere the first line stands alone.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
import sys
from typing import Final

_SET_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_DENY: Final = 0x00050000 | errno.EACCES
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_OFFSET, _ARCHITECTURE_OFFSET = 0, 4

_SOCKET_CALLS: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, (41, 53, 425)),
    "aarch64": (0xC00000B7, (198, 199, 425)),
}
"""For each machine its audit number and the numbers of the calls socket, socketpair and io_uring_setup."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


_RESERVED: Final = 200_000_000
"""Room for what counts as taken but is never touched: the stacks of the threads that open a database."""


def limit_memory(limit: int) -> None:
    """Let queries take at most so many bytes of memory in this process; past that, taking more ends it."""
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    needed = limit + _RESERVED
    bound = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    resource.setrlimit(kind, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def deny_sockets() -> bool:
    """Take from this process, for good, the right to open sockets; tell whether that could be done here."""
    known = _SOCKET_CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    code = _filter(*known)
    program = _Program(len(code) // 8, code)
    return bool(libc.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Return a kernel filter that denies these calls, and every call of a foreign calling convention."""
    deny = len(calls) + 1
    steps = [
        (_LOAD_WORD, 0, 0, _ARCHITECTURE_OFFSET),
        (_JUMP_IF_EQUAL, 0, deny + 1, architecture),
        (_LOAD_WORD, 0, 0, _NUMBER_OFFSET),
        *((_JUMP_IF_EQUAL, deny - 1 - index, 0, call) for index, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
