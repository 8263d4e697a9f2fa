"""Topology to inventories, and to what a host does at its first start."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dbstackc.emit import layout
from dbstackc.emit.document import Document, text_of
from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import From, Value
from dbstackc.emit.yaml import write as write_yaml
from dbstackc.model.machine import Inventory
from dbstackc.model.topology import Topology

SHELL = Path(__file__).resolve().parent / "shell"

PLACES = {"daemon.json": "/etc/docker/daemon.json", "sysctl.conf": "/etc/sysctl.d/60-dbstackc.conf"}

PACKAGES = ("docker.io", "docker-compose")
"""Debian's and Ubuntu's own Docker. Source: packages.debian.org, trixie."""


def lower(topology: Topology) -> Iterator[Document]:
    """Yield a file for each way that the inventory names."""
    known = topology.inventory
    if known is None:
        return
    rows = Lines()
    rows.add("# host, address, login, port")
    for host in topology.hosts:
        rows.add(f"{host.name}\t{host.address}\t{known.login}\t{known.port}", host.span)
    yield Document(path="machines/hosts.txt", lines=rows, title="how the hosts are reached")
    for way in ("contexts", "docker-machine"):
        if way in known.ways:
            lines = Lines()
            lines.add(text_of(SHELL / f"{way}.sh")[:-1], known.span)
            title = f"makes the hosts known to {'docker' if way == 'contexts' else way}"
            yield Document(path=f"machines/{way}.sh", lines=lines, mode=0o755, title=title)
    if "ansible" in known.ways:
        lines = Lines()
        lines.add("# Made by dbstackc: change the .dbs instead.", known.span)
        write_yaml(lines, _ansible(topology, known))
        yield Document(path="machines/inventory.yml", lines=lines, title="the hosts, for Ansible")


def _ansible(topology: Topology, known: Inventory) -> Value:
    """Return the inventory: every host, and who does what.

    Source: Ansible documentation, "How to build your inventory".
    """
    hosts: dict[str, Value] = {
        host.name: From({"ansible_host": host.address}, host.span) for host in topology.hosts
    }
    groups: dict[str, list[str]] = {}
    for node in topology.nodes:
        groups.setdefault("databases", []).append(node.host.name)
    for router in topology.routers:
        groups.setdefault("routers", []).append(router.host.name)
    for balancer in topology.balancers:
        groups.setdefault("balancers", []).append(balancer.host.name)
    for deployment in topology.deployments:
        for host in deployment.managers:
            groups.setdefault("swarm_leaders", []).append(host.name)
    children: dict[str, Value] = {
        name: {"hosts": dict.fromkeys(members)} for name, members in groups.items()
    }
    whole: dict[str, Value] = {
        "vars": {"ansible_user": known.login, "ansible_port": known.port},
        "hosts": hosts,
    }
    if children:
        whole["children"] = children
    return {"all": whole}


def first_starts(topology: Topology, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield the user data of each host: Docker, and the files of its engine.

    Source: cloud-init 22.4, "Module reference" (packages, write_files, runcmd, hostname).
    """
    known = topology.inventory
    if known is None or "cloud-init" not in known.ways:
        return
    made = {each.path: each.text for each in artifacts}
    for host in topology.hosts:
        folder = layout.engine(host)
        files: list[Value] = [
            {"path": place, "permissions": "0644", "content": made[f"{folder}/{name}"]}
            for name, place in PLACES.items()
            if f"{folder}/{name}" in made
        ]
        said: dict[str, Value] = {
            "hostname": host.name,
            "package_update": True,
            "packages": list(PACKAGES),
        }
        if files:
            said["write_files"] = files
            said["runcmd"] = [["sysctl", "--system"], ["systemctl", "restart", "docker"]]
        lines = Lines()
        lines.add("#cloud-config\n# Made by dbstackc: change the .dbs instead.", host.span)
        write_yaml(lines, said)
        title = f"what {host.name} does at its first start, for cloud-init"
        yield lines.artifact(f"machines/cloud-init/{host.name}.yml", title=title)
