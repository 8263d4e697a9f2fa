"""Knock at doors of machines: who gets through, and who does not."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from tests.engines.segment import Machine

LISTEN = """
import selectors, socket, sys
waiting = selectors.DefaultSelector()
for port in map(int, sys.argv[1:]):
    door = socket.create_server(("", port), backlog=64)
    waiting.register(door, selectors.EVENT_READ)
print(flush=True)
while True:
    for key, _ in waiting.select():
        key.fileobj.accept()[0].close()
"""

KNOCK = """
import json, selectors, socket, sys, time
waiting, open_, until = selectors.DefaultSelector(), [], time.monotonic() + 1.5
for address, port in json.loads(sys.argv[1]):
    one = socket.socket()
    one.setblocking(False)
    one.connect_ex((address, port))
    waiting.register(one, selectors.EVENT_WRITE, (address, port))
while waiting.get_map() and time.monotonic() < until:
    for key, _ in waiting.select(until - time.monotonic()):
        waiting.unregister(key.fileobj)
        if key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
            open_.append(key.data)
print(json.dumps(open_))
"""


@contextmanager
def listening(machine: Machine, ports: Iterable[int]) -> Iterator[None]:
    """Listen on ports of a machine; whoever connects is let go at once."""
    command = machine.command(sys.executable, "-c", LISTEN, *map(str, ports))
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout and process.stdout.readline() == b"\n", "a port is taken"
            yield
        finally:
            process.kill()


def knock(machine: Machine, doors: Sequence[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return which of some addresses and ports a machine can connect to, all tried at once."""
    said = machine.run(sys.executable, "-c", KNOCK, json.dumps(list(doors)))
    return {(address, port) for address, port in json.loads(said)}
