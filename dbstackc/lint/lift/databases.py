"""The containers of a stack that are databases, and which of them a cluster has already."""

from dbstackc.lint.facts.container import Container
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.engine import SERVERS, mounted
from dbstackc.lint.product import DATABASES, Product, products


class Databases:
    """The containers that are databases, and which of them are in a cluster already."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.kinds = {id(p.container): p.kind or _told(p, draft) for p in products(draft.stack)}
        self.all = [
            p.container for p in products(draft.stack) if self.kinds[id(p.container)] in DATABASES
        ]
        self.taken: set[int] = set()

    def at(self, name: str, address: str, port: int) -> Container | None:
        """Return the container of a back end, by whatever its address is: fixed, a name, a port."""
        fixed = [one for one in self.all if one.is_at(address)]
        named = [one for one in fixed if name in one.called]
        if fixed:
            return (named or fixed)[0]
        for one in self.all:
            if address in one.called:
                return one
        for one in self.all:
            if name and name in one.called:
                return one
        for one in self.all:
            home = self.draft.homes.get(id(one))
            ports = [each.outside for each in one.ports]
            if port in ports and (home is None or home.address.text == address):
                return one
        return None

    def take_alike(self, ports: set[int], kinds: set[str | None]) -> None:
        """Count as carried what a document shows once for each member: their ports are theirs."""
        for one in self.all:
            is_alike = one.by == "run" and self.kinds[id(one)] in kinds
            if is_alike and any(port.outside in ports for port in one.ports):
                self.take(one)

    def take(self, container: Container | None) -> None:
        """Count a container as carried."""
        if container is not None:
            self.taken.add(id(container))
            self.draft.used.add(id(container))


def _told(product: Product, draft: Draft) -> str:
    """Return what an image is that nobody knows, by the option files that it is given."""
    for options in mounted(product.container, draft):
        groups = {n: g for n, g in options.groups.items() if n.startswith(SERVERS)}
        if groups:
            is_galera = any("wsrep_cluster_address" in group for group in groups.values())
            return "galera" if is_galera else "mysql"
    return ""
