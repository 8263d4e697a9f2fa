"""Run a stack of MySQL 9 itself, ask it about its option files, and break it. It is no test.

    python -m tests.deep.mysql [--out PAGE]

As root, with debootstrap and what a laboratory takes; about ten minutes on two cores.
Debian's next release is bootstrapped beside this one, for no release before it has a MySQL.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dbstackc.lab.mysql import SERVER, VARIABLE
from tests.house.code import ROOT
from tests.lab import matrix

PLACE = Path("/var/tmp/dbstackc-mysql")
"""Where it is bootstrapped once; `rm -r` takes it away."""

STACK = ROOT / "tests/lab/stacks/mysql.dbs"

MYSQLD = """\
#!/bin/sh
exec {root}/lib64/ld-linux-x86-64.so.2 --library-path {root}/usr/lib/x86_64-linux-gnu \\
    {root}/{server} "$@"
"""
"""Its server on this machine, by the libraries that it was made for."""


def main(words: Sequence[str]) -> int:
    """Run it all; return 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", help="the page whose table is replaced")
    parser.add_argument("--only", default="", help="only faults that this expression finds")
    asked = parser.parse_args(words)
    if not (PLACE / SERVER).is_file():
        command = ["debootstrap", "--variant=minbase"]
        command += ["--include=mysql-server-core,mysql-client-core", "sid", str(PLACE)]
        subprocess.run([*command, "http://deb.debian.org/debian"], check=True)
    os.environ[VARIABLE] = str(PLACE)
    _verify()
    out = ["--out", asked.out] if asked.out else []
    return matrix.main(["mysql", *out, "--only", asked.only])


def _verify() -> None:
    """Let `dbstackc verify` ask this mysqld, of a sound bundle and of a spoiled one."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "bin").mkdir()
        program = place / "bin/mysqld"
        program.write_text(MYSQLD.format(root=PLACE, server=SERVER))
        program.chmod(0o755)
        env = {**os.environ, "PATH": f"{place / 'bin'}:{os.environ['PATH']}"}

        def run(*words: str) -> str:
            command = [sys.executable, "-m", "dbstackc", *words]
            done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
            return done.stdout + done.stderr

        bundle = str(place / "out")
        run("build", str(STACK), "-o", bundle)
        said = run("verify", bundle, "--require", "mysqld")
        assert "mysqld about 3 files" in said and "error[" not in said, said
        options = next(Path(bundle).glob("hosts/*/mysql/r1.cnf"))
        options.chmod(0o644)
        lines = options.read_text().splitlines()
        options.write_text("\n".join([*lines, "max_connect_errors = abc", ""]))
        said = run("verify", bundle)
        assert f"r1.cnf:{len(lines) + 1}" in said and "mysqld-refuses" in said, said
    print("mysqld --validate-config takes what is built, and is heard where it does not")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
