"""Ask dockerd about its daemon.json, without an engine that starts."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from tests.engines.need import find, need

SECONDS = 60

BUSY = re.compile(r"failed to start daemon: pid file found|process with PID \d+ is still running")


def ask(path: Path) -> str:
    """Return what dockerd says of a file; nothing where it would go on to start.

    `--validate` is newer than Debian 12's. An older one reads the whole file before it looks at its
    pid file: given that of a process that runs, here this test's own, it ends there. All that it
    has done is to mount its folder over itself, and that is gone with the namespace.
    """
    need("dockerd", "unshare")
    if os.geteuid():
        need("root")
    with tempfile.TemporaryDirectory() as place:
        pid = Path(place, "pid")
        pid.write_text(str(os.getpid()))
        words = ["--config-file", str(path), "--data-root", place, "--exec-root", place]
        done = subprocess.run(
            ["unshare", "--mount", find("dockerd") or "dockerd", *words, "--pidfile", str(pid)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    last = (done.stdout + done.stderr).strip().split("\n")[-1]
    return "" if BUSY.search(last) else last or f"exit code {done.returncode}, in silence"
