"""The file system of a container: this machine's programs, and nothing else of this machine."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from dbstackc.emit.router_files import HOME
from dbstackc.lab.need import PROVIDER
from dbstackc.lab.plan import Container, Start
from dbstackc.lab.state import Lab

ENTRYPOINT = Path(__file__).with_name("entrypoint.sh")

ENTRYPOINTS = ("entrypoint.sh", "opt/bin/docker-entrypoint.sh")
"""Where images keep theirs: PXC's, and the others' on the PATH."""

PATH = "/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

GROUND = """\
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs {root}
cd {root}
mkdir -p etc/mysql/conf.d etc/percona-xtradb-cluster.conf.d usr var/lib/mysql var/tmp var/log \\
    run/mysqld run/secrets tmp proc dev sys root opt/bin old docker-entrypoint-initdb.d
chmod 1777 tmp var/tmp run/mysqld
ln -s ../run var/run
base={base}
mount --bind "$base/usr" usr
mount -o remount,bind,ro usr
mount -t tmpfs -o mode=755 tmpfs usr/local
for name in bin sbin lib lib32 lib64 libx32; do
    if [ -L "$base/$name" ]; then
        ln -s usr/$name $name
    elif [ -d "$base/$name" ]; then
        mkdir $name
        mount --bind "$base/$name" $name
        mount -o remount,bind,ro $name
    fi
