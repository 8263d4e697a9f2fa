"""`dbstackc init`: write a small stack to start from."""

from pathlib import Path

from dbstackc.base.report import Report
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import BROKEN, DONE, HinderedError, MisuseError
from dbstackc.surface.talk import Talk
from dbstackc.work.files import reason, replace

NAME = "stack.dbs"

STACK = """\
dbs 1

## Passwords have no value here: each machine brings its own.
secret root, sst, app, vrrp from env

## Three machines. Put your own addresses here.
host vm[1..3] at 192.168.56.[11..13]

## A Galera cluster with a node on each machine: any one may fail.
pxc shop {
  nodes shop[1..3] on vm[1..3]:9001
  root  secret.root
  sst   secret.sst
  user  app with secret.app
}

## Applications write to port 3306 and read from port 3307, through either balancer.
haproxy door[1..2] on vm[1..2] {
  listen writes on 3306 to shop for writes
  listen reads on 3307 to shop for reads
}

## The address that applications connect to; it moves to the balancer that is alive.
vip front at 192.168.56.100/24 on eth0 to door[1..2] { auth secret.vrrp }
"""


def run(asked: Asked, talk: Talk) -> int:
    """Write the stack into a folder, which is made if it is not there."""
    folder = Path(asked.text("DIR", "."))
    place = folder / NAME
    if folder.exists() and not folder.is_dir():
        raise MisuseError(f"`{folder}` is a file, not a folder")
    if place.exists() and not asked.flag("force"):
        raise MisuseError(f"`{place}` is there already", "`--force` replaces it")
    report = Report()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HinderedError(f"`{folder}` cannot be made: {reason(error)}") from None
    done = replace(place, STACK.encode(), report)
    talk.draw(report)
    if not done:
        return BROKEN
    where = "" if folder == Path() else f"cd {folder} && "
    talk.say(f"Wrote {place}.\nNext: {where}dbstackc check && dbstackc build")
    return DONE
