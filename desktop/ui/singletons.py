"""A guard for one pairing of versions: PySide6 6.12 on Python 3.11.

From Python 3.12 on None, True and False are never freed, and PySide6 6.12 counts on it: each of its
calls that returns one of them takes a reference away. On Python 3.11, which the program supports, the
process would end after some thousand calls ("none_dealloc: deallocating None"). PySide6 6.11 does not.
"""

import sys

ENOUGH = 1 << 40  # more calls than a computer makes in a lifetime of a window


def hold() -> None:
    """Give None, True, False and NotImplemented more references than can be taken away."""
    if sys.version_info >= (3, 12):
        return
    import ctypes

    import PySide6

    if PySide6.__version_info__ < (6, 12):
        return
    for single in (None, True, False, NotImplemented):
        # The count is the first field of every object.
        ctypes.c_ssize_t.from_address(id(single)).value += ENOUGH
