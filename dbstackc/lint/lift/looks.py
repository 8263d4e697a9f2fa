"""In which order a Prometheus looks at what tells of a stack: it is that of the language."""

import re
from collections.abc import Mapping, Sequence

from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.watch import Looker
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft, Machine
from dbstackc.lint.lift.engine import mounted
from dbstackc.lint.lift.members import own_port

_FLAGS = {
    "watch": "--storage.tsdb.",
    "host": "--path.rootfs=",
    "containers": "--housekeeping_interval=",
    "database": "--config.my-cnf=",
}
"""By what its command says a container is known to be one of these."""

LISTEN = re.compile(r"--web\.listen-address=.*:(\d+)")
PASSWORD = "GF_SECURITY_ADMIN_PASSWORD__FILE"


class Looks:
    """What the first Prometheus of a stack looks at, by number."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        watched = (one for one in draft.stack.all(Container) if kind(one) == "watch")
        found = [looker for one in watched for looker in lookers(one, draft)]
        ends = [said.text for job in found[0].ends.values() for said in job] if found else []
        self._seen = {place: number for number, place in enumerate(ends)}

    def at(self, home: Machine, port: int) -> int | None:
        """Return when a port of a machine is looked at, None for never."""
        return self._seen.get(f"{home.address.text}:{port}")

    def databases(self, among: Sequence[Container]) -> Mapping[int, int]:
        """Return when each of some databases is looked at, by what tells of it."""
        found: dict[int, int] = {}
        if not self._seen:
            return found
        for one in self._draft.stack.all(Container):
            if kind(one) != "database":
                continue
            home = self._draft.home(one)
            number = self.at(home, port_of(one))
            near = [each for each in among if self._draft.home(each) is home]
            for options in mounted(one, self._draft):
                client = options.groups.get("client", {})
                if number is not None and "host" in client and "port" in client:
                    said = client["host"].text, client["port"].number or 0
                    for each in (each for each in near if self._is_at(each, *said)):
                        found[id(each)] = number
        return found

    def _is_at(self, one: Container, host: str, port: int) -> bool:
        if host == "127.0.0.1":
            return one.host_network is not None and own_port(one, self._draft)[0] == port
        return host in one.called or one.is_at(host)


def lookers(one: Container, draft: Draft) -> list[Looker]:
    """Return what a container is told to look at."""
    every = draft.stack.all(Looker)
    return [looker for looker in every if mounts(one, looker.span.source.name)]


def port_of(one: Container) -> int:
    """Return the port of its machine at which a container tells of something; 0 for none."""
    if one.host_network is None:
        return next((each.outside for each in one.ports if each.outside), 0)
    return next((int(m[1]) for said in one.command if (m := LISTEN.match(said.text))), 0)


def kind(one: Container) -> str:
    """Return what of those that look at a stack a container is; "" for none."""
    words = [said.text for said in one.command]
    for name, flag in _FLAGS.items():
        if any(each.startswith(flag) for each in words):
            return name
    given = {each.name for each in one.environment if each.value is not None}
    return "grafana" if PASSWORD in given else ""
