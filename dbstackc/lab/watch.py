"""Watch who holds a vip, ten times a second."""

import threading
import time
from types import TracebackType

from dbstackc.lab.plan import Plan
from dbstackc.lab.state import Lab
from dbstackc.lab.wire import holders
from dbstackc.model.topology import Vip

EVERY = 0.1


class Watch:
    """While it is entered, it looks; afterwards it tells.

    moved: the longest time, in seconds, in which nobody held the vip. both: the longest in which
    more than one machine that can be reached did.
    """

    def __init__(self, lab: Lab, made: Plan, vip: Vip | None) -> None:
        self.moved = 0.0
        self.both = 0.0
        self._lab, self._made, self._vip = lab, made, vip
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Watch":
        if self._vip is not None:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.set()
        if self._vip is not None:
            self._thread.join()

    def _look(self) -> None:
        assert self._vip is not None
        since: dict[str, float] = {}
        while not self._ends.wait(EVERY):
            now = time.monotonic()
            count = len(holders(self._lab, self._made, self._vip.address))
            for what, is_so in (("moved", count == 0), ("both", count > 1)):
                if is_so:
                    begun = since.setdefault(what, now)
                    setattr(self, what, max(getattr(self, what), time.monotonic() - begun))
                else:
                    since.pop(what, None)
