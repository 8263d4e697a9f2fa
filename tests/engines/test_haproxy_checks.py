"""The checks of haproxy.cfg on real servers: who is up, who is down, and where a client arrives."""

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.artifacts import artifacts, topology
from tests.engines import balancer, server
from tests.engines.need import find, need

PASSWORD = 'p"a $s\\s #1'
"""A password that would break any line it stood in without an escape."""

CHECKER = """
CREATE USER haproxy@'%' IDENTIFIED WITH mysql_native_password;
CREATE USER guest@'%' IDENTIFIED WITH mysql_native_password;
"""

GALERA = Path("/usr/lib/galera/libgalera_smm.so")


def _config(text: str) -> str:
    """Compile a topology with one balancer, and fill the hole as the host would."""
    (made,) = artifacts(topology(f"secret stats from env\n{text}"), "haproxy").values()
    filled = PASSWORD
    for char in '\\"$':
        filled = filled.replace(char, f"\\{char}")
    return made.text.replace("@@secret.stats@@", filled)


@contextmanager
def _balancer(text: str, port: int) -> Iterator[balancer.Balancer]:
    page = f"http://127.0.0.1:{port}/status"
    with balancer.running(_config(text), page, ("admin", PASSWORD)) as found:
        yield found


def _port_behind(door: int) -> int:
    """Return the port of the server that a client of a door arrives at, or 0 where at none."""
    command = [find("mariadb") or "mariadb", "--no-defaults", "--host=127.0.0.1", f"--port={door}"]
    options = ["--user=guest", "--batch", "--skip-column-names", "--execute=SELECT @@port"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=30)
    return int(done.stdout) if done.returncode == 0 else 0


def _networked(port: int) -> tuple[str, ...]:
    here = ("--skip-networking=0", "--bind-address=127.0.0.1", f"--port={port}")
    return (*here, "--skip-name-resolve")


def test_writes_go_where_read_only_is_off_and_reads_where_it_is_on() -> None:
    first, second, write, read, page = balancer.free_ports(5)
    text = f"""
        host a, b at 127.0.0.1
        secret root, app, follow from env
        replication r {{
          source s on a:{first}
          replicas t on b:{second}
          root secret.root
          user app with secret.app
          follow as backup with secret.follow
        }}
        haproxy h on a {{
          stats "/status" on {page} for admin with secret.stats
          listen write on {write} to r for writes {{ check every 500ms }}
          listen read on {read} to r for reads {{ check every 500ms }}
        }}
    """
    source = server.running(*_networked(first))
    replica = server.running(*_networked(second), "--read-only=1")
    with source as s, replica as t, _balancer(text, page) as seen:
        assert (s.ask(CHECKER), t.ask(CHECKER)) == ("", "")
        seen.sees(write__s="UP", write__t="DOWN", read__t="UP")
        assert (_port_behind(write), _port_behind(read)) == (first, second)
        begun = _broken_off(s)
        time.sleep(1.5)
        assert _broken_off(s) == begun, "a check that succeeds takes its leave"

        assert s.ask("SET GLOBAL read_only = 1") == ""
        seen.sees(write__s="DOWN", write__t="DOWN")
        assert _port_behind(write) == 0, "nobody takes writes"

        assert t.ask("SET GLOBAL read_only = 0") == ""
        seen.sees(write__t="UP", read__t="DOWN")
        assert _port_behind(write) == second, "the promoted replica takes the writes"
        assert _port_behind(read) == first, "reads fall back to what answers"


def _broken_off(asked: server.Server) -> list[list[str]]:
    return asked.rows("SHOW GLOBAL STATUS LIKE 'Aborted%'")


def test_a_galera_node_is_up_only_while_it_is_synced_in_a_primary_component() -> None:
    need("mariadbd")
    if not GALERA.exists():
        need(str(GALERA))
    port, group, write, page = balancer.free_ports(4)
    text = f"""
        host a at 127.0.0.1
        secret root, sst, app from env
        pxc g {{
          nodes n on a:{port}
          root secret.root
          sst secret.sst
          user app with secret.app
        }}
        haproxy h on a {{
          stats "/status" on {page} for admin with secret.stats
          listen write on {write} to g for writes {{ check every 500ms }}
        }}
    """
    options = (
        "--wsrep-on=ON",
        f"--wsrep-provider={GALERA}",
        "--wsrep-cluster-address=gcomm://",
        f"--wsrep-node-address=127.0.0.1:{group}",
        f"--wsrep-provider-options=base_port={group};pc.wait_prim=no",
        "--binlog-format=ROW",
        "--innodb-autoinc-lock-mode=2",
    )
    with server.running(*_networked(port), *options) as node, _balancer(text, page) as seen:
        assert node.ask(CHECKER) == ""
        seen.sees(write__n="UP")
        assert _port_behind(write) == port

        assert node.ask("SET GLOBAL wsrep_desync = ON") == ""
        seen.sees(write__n="DOWN")
        assert node.ask("SET GLOBAL wsrep_desync = OFF") == ""
        seen.sees(write__n="UP")

        # Nobody answers there, so it forms no primary component, while it lets everyone log in.
        (nobody,) = balancer.free_ports(1)
        node.ask(f"SET GLOBAL wsrep_cluster_address = 'gcomm://127.0.0.1:{nobody}'")
        assert node.rows("SHOW STATUS LIKE 'wsrep_cluster_status'")[0][1] != "Primary"
        seen.sees(write__n="DOWN")


@pytest.mark.parametrize("greeting", [b"", b"\x05\x00\x00\x00\xff\x10\x04no", b"HTTP/1.1 400 Bad"])
def test_a_router_is_up_once_it_greets(greeting: bytes) -> None:
    sql, page = balancer.free_ports(2)
    hello = b"\x10\x00\x00\x00\x0a5.6.29-mycat\x00abc"
    with _greeter() as (port, words):
        text = f"""
            host a at 127.0.0.1
            secret root, admin, app, sst from env
            pxc g {{
              nodes n on a:9001
              root secret.root
              sst secret.sst
              user app with secret.app
            }}
            schema x on g
            mycat m on a:{port} {{ user admin with secret.admin for x }}
            haproxy h on a {{
              stats "/status" on {page} for admin with secret.stats
              listen sql on {sql} to m {{ check every 300ms }}
            }}
        """
        words[0] = greeting
        with _balancer(text, page) as seen:
            seen.sees(sql__m="DOWN")
            words[0] = hello
            seen.sees(sql__m="UP")


@contextmanager
def _greeter() -> Iterator[tuple[int, list[bytes]]]:
    """Accept connections, say what the list holds, and keep each open for a moment."""
    words = [b""]
    kept: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                kept.append(connection)
                if words[0]:
                    connection.send(words[0])

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1], words
        listening.shutdown(socket.SHUT_RDWR)
    for connection in kept:
        connection.close()
