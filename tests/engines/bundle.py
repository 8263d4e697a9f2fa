"""Hand every file of a bundle to the engine that will read it.

A bundle is looked at as it stands on its hosts: the secrets are made, `fill.sh` has run, and a file
with holes is read where the containers mount it, in its filled copy.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml

from dbstackc.emit.load import load
from tests.engines import ask, daemon, dockerfile, hub, machines, units, walls
from tests.engines.need import need
from tests.engines.server import Server

HOLE = re.compile(r"@@secret\.[\w.-]+@@")

NUMBER, NUMBERS = re.compile(r"\d+"), re.compile(rb"\d+")

FILLED, SECRETS = "filled", "secrets"
"""Folders of a host's folder that are made on the host."""

PROSE = frozenset({".md", ".txt", ".html", ".svg"})
"""What only people read."""

FORMS = ("schema", "rule", "server")
"""What MyCat reads with a validating parser."""

Complaints = list[tuple[str, str]]
"""Pairs of a file's path in the bundle and what its engine said."""


def fill(bundle: Path) -> None:
    """Do to a bundle with secrets what its hosts do: fill the holes.

    Filled copies belong to the accounts that read them in containers, so only root can.
    """
    if os.geteuid():
        need("root")
    for script in sorted(bundle.glob("hosts/*/fill.sh")):
        done = subprocess.run(
            ["sh", "./fill.sh"],
            cwd=script.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"]},
        )
        assert done.returncode == 0, f"{script}: {done.stdout}{done.stderr}"


def complaints(bundle: Path, server: Server) -> Complaints:
    """Return what any engine says of any file of a filled bundle; empty when all are content.

    Of files that differ in numbers alone, as those of many shards do, the first stands for all.
    server: runs the SQL; what a file makes in it is removed after it.
    """
    found: Complaints = []
    asked: set[tuple[str, bytes]] = set()
    for path in files(bundle):
        name = path.relative_to(bundle).as_posix()
        form = NUMBER.sub("0", name), NUMBERS.sub(b"0", path.read_bytes())
        if form in asked:
            continue
        asked.add(form)
        if said := _ask(bundle, path, server):
            found.append((name, said))
        if said := _left_open(path):
            found.append((name, said))
    return found


def files(bundle: Path) -> Iterator[Path]:
    """Yield each file that something reads: the filled copy where there is one, never a secret."""
    for path in sorted(path for path in bundle.rglob("*") if path.is_file()):
        parts = path.relative_to(bundle).parts
        if SECRETS in parts:
            continue
        inside = Path(*parts[2:]) if parts[0] == "hosts" else None
        if inside and (bundle / parts[0] / parts[1] / FILLED / inside).is_file():
            continue
        yield path


def _left_open(path: Path) -> str:
    """Say which holes nobody filled; scripts, maps and prose may speak of them."""
    if path.suffix in PROSE or path.suffix in (".sh", ".json") or path.name == "map":
        return ""
    return ", ".join(sorted(set(HOLE.findall(path.read_text(encoding="utf-8")))))


def _ask(bundle: Path, path: Path, server: Server) -> str:
    """Find the engine for a file; a file that no engine reads is a complaint."""
    parts = [part for part in path.relative_to(bundle).parts if part != FILLED]
    place = parts[2] if parts[0] == "hosts" and len(parts) > 3 else ""
    name = parts[-1]
    if path.suffix in PROSE:
        return ""
    if path.suffix == ".sh" or path.read_bytes().startswith(b"#!"):
        return ask.shell(path)
    if place == "engine" and name == "daemon.json":
        return ask.json_file(path) or daemon.ask(path)
    if place == "registry" and name in ("config.yml", "htpasswd"):
        return hub.ask(path) if name == "config.yml" else hub.accounts(path)
    if parts[0] == "machines" and path.suffix == ".yml":
        return machines.judge(path)
    if parts[0] == "images":
        return dockerfile.judge(path) if name == "Dockerfile" else ask.xml_file(path)
    if place in ("backup", "certificate") and path.suffix in (".service", ".timer"):
        return units.judge(path)
    if place == "firewall":
        return walls.judge(path)
    if path.suffix == ".json":
        return ask.json_file(path)
    if place == "engine" and name == "sysctl.conf":
        return ask.kernel(path)
    if place == "engine" and name == "modules.conf":
        return modules(path)
    if parts[0] == "swarm" and name == "stack.yml":
        return ask.stack(path) or undeclared(path)
    if parts[0] == "swarm" and name == "bootstrap.yml":
        return ask.stack(path.with_name("stack.yml"), path)
    if name == "compose.yml":
        return ask.compose(path) or undeclared(path)
    if name == ".env":
        return env_file(path)
    if name == "bootstrap.yml":
        return ask.compose(path.with_name("compose.yml"), path)
    if place == "haproxy" and path.suffix == ".cfg":
        return ask.haproxy(path)
    if place == "keepalived" and path.suffix == ".conf":
        return ask.keepalived(path)
    if place == "prometheus":
        return ask.prometheus(path)
    if place == "exporters":
        return ask.login(path)
    if place == "grafana":
        return provisioned(path)
    if place == "mysql" and path.suffix == ".cnf":
        return ask.option_file(path)
    if path.suffix == ".sql":
        return sql(path, server)
    if place == "mycat":
        return mycat(path)
    return "no engine reads this file"


