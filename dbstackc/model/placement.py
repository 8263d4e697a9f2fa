"""Where derived nodes go: even, apart, and unmoved by what is appended.

Clusters are placed one after another in the order written, each by what stands before it and by
nothing that follows: so a cluster, a host or a file that is appended moves no node and no port.
What does move nodes is an edit: hosts put into the list of a statement that stands already change
the choice that it had. No rule could keep both the evenness over the longer list and every old
place, since the text does not say which clusters were there before the host; new hosts are for the
statements that follow.
"""

import heapq
from collections.abc import Sequence

from dbstackc.model.thing import Host


class Pool:
    """Hosts to choose from, in the order written, without repeats."""

    __slots__ = ("heap", "hosts", "names")

    def __init__(self, hosts: Sequence[Host]) -> None:
        self.hosts = tuple(dict.fromkeys(hosts))
        self.names = tuple(host.name for host in self.hosts)
        self.heap: list[tuple[int, int]] | None = None


class Placement:
    """The load of every host so far, and the ports that are taken on it."""

    def __init__(self) -> None:
        self._load: dict[str, int] = {}
        self._writers: dict[str, int] = {}
        self._ports: dict[str, set[int]] = {}
        self._next: dict[tuple[str, int], int] = {}

    def claim(self, host: Host, *ports: int) -> None:
        """Take ports of a host that a statement names; they may be taken already."""
        self._ports.setdefault(host.name, set()).update(ports)

    def count(self, host: Host) -> None:
        """Count one more node on a host."""
        self._load[host.name] = self._load.get(host.name, 0) + 1

    def port(self, host: Host, first: int, spread: Sequence[int] = (0,)) -> int | None:
        """Take the first port from `first` up such that it and all at a distance from it are free.

        spread: the distances, 0 among them. None where there is none up to 65535.
        """
        taken = self._ports.setdefault(host.name, set())
        port = self._next.get((host.name, first), first)
        last = 65535 - max(spread)
        while port <= last and any(port + step in taken for step in spread):
            port += 1
        if port > last:
            self._next[(host.name, first)] = port
            return None
        taken.update(port + step for step in spread)
        self._next[(host.name, first)] = port + 1
        return port

    def choose(self, pool: Pool, count: int) -> list[Host] | None:
        """Return hosts for the nodes of one cluster, the writer's first, and count them.

        No two are one host or share a zone. The least loaded come first, of equals the first in the
        pool. Of the chosen the writer goes where the fewest writers are. None where there are too
        few hosts or zones.
        """
        key, hosts = pool.names, pool.hosts
        if pool.heap is None:
            pool.heap = [(self._load.get(name, 0), index) for index, name in enumerate(key)]
            heapq.heapify(pool.heap)
        heap = pool.heap
        chosen: list[int] = []
        zones: set[str] = set()
        aside: list[tuple[int, int]] = []
        while heap and len(chosen) < count:
            load, index = heapq.heappop(heap)
            now = self._load.get(key[index], 0)
            if now != load:
                heapq.heappush(heap, (now, index))
                continue
            zone = hosts[index].zone
            if zone is not None and zone in zones:
                aside.append((load, index))
                continue
            chosen.append(index)
            if zone is not None:
                zones.add(zone)
        for entry in aside:
            heapq.heappush(heap, entry)
        full = len(chosen) == count
        for index in chosen:
            if full:
                self._load[key[index]] = self._load.get(key[index], 0) + 1
            heapq.heappush(heap, (self._load.get(key[index], 0), index))
        if not full:
            return None
        first = min(chosen, key=lambda index: self._writers.get(key[index], 0))
        self._writers[key[first]] = self._writers.get(key[first], 0) + 1
        return [hosts[first], *(hosts[index] for index in chosen if index != first)]
