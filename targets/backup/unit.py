"""The units by which systemd takes copies: a service for all clusters of a stack, timers for each.

Source: systemd 252, systemd.service(5), systemd.timer(5), systemd.time(7).
"""

from dbstackc.emit.document import Document
from dbstackc.emit.trace import Lines
from dbstackc.model.backup import DAY, Backup
from dbstackc.model.thing import Host


def service(folder: str, name: str, stack: str, host: Host) -> Document:
    """Return the service; its instance is a cluster.

    ExecStopPost runs however the script ended, killed or out of memory too. name: of the stack.
    """
    script = f"/opt/dbstackc/{stack}/{host.name}/backup/backup.sh"
    lines = Lines()
    lines.add(
        f"""\
# Made by dbstackc: change the .dbs instead. install.sh writes where the script lies.
[Unit]
Description=Copy of the cluster %i of {stack}
Wants=docker.service
After=docker.service

[Service]
Type=oneshot
ExecStart={script} %i
ExecStopPost=-{script} %i release
UMask=0077
Nice=10""",
        host.span,
    )
    return Document(path=f"{folder}/{_unit(stack)}.service", lines=lines, title="takes a copy")


def timer(folder: str, stack: str, backup: Backup) -> Document:
    """Return the timer of a cluster; what a host slept through is taken when it wakes."""
    lines = Lines()
    lines.add(
        f"# Made by dbstackc: change the .dbs instead.\n"
        f"[Unit]\nDescription=When the cluster {backup.name} of {stack} is copied\n\n[Timer]",
        backup.span,
    )
    lines.add(f"OnCalendar={calendar(backup)}", backup.origin("time" if backup.first else "gap"))
    lines.add("Persistent=true\n\n[Install]\nWantedBy=timers.target", backup.span)
    path = f"{folder}/{_unit(stack)}{backup.name}.timer"
    return Document(path=path, lines=lines, title=f"when {backup.name} is copied")


def calendar(backup: Backup) -> str:
    """Return the times of a day in the words of systemd."""
    hour, minute = divmod(backup.first, 60)
    if backup.gap == DAY:
        return f"*-*-* {hour:02}:{minute:02}:00"
    if backup.gap > 60:
        return f"*-*-* {hour:02}/{backup.gap // 60}:{minute:02}:00"
    if backup.gap == 60:
        return f"*-*-* *:{minute:02}:00"
    return f"*-*-* *:{minute:02}/{backup.gap}:00"


def _unit(stack: str) -> str:
    return f"dbstackc-backup-{stack}@"