def env_file(path: Path) -> str:
    """Judge the file that docker-compose reads beside its own: plain settings, no secret."""
    lines = path.read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not re.fullmatch(r"COMPOSE_[A-Z_]+=[\w.:-]+|#.*|", line)]
    return "\n".join(odd) if path.with_name("compose.yml").is_file() else "nothing reads it here"


def provisioned(path: Path) -> str:
    """Judge what Grafana is told at its start; no package has it, so its manual stands in for it.

    What a dashboard asks is for Prometheus to understand: tests/unit/prometheus/test_board.py.
    """
    if path.suffix == ".json":
        return ask.json_file(path)
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    known = {"apiVersion", "datasources" if path.stem == "datasource" else "providers"}
    return "" if set(said) == known and said["apiVersion"] == 1 else f"it has {sorted(said)}"


def modules(path: Path) -> str:
    """Judge a list of modules: names, one a line, as modprobe takes them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not re.fullmatch(r"#.*|[a-z0-9_]+", line))


def mycat(path: Path) -> str:
    """Judge a file of a conf folder: its form where MyCat demands one, else that it says something.

    Of MyCat itself no package exists: its grammar stands in for it.
    """
    if path.suffix != ".xml":
        return "" if path.read_text(encoding="utf-8").strip() else "it is empty"
    if (said := ask.xml_file(path)) or path.stem not in FORMS:
        return said
    found = load("mycat.form").validate(path.stem, path.read_bytes())
    return "\n".join(f"{error.line}: {error.message}" for error in found)


def sql(path: Path, server: Server) -> str:
    """Run a file of SQL, and undo it: no replication, no accounts and no databases stay behind."""
    before = _made(server)
    said = server.ask(path.read_text(encoding="utf-8"))
    server.ask("STOP ALL SLAVES")
    server.ask("RESET SLAVE ALL")
    server.ask("SET GLOBAL read_only = OFF")
    for statement in sorted(_made(server) - before):
        server.ask(f"DROP {statement}")
    return said


def _made(server: Server) -> set[str]:
    users = "SELECT CONCAT('USER ', QUOTE(user), '@', QUOTE(host)) FROM mysql.user"
    bases = "SELECT CONCAT('DATABASE `', schema_name, '`') FROM information_schema.schemata"
    return {row[0] for query in (users, bases) for row in server.rows(query)}


def undeclared(path: Path) -> str:
    """Say which networks, volumes, secrets or configs services use that the file does not declare.

    docker looks this up only on the day of the deployment.
    """
    need("docker")
    whole = yaml.safe_load(path.read_text(encoding="utf-8"))
    missing = []
    for service, said in whole.get("services", {}).items():
        for kind in ("networks", "secrets", "configs"):
            used = said.get(kind) or ()
            names = [each["source"] if isinstance(each, dict) else each for each in used]
            missing += [(service, kind, name) for name in names if name not in whole.get(kind, {})]
        for each in said.get("volumes") or ():
            name = each.get("source", "") if isinstance(each, dict) else each.split(":")[0]
            typed = each.get("type") if isinstance(each, dict) else None
            named = typed == "volume" or (typed is None and re.match(r"\w", name))
            if named and name not in whole.get("volumes", {}):
                missing.append((service, "volumes", name))
    return "\n".join(
        f"{service}: {kind}: {name} is not declared" for service, kind, name in missing
    )
