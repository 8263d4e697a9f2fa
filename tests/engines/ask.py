"""Ask an engine about one file: nothing when it has nothing to say, else its own words.

Every engine is asked in a way that starts no service and reaches no network.
"""

import atexit
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from functools import lru_cache
from getpass import getuser
from pathlib import Path
from tempfile import TemporaryDirectory

from dbstackc.verify.checkers import mysqld_exporter
from dbstackc.verify.checkers.keepalived import interfaces as interfaces
from dbstackc.verify.contract import NO_DAEMON as NO_DAEMON
from dbstackc.verify.contract import Desk
from dbstackc.work.program import Patience
from tests.engines.composer import Composer, composer
from tests.engines.need import find, need

SECONDS = 60
"""How long an engine may think about one file."""


def _run(command: Sequence[str], **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [find(command[0]) or command[0], *command[1:]],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stdout, done.stderr


def _words(code: int, *texts: str) -> str:
    """Join what was said; an engine that fails in silence has said its exit code."""
    said = "\n".join(text.strip() for text in texts if text.strip())
    return said or (f"exit code {code}, in silence" if code else "")


def haproxy(path: Path) -> str:
    """Ask HAProxy about its configuration; a warning is a complaint too."""
    need("haproxy")
    code, out, err = _run(["haproxy", "-c", "-dW", "-q", "-f", str(path)])
    kept = [line for line in err.splitlines() if not line.startswith("[NOTICE]")]
    return _words(code, out, "\n".join(kept))


def keepalived(path: Path) -> str:
    """Ask keepalived, in a network namespace that has the interfaces which the file names.

    It is content only with exit code 0 and no word said: 0 alone means little.
    Source: keepalived 2.2.7, `keepalived -t` looks the interfaces up where it runs.
    """
    need("keepalived", "unshare", "ip")
    # A bridge with no port is the one interface that every kernel with namespaces can make.
    script = (
        'set -e; for i in "${@:2}"; do ip link add "$i" type bridge; ip link set "$i" up; done; '
        'exec keepalived -t -f "$1"'
    )
    names = interfaces(path.read_text(encoding="utf-8"))
    alone = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    command = [*alone, "bash", "-c", script, "-", str(path), *names]
    sbin = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    code, out, err = _run(command, PATH=sbin)
    return _words(code, out, err)


def compose(*paths: Path) -> str:
    """Ask docker-compose about a Compose file, and those that are laid over it."""
    need("docker-compose")
    return _composer().ask(*paths)


@lru_cache(maxsize=1)
def _composer() -> Composer:
    """Return the docker-compose of this process; to start one takes most of its time."""
    running = ExitStack()
    atexit.register(running.close)
    return running.enter_context(composer(find("docker-compose") or ""))


def stack(*paths: Path) -> str:
    """Ask docker about a Swarm stack, and those that are laid over it.

    `docker stack config` is newer than Debian 12's docker. `docker stack deploy` reads the whole
    file before it looks for a daemon, in either version: where the file is good, that it finds
    none is all it says.
    """
    need("docker")
    files = [part for path in paths for part in ("-c", str(path))]
    _, out, err = _run(["docker", "stack", "deploy", *files, "x"], DOCKER_HOST=NO_DAEMON)
    said = _words(0, out, err)
    if "Cannot connect to the Docker daemon" not in said:
        return said or "it found a daemon"
    detach = r"Since --detach=false was not.*|In a future release, --detach.*"
    kept = re.sub(rf"(?m)^(?:Cannot connect to the Docker daemon.*|{detach})$", "", said)
    return kept.strip()


def option_file(path: Path, group: str = "") -> str:
    """Ask MariaDB about an option file.

    group: a further group to read, such as `mysqld-8.0`; groups of other versions are skipped.
    """
    need("mariadbd")
    suffix = [f"--defaults-group-suffix={group}"] if group else []
    shown = [f"--user={getuser()}", "--help", "--verbose"]
    with TemporaryDirectory() as data:
        # Its help writes there: not to the machine's databases, nor where another is asked.
        apart = [f"--datadir={data}", "--skip-grant-tables"]
        code, _, err = _run(["mariadbd", f"--defaults-file={path}", *suffix, *apart, *shown])
    # The machine's own limit on open files is no fault of the option file.
    kept = [line for line in err.splitlines() if "number of max_open_files" not in line]
    return _words(code, "\n".join(kept))


def prometheus(path: Path) -> str:
    """Ask promtool about settings, with the rules that they name, or about rules alone."""
    need("promtool")
    kind = "rules" if path.name == "rules.yml" else "config"
    code, out, err = _run(["promtool", "check", kind, "--lint-fatal", str(path)])
    return _words(code, out, err) if code or "WARNING" in out + err else ""


def login(path: Path) -> str:
    """Ask mysqld_exporter about the file that it logs in by."""
    need("prometheus-mysqld-exporter")
    with TemporaryDirectory() as place:
        shutil.copy(path, place)
        desk = Desk(Path(place), Patience(SECONDS))
        return "\n".join(each.text for each in mysqld_exporter.ask(desk, path.name))


def shell(path: Path) -> str:
    """Ask shellcheck about a script."""
    need("shellcheck")
    code, out, err = _run(["shellcheck", "--norc", "--severity=info", str(path)])
    return _words(code, out, err)


def kernel(path: Path) -> str:
    """Ask sysctl about settings of the kernel, none of which it then makes."""
    need("sysctl")
    code, _, err = _run(["sysctl", "--dry-run", "-p", str(path)])
    return _words(code, err)


def json_file(path: Path) -> str:
    """Read a file as JSON; no name twice in one object."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"named twice: {', '.join(twice)}")
        return dict(pairs)

    try:
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)
    except ValueError as error:
        return str(error)
    return ""


def xml_file(path: Path) -> str:
    """Ask xmllint whether a file is well formed; it may not fetch anything."""
    need("xmllint")
    code, out, err = _run(["xmllint", "--noout", "--nonet", str(path)])
    return _words(code, out, err)
