"""End a run at each moment at which it touches the disk, one after the other."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

TOUCHES = frozenset(
    {"os.mkdir", "os.rename", "os.chmod", "os.link", "os.remove", "os.rmdir", "os.chown"}
)
"""Audit events that change the disk, beside `open` for writing."""

HOW = ("killed", "interrupted")


def end_at(moment: int, act: Callable[[], object], how: str) -> bool:
    """Do something in a process of its own that ends just before it touches the disk again.

    moment: how often it may touch the disk, at least 0. how: killed, or interrupted as by Ctrl-C.
    Returns whether it was ended; if not, it had come to its own end.
    """
    child = os.fork()
    if not child:
        try:
            _arm(moment, how)
            act()
        except KeyboardInterrupt:
            os._exit(130)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL, 130 << 8), status
    return status != 0


def _arm(moment: int, how: str) -> None:
    left = moment

    def hook(event: str, given: tuple[Any, ...]) -> None:
        nonlocal left
        if event == "open":
            if not isinstance(given[2], int) or not given[2] & (os.O_WRONLY | os.O_RDWR):
                return
        elif event not in TOUCHES:
            return
        left -= 1
        if left == -1:
            if how == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            raise KeyboardInterrupt

    sys.addaudithook(hook)
