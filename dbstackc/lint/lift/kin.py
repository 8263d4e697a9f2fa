"""Which databases are of one cluster, where no router says it, and which of them is the source."""

import re
from collections.abc import Iterator, Sequence

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.machine import Follow
from dbstackc.lint.facts.proxy import Pool, PoolServer, Proxy
from dbstackc.lint.follows import CLUSTER, ROLE, TOPOLOGY, label, replica, source
from dbstackc.lint.lift.databases import Databases
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import mounted
from dbstackc.lint.lift.looks import Looks
from dbstackc.lint.product import GALERA, variable

_ASKED = re.compile(r"read_only|726561645f6f6e6c79", re.I)
"""In what a check of HAProxy waits for: the server says whether it takes writes (also in hex)."""

_NAME = re.compile(r"--wsrep[-_]cluster[-_]name=(.+)")
_PEERS = re.compile(r"(?:--wsrep[-_]cluster[-_]address=)?gcomm://([^?]+)")


class Kin:
    """Databases by the clusters that they are found to be of.

    among: those that are looked at, in the order of files. pools: those whose servers are all of
    one cluster, with each server's container, None for one that was not seen.
    """

    def __init__(self, draft: Draft, found: Databases, among: Sequence[Container]) -> None:
        self._draft = draft
        self._found = found
        self._above = list(range(len(among)))
        self._index = {id(one): number for number, one in enumerate(among)}
        self._leaders: dict[int, set[int]] = {}
        self.among = among
        self.pools: list[list[tuple[PoolServer, Container | None]]] = []
        self._by_names()
        self._by_steps()
        self._by_pools()

    def groups(self) -> list[list[Container]]:
        """Return the clusters, each with its source first; a Galera cluster in the order of files.

        The replicas are in the order in which a balancer has them, else in that in which they are
        looked at, else in that of files.
        """
        order = {
            id(one): number
            for pool in reversed(self.pools)
            for number, (_, one) in enumerate(pool)
            if one is not None
        }
        looks = Looks(self._draft).databases(self.among)
        groups: dict[int, list[Container]] = {}
        for number, one in enumerate(self.among):
            groups.setdefault(self._root(number), []).append(one)
        for group in groups.values():
            first = self._source(group)
            group.sort(
                key=lambda one: (one is not first, order.get(id(one), 0), looks.get(id(one), 0))
            )
        return list(groups.values())

    def is_galera(self, one: Container) -> bool:
        """Return whether a database is a node of a Galera cluster."""
        return self._found.kinds[id(one)] in GALERA

    def _source(self, group: Sequence[Container]) -> Container | None:
        """Return which of a cluster the others follow; None where nothing tells."""
        numbers = {self._index[id(one)] for one in group}
        led = {follower for one in numbers for follower in self._leaders.get(one, ())}
        named = [one for one in group if label(one, ROLE) == "source"]
        lead = [one for one in group if self._leads(one) and self._index[id(one)] not in led]
        single = [
            one
            for pool in self.pools
            for active in [[one for server, one in pool if server.backup is None]]
            if len(active) == 1 != len(pool)
            for one in active
            if one in group
        ]
        takes = [one for one in group if not self._is_read_only(one)]
        return next(iter((*named, *lead, *single, *takes)), None)

    def _leads(self, one: Container) -> bool:
        return bool(self._leaders.get(self._index[id(one)]))

    def _is_read_only(self, one: Container) -> bool:
        """Tell whether a server is told to take no writes."""
        given = [
            group[name].text
            for options in mounted(one, self._draft)
            for group in options.groups.values()
            for name in ("read_only", "super_read_only")
            if name in group
        ]
        given += [w.text.partition("=")[2] for w in one.command if "read" in w.text[:16]]
        return any(text.lower() in ("", "1", "on", "true") for text in given)

    def _join(self, one: Container, other: Container) -> bool:
        """Count two databases as of one cluster, if both may be, and tell."""
        numbers = [self._index.get(id(each)) for each in (one, other)]
        if None in numbers or self.is_galera(one) != self.is_galera(other):
            return False
        low, high = sorted(self._root(number) for number in numbers if number is not None)
        self._above[high] = low
        return True

    def _root(self, number: int) -> int:
        while self._above[number] != number:
            number = self._above[number]
        return number

    def _by_names(self) -> None:
        """Join what bears the name of one cluster, and what names a member of its own."""
        first: dict[tuple[str, ...], Container] = {}
        for one in self.among:
            keys = [(label(one, TOPOLOGY), label(one, CLUSTER))] if label(one, CLUSTER) else []
            if self.is_galera(one):
                keys += [("galera", name) for name in self._names(one)]
            for key in keys:
                self._join(first.setdefault(key, one), one)
            peers = list(self._peers(one)) if self.is_galera(one) else []
            for other in self.among:
                if any(peer in other.called or other.is_at(peer) for peer in peers if peer):
                    self._join(other, one)

    def _names(self, one: Container) -> Iterator[str]:
        name = variable(one, "CLUSTER_NAME", "MARIADB_GALERA_CLUSTER_NAME")
        if name:
            yield name
        for said in one.command:
            if match := _NAME.match(said.text):
                yield match[1]
        for options in mounted(one, self._draft):
            for group in options.groups.values():
                if "wsrep_cluster_name" in group:
                    yield group["wsrep_cluster_name"].text

    def _peers(self, one: Container) -> Iterator[str]:
        """Yield whom a member of a Galera cluster joins."""
        told = [said.text for said in one.command]
        told.append(variable(one, "MARIADB_GALERA_CLUSTER_ADDRESS") or "")
        for options in mounted(one, self._draft):
            for group in options.groups.values():
                if "wsrep_cluster_address" in group:
                    told.append(group["wsrep_cluster_address"].text)
        for text in told:
            if match := _PEERS.match(text):
                yield from (each.strip().partition(":")[0] for each in match[1].split(","))
        yield variable(one, "CLUSTER_JOIN") or ""

    def _by_steps(self) -> None:
        """Join a replica with what it follows, as its variables or steps by hand say."""
        for one in self.among:
            wanted = variable(one, "MYSQL_MASTER_HOST", "MARIADB_MASTER_HOST")
            found = [each for each in self.among if wanted and wanted in each.called]
            if found and found[0] is not one:
                self._follow(one, found[0])
        for step in self._draft.stack.all(Follow):
            follower = replica(step, self.among)
            if follower is None or self.is_galera(follower):
                continue
            leader = source(step, follower, self.among)
            if leader is not None and self._follow(follower, leader):
                self._draft.used.add(id(step))

    def _follow(self, follower: Container, leader: Container) -> bool:
        number, above = self._index[id(follower)], self._index[id(leader)]
        if not self._join(leader, follower):
            return False
        self._leaders.setdefault(above, set()).add(number)
        return True

    def _by_pools(self) -> None:
        """Join the servers of a pool: of Galera, or of a replication whose servers are asked."""
        for proxy in self._draft.stack.all(Proxy):
            for pool in proxy.pools:
                seen = [(server, self._seen(server)) for server in pool.servers]
                known = [one for _, one in seen if one is not None]
                is_one = bool(known) and (_asks(pool) or all(map(self.is_galera, known)))
                if not is_one or not all(self._join(known[0], one) for one in known):
                    continue
                self.pools.append(seen)

    def _seen(self, server: PoolServer) -> Container | None:
        one = self._found.at(server.name.text, server.address.text, server.port or 3306)
        return one if one is not None and id(one) in self._index else None


def _asks(pool: Pool) -> bool:
    """Tell whether servers of a pool are asked if they take writes."""
    said = pool.settings.get("tcp-check expect")
    return said is not None and bool(_ASKED.search(said.text))
