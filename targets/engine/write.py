"""What a host's kernel and Docker are told, as text."""

import json
from pathlib import Path

from dbstackc.emit import layout
from dbstackc.emit.document import text_of
from dbstackc.emit.target import Artifact
from dbstackc.emit.trace import Lines

from .document import Daemon, Document, Kernel, Modules, Script

SHELL = Path(__file__).resolve().parent / "shell"


def write(document: Document) -> Artifact:
    """Print one file."""
    if isinstance(document, Daemon):
        return _daemon(document)
    if isinstance(document, Kernel):
        return _kernel(document)
    if isinstance(document, Modules):
        return _modules(document)
    return _script(document)


def _daemon(file: Daemon) -> Artifact:
    """Print daemon.json: a member's lines come from what asked for it."""
    lines = Lines()
    lines.add("{", file.members[0][2])
    last = len(file.members) - 1
    for index, (key, value, span) in enumerate(file.members):
        text = json.dumps({key: value}, indent=2, ensure_ascii=False)[2:-2]
        lines.add(text + ("," if index < last else ""), span)
    lines.add("}")
    title = f"what Docker reads on {file.host.name}, as /etc/docker/daemon.json"
    return lines.artifact(f"{layout.engine(file.host)}/daemon.json", title=title)


def _kernel(file: Kernel) -> Artifact:
    lines = Lines()
    lines.add("# Made by dbstackc: change the .dbs instead.", file.host.span)
    for name, value, span, why in file.settings:
        lines.add(f"# {why}\n{name} = {value}", span)
    title = f"settings of the kernel of {file.host.name}, as /etc/sysctl.d/60-dbstackc.conf"
    return lines.artifact(f"{layout.engine(file.host)}/sysctl.conf", title=title)


def _modules(file: Modules) -> Artifact:
    lines = Lines()
    lines.add("# Made by dbstackc: change the .dbs instead.", file.host.span)
    for name, span in file.names:
        lines.add(name, span)
    title = f"modules of the kernel of {file.host.name}, as /etc/modules-load.d/dbstackc.conf"
    return lines.artifact(f"{layout.engine(file.host)}/modules.conf", title=title)


def _script(file: Script) -> Artifact:
    text = text_of(SHELL / file.name)
    lines = Lines()
    lines.add(text[:-1], file.span)
    return lines.artifact(file.path, mode=0o755, title=file.title)
