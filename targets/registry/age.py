"""The age of a certificate, told by its host to Prometheus each hour."""

from collections.abc import Iterator
from pathlib import Path

from dbstackc.emit import layout
from dbstackc.emit.document import Document, shipped
from dbstackc.emit.timed import dated, installer
from dbstackc.emit.trace import Lines
from dbstackc.model.topology import Topology

SHELL = Path(__file__).resolve().parent / "shell"

INSTALL = "91-certificate"
"""After all else: a host without systemd fails it, and the stack stands all the same."""


def age(topology: Topology) -> Iterator[Document]:
    """Yield what tells how long the registry's certificate is good, where somebody looks.

    Source: systemd 252, systemd.service(5), systemd.timer(5).
    """
    hub = topology.registry
    if hub is None or not dated(topology) or not topology.watches:
        return
    folder, stack = f"{layout.folder(hub.host)}/certificate", layout.project(topology.name)
    unit, span = f"{folder}/dbstackc-certificate-{stack}", hub.origin("certificate")
    script = f"/opt/dbstackc/{stack}/{hub.host.name}/certificate/age.sh"
    head = "# Made by dbstackc: change the .dbs instead."
    for kind, title, body in (
        (
            "service",
            "tells how long a certificate is good",
            f"[Unit]\nDescription=Age of the certificate of {hub.name} of {stack}\n\n[Service]\n"
            f"Type=oneshot\nExecStart={script} {stack} {hub.name} {hub.address}",
        ),
        (
            "timer",
            "when that is looked at",
            f"[Unit]\nDescription=When the certificate of {hub.name} is looked at\n\n[Timer]\n"
            "OnActiveSec=15s\nOnCalendar=hourly\nPersistent=true\n\n[Install]\nWantedBy=timers.target",
        ),
    ):
        lines = Lines()
        lines.add(f"{head}\n{body}", span)
        yield Document(path=f"{unit}.{kind}", lines=lines, title=title)
    yield shipped(SHELL / "age.sh", f"{folder}/age.sh", "looks when a certificate ends")
    yield installer(folder)
    title = "lets the registry's host tell how long its certificate is good"
    yield shipped(SHELL / f"{INSTALL}.sh", f"steps/{INSTALL}.sh", title)
