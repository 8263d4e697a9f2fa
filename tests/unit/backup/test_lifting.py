"""Copies that exist, lifted: where a table and a timer say all; else they are named."""

import pytest

from tests.laws.bundles import compiled
from tests.unit.lint.test_around import lifted

STACK = """\
dbs 1
secret root, sst, app, copies from env
host vm[1..3] at 10.0.0.[1..3]
defaults pxc { root secret.root; sst secret.sst; user app with secret.app }
pxc a { nodes a[1..3] on vm[1..3]:9001 }
pxc b { nodes b[1..3] on vm[1..3]:9002 }
haproxy door on vm1 { listen a on 7001 to a for writes; listen b on 7002 to b for writes }
backup a from a2 to "/b" at 01:30 every 6h as saver with secret.copies { keep 5; mounted yes }
backup b to "/b" at 03:15 with secret.copies { then "/usr/sbin/away" }
"""
TIMER, SERVICE = "dbstackc-backup-stack@a.timer", "dbstackc-backup-stack@.service"


def told(**changed: tuple[str, str]) -> tuple[str, list[str]]:
    """Return the stack in the language and what was left; with a text in some files changed."""
    files = compiled(STACK)[1]
    for name, (before, after) in changed.items():
        wanted = {"timer": TIMER, "service": SERVICE, "table": "backup.txt"}[name]
        (path,) = (each for each in files if each.startswith("hosts/vm2/") and wanted in each)
        assert before in files[path]
        files[path] = files[path].replace(before, after)
    said, left = max(lifted(files), key=lambda each: len(each[0]))
    # what containers are told beside is compared where the bundle is built anew
    return said, [each for each in left if "told beside" not in each]


def test_copies_of_a_bundle_come_back() -> None:
    said, left = told()
    assert (
        'backup a from a2 to "/b" at 01:30 every 6h as saver with secret.copies'
        " { keep 5 mounted yes }" in said
    )
    assert 'backup b to "/b" at 03:15 with secret.copies { then "/usr/sbin/away" }' in said
    assert left == []


LEFT = {
    "days": ("timer", "*-*-* 01/6", "Mon *-*-* 01/6", "`Mon *-*-* 01/6:30:00` is no clock that"),
    "none": ("timer", "OnCalendar", "OnBootSec", "no timer tells when `a` is copied"),
    "other": ("service", "backup.sh %i\n", "other.sh %i\n", "no timer tells when `a` is copied"),
    "node": ("table", "\ta2\t", "\tdoor\t", "1 row of copies not carried here (`a`): its cluster"),
}


@pytest.mark.parametrize("name", LEFT)
def test_what_tells_not_all_is_named(name: str) -> None:
    file, before, after, why = LEFT[name]
    said, left = told(**{file: (before, after)})
    assert "backup a" not in said
    assert any(each.startswith(why) for each in left), left
    assert any("account" in each and "saver" in each for each in left)


MORE = {
    "late": ("timer", "Persistent=true", "Persistent=false", "what else `%s` says", TIMER),
    "slow": ("service", "Nice=10", "Nice=10\nIOWeight=5", "what else `%s` says", SERVICE),
    "long": ("table", "\t10800\t", "\t900\t", "`900` is not carried: by its timer %s", "the"),
}


@pytest.mark.parametrize("name", MORE)
def test_what_they_say_more_is_named(name: str) -> None:
    file, before, after, why, whose = MORE[name]
    said, left = told(**{file: (before, after)})
    assert "backup a from a2" in said
    assert [each for each in left if each.startswith(why % whose)], left
    assert len(left) == 1


RUNS = "services:\n  db:\n    image: mysql:8.4\n    ports: ['3306:3306']\n"
DUMP = "[Service]\nExecStart=/usr/bin/docker exec db mysqldump --all-databases -r /b/all.sql\n"


def test_another_timer_that_copies_a_database_is_named() -> None:
    clock = "[Timer]\nOnCalendar=daily\n"
    files = {"vm1/compose.yml": RUNS, "vm1/units/dump.service": DUMP, "vm1/units/dump.timer": clock}
    ((said, left),) = lifted(files)
    assert "replication db-cluster" in said and "backup" not in said
    names = "`dump.service`", "`dump.timer`"
    units = [each for each in left if "unit of systemd not carried here" in each]
    assert [each.partition("(")[2].partition(")")[0] for each in units] == [*names]
    more = {"vm1/units/clean.service": "[Service]\nExecStart=/usr/bin/find /tmp -delete\n"}
    ((_, left),) = lifted({**files, **more})
    assert not any("clean" in each for each in left)


def test_units_alone_are_no_stack() -> None:
    assert lifted({"a.service": DUMP}) == []
