"""Ask Docker's registry about its settings, without one that starts."""

import re
import subprocess
import tempfile
from pathlib import Path

from tests.engines.need import find, need


def ask(path: Path) -> str:
    """Return what the registry says of its settings; nothing where it is content.

    It reads all of them before it looks for refuse; the folder that it would look through is an
    empty one of the test's own.
    """
    need("docker-registry")
    with tempfile.TemporaryDirectory() as place:
        text = path.read_text(encoding="utf-8")
        settings = Path(place, "config.yml")
        folder = f"rootdirectory: {place}"
        settings.write_text(re.sub(r"rootdirectory: \S+", folder, text), encoding="utf-8")
        for kind in ("repositories", "blobs"):
            Path(place, "docker/registry/v2", kind).mkdir(parents=True)
        done = subprocess.run(
            [find("docker-registry") or "", "garbage-collect", "--dry-run", str(settings)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
    said = done.stdout + done.stderr
    return "" if done.returncode == 0 else said.strip()


def accounts(path: Path) -> str:
    """Judge a file of accounts: a name and a bcrypt of cost 10, which is all that a registry reads.

    Source: distribution 2.8, registry/auth/htpasswd/htpasswd.go (bcrypt alone).
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not re.fullmatch(r"[\w.-]+:\$2b\$10\$[./A-Za-z0-9]{53}", line)]
    return f"{len(odd)} lines are no account" if odd or not lines else ""
