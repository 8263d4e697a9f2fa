"""Which engines a laboratory runs, as they say it themselves."""

import re
import subprocess

from dbstackc.lab.daemon import daemon_of
from dbstackc.lab.engine import engine_of
from tests.lab.bench import Bench

NUMBER = re.compile(r"\d+(?:\.\d+)+")


def versions(one: Bench) -> str:
    """Return the engines of the loaded cluster and of what leads to it, each with its version."""
    node = one.loaded().data_nodes[0].name
    said = one.ask(node, "SELECT VERSION()")[0][0]
    found = [f"{'MariaDB' if 'MariaDB' in said else 'MySQL'} {_number(said)}"]
    if one.loaded().kind == "galera":
        asked = "SHOW GLOBAL STATUS LIKE 'wsrep_provider_version'"
        found.append(f"Galera {_number(one.ask(node, asked)[0][1])}")
    roles = {each.role: each for each in one.made().containers}
    for role, name, flag in (("balancer", "HAProxy", "-v"), ("keepalived", "keepalived", "-v")):
        if role in roles:
            words = engine_of(one.lab).inside(roles[role], [name.lower(), flag])
            done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
            found.append(f"{name} {_number(done.stdout + done.stderr)}")
    daemon = daemon_of(one.lab)
    if daemon is not None:
        found.append(f"Docker {_number(daemon.ask('version', '-f', '{{.Server.Version}}'))}")
        done = subprocess.run([*daemon.compose, "version"], capture_output=True, text=True)
        found.append(f"Compose {_number(done.stdout)}")
    return ", ".join(found)


def _number(said: str) -> str:
    found = NUMBER.search(said)
    assert found, f"no version: {said!r}"
    return found[0]
