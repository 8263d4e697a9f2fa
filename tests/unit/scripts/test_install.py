"""Units are laid where systemd reads them, and name the script where it lies."""

import os
import subprocess
from pathlib import Path

from tests.laws.bundles import compiled

STACK = """\
dbs 1
secret root, app, follow, copies from env
host vm[1..2] at 10.0.0.[1..2]
defaults replication { root secret.root; user app with secret.app; follow as f with secret.follow }
replication a { source a1 on vm1:9001; replicas a2 on vm2:9001 }
replication b { source b1 on vm1:9002; replicas b2 on vm2:9002 }
backup a, b to "/var/backups/db" at 03:15 with secret.copies
"""


def _lay(folder: Path, under: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(folder / "install.sh")],
        env={"PATH": os.environ["PATH"], "DBS_UNDER": str(under)},
        capture_output=True,
        text=True,
        check=True,
    )


def test_units_name_the_scripts_of_their_own_folder(tmp_path: Path) -> None:
    _, files = compiled(STACK)
    folder, under = tmp_path / "opt/here/vm2/backup", tmp_path / "root"
    folder.mkdir(parents=True)
    for name, text in files.items():
        if name.startswith("hosts/vm2/backup/"):
            (folder / Path(name).name).write_text(text)
    _lay(folder, under)
    units = under / "etc/systemd/system"
    service = (units / "dbstackc-backup-stack@.service").read_text()
    assert f"\nExecStart={folder}/backup.sh %i\n" in service
    assert f"\nExecStopPost=-{folder}/backup.sh %i release\n" in service
    timers = {"dbstackc-backup-stack@a.timer", "dbstackc-backup-stack@b.timer"}
    assert {each.name for each in units.glob("*.timer")} == timers
    (folder / "dbstackc-backup-stack@b.timer").unlink()
    (units / "dbstackc-backup-other@b.timer").write_text("another stack's\n")
    said = _lay(folder, under).stdout
    assert "dbstackc-backup-stack@b.timer: is no more" in said
    left = {each.name for each in units.glob("*.timer")}
    assert left == {"dbstackc-backup-stack@a.timer", "dbstackc-backup-other@b.timer"}