done
for each in "$base"/etc/alternatives "$base"/etc/ld.so.cache "$base"/etc/java-*; do
    to=etc/${{each##*/}}
    if [ -d "$each" ]; then mkdir $to; elif [ -e "$each" ]; then : >$to; fi
    [ ! -e "$each" ] || mount --bind -o ro "$each" $to
done
mount --rbind /dev dev
[ ! -d dev/shm ] || mount -t tmpfs tmpfs dev/shm
mount --rbind /sys sys
mount -t proc proc proc
"""
"""All of it is seen by the container alone and is gone with it: the mounts are its namespace's.

base: the root whose programs it has, empty for this machine's own.
"""

END = """\
pivot_root . old
cd /
umount -l /old
rmdir /old
"""

OPTIONS = """\
[client-server]
socket = /run/mysqld/mysqld.sock

[client]
default-character-set = utf8mb4

{own}
!includedir /etc/mysql/conf.d/
!includedir /etc/percona-xtradb-cluster.conf.d/
"""

MARIADB = """\
[mariadb]
datadir = /var/lib/mysql
innodb_log_file_size = 16M
"""

MYSQL = """\
[mysqld]
datadir = /var/lib/mysql
socket = /run/mysqld/mysqld.sock
pid_file = /run/mysqld/mysqld.pid
secure_file_priv = NULL
innodb_redo_log_capacity = 32M
"""

PXC = f"""\
{MARIADB}\
wsrep_on = ON
wsrep_provider = {PROVIDER}
wsrep_sst_method = rsync
log_slave_updates = ON
"""
"""What the image's node.cnf says for PXC, in MariaDB's words: our files leave it to the image."""


def script(lab: Lab, container: Container, how: Start, argv: list[str], room: str) -> str:
    """Return a shell script that builds the file system and becomes the container.

    argv: what it becomes. room: a name for the folder where it is built, that no other uses.
    """
    root = lab.folder / "rooms" / room
    root.mkdir(parents=True, exist_ok=True)
    base = lab.plan().mysql if container.flavour == "mysql" else ""
    lines = [GROUND.format(root=shlex.quote(str(root)), base=shlex.quote(base))]
    if container.role == "router":
        lines += _mycat(lab)
    lines += _own_files(lab, container)
    lines += _mounts(lab, container, how)
    lines.append(END)
    lines.append(f"cd {shlex.quote(container.workdir)}")
    lines.append(f"exec {' '.join(map(shlex.quote, become(container, how, argv)))}\n")
    return "\n".join(lines)


def become(container: Container, how: Start, argv: list[str]) -> list[str]:
    """Return the words that run a program as the container's user in its environment."""
    told = {"PATH": PATH, "HOME": "/root", "HOSTNAME": container.name, **how.environment}
    words = ["env", "-i", *(f"{name}={value}" for name, value in told.items() if value)]
    if container.user:
        ids = (f"--reuid={container.user}", f"--regid={container.user}", "--clear-groups")
        words += ["setpriv", *ids]
    return [*words, *argv]


def own_texts(container: Container) -> dict[str, str]:
    """Return the files that an image has of its own, by path: its users, and a server's options.

    Files on the host belong to the numbers of those users.
    """
    users = {"root": 0, "mysql": container.uid or 999, "haproxy": 99, "nobody": 65534}
    own = {"pxc": PXC, "mysql": MYSQL}.get(container.flavour, MARIADB)
    return {
        "etc/passwd": "".join(
            f"{name}:x:{uid}:{uid}::/root:/bin/sh\n" for name, uid in users.items()
        ),
        "etc/group": "".join(f"{name}:x:{uid}:\n" for name, uid in users.items()),
        "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
        "etc/mysql/my.cnf": OPTIONS.format(own=own),
    }


def _mycat(lab: Lab) -> Iterator[str]:
    """Yield the image's part of a router: the user's MyCat and Java, to be read only."""
    made = lab.plan()
    home = shlex.quote(made.mycat)
    yield f"mkdir -p .{HOME}"
    yield f"for each in {home}/*; do"
    yield f"    name=${{each##*/}}; to=.{HOME}/$name"
    yield "    case $name in"
    yield '        conf | logs | tmlogs) [ ! -d "$each" ] || cp -a "$each" "$to"; continue ;;'
    yield "    esac"
    yield '    if [ -d "$each" ]; then mkdir "$to"; else : >"$to"; fi'
    yield '    mount --bind "$each" "$to"'
    yield '    mount -o remount,bind,ro "$to"'
    yield "done"
    yield f"mkdir -p .{HOME}/conf .{HOME}/logs .{HOME}/tmlogs"
    java = Path(made.java)
    if not java.is_relative_to("/usr"):
        folder = shlex.quote(str(java.parents[1]))
        yield f"mkdir -p .{folder} && mount --bind {folder} .{folder}"
    yield f"ln -s {shlex.quote(made.java)} opt/bin/java"


def _own_files(lab: Lab, container: Container) -> Iterator[str]:
    machine = lab.plan().machine(container.machine)
    names = {"localhost": "127.0.0.1", **container.names, **machine.names}
    names.setdefault(container.name, machine.bare)
    hosts = "".join(f"{address} {name}\n" for name, address in names.items())
    yield f"printf %s {shlex.quote(hosts)} >etc/hosts"
    for path, text in own_texts(container).items():
        yield f"printf %s {shlex.quote(text)} >{path}"
    for inside in ENTRYPOINTS:
        yield f"cp {shlex.quote(str(ENTRYPOINT))} {inside} && chmod 755 {inside}"


def _mounts(lab: Lab, container: Container, how: Start) -> Iterator[str]:
    place = lab.hosts / container.host
    for name, inside in container.volumes:
        source = shlex.quote(str(lab.volume(name)))
        # Docker fills a new volume with what the image has in its place
        yield f"mkdir -p .{inside}"
        yield f"[ -d {source} ] || cp -a .{inside} {source}"
        yield f"chown {container.uid}:{container.uid} {source}"
        yield f"mount --bind {source} .{inside}"
    for source, inside in how.binds:
        yield f"mkdir -p .{inside} && mount --rbind {shlex.quote(source)} .{inside}"
        yield f"mount -o remount,bind,ro .{inside}"
    pairs = [(place / source, inside) for source, inside in how.mounts]
    pairs += [(place / "secrets" / name, f"/run/secrets/{name}") for name in how.secrets]
    for path, inside in pairs:
        folder = inside.rpartition("/")[0]
        yield f"mkdir -p .{folder} && : >.{inside}"
        yield f"mount --bind {shlex.quote(str(path))} .{inside}"
        yield f"mount -o remount,bind,ro .{inside}"
