"""Copies are written where somebody else takes them away.

`/tmp`, `/run` and `/dev` are emptied when a machine starts, and `/tmp` and `/var/tmp` of what has
lain there for days. Below `/var/lib/docker` Docker's own clearing goes through, and a copy in the
volume of its database is deleted by the very script that is to bring it back.

Source: systemd 252, tmpfiles.d/tmp.conf; file-hierarchy(7); Debian 13 release notes, "The temporary
files directory /tmp is now stored in a tmpfs"; Docker documentation, "Prune unused Docker objects".
"""

from posixpath import normpath

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.model.topology import Topology

LEVEL = Level.WARNING

BAD = """
secret root, app, follow, copies from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
backup a to "/var/lib/docker/volumes/a2/_data" at 03:15 with secret.copies
"""

GOOD = """
secret root, app, follow, copies from env
host vm[1..2] at 10.0.0.[1..2]
replication a {
  source a1 on vm1; replicas a2 on vm2
  root secret.root; user app with secret.app; follow as f with secret.follow
}
backup a to "/var/lib/docker-copies" at 03:15 with secret.copies
"""

DOCKER = "/var/lib/docker"

MEMORY = ("/dev", "/proc", "/run", "/sys", "/tmp", "/var/run")

WEEKS = "/var/tmp"


def check(topology: Topology, report: Report) -> None:
    """Report each backup whose folder is Docker's own, or is emptied by the machine."""
    for backup in topology.backups:
        folder = normpath(backup.folder)
        if _within(folder, DOCKER):
            why = "Docker clears it, and a database's volume is emptied before a copy is unpacked"
        elif backup.mounted:
            # such as what a desktop mounts below /run/media: it outlives the machine's start
            continue
        elif any(_within(folder, each) for each in MEMORY):
            why = "it lies in memory, or the machine empties it"
        elif _within(folder, WEEKS):
            why = "what has lain there for 30 days is removed, whatever `keep` says"
        else:
            continue
        report(
            f"the copies of `{backup.span.text}` do not stay in {folder}",
            at=backup.origin("folder"),
            note=why,
            help="name a folder that nobody else clears, such as `/var/backups/db`",
            once=True,
        )


def _within(folder: str, place: str) -> bool:
    return folder == place or folder.startswith(f"{place}/")
