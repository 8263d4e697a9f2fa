"""What a container is told that no statement says: variables, files, folders, rights."""

from collections.abc import Iterator

from dbstackc.base.record import replace
from dbstackc.lint.facts.container import Container, Mount, Variable
from dbstackc.lint.facts.watch import ENDS, Alerts, Looker
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Beside, Draft, Left, told_beside
from dbstackc.lint.lift.touched import Touched

_READ = frozenset(
    ("CLUSTER_NAME", "CLUSTER_JOIN", "MYSQL_RANDOM_ROOT_PASSWORD", "MYSQL_MASTER_HOST",
     "MYSQL_MASTER_PORT", "MARIADB_MASTER_HOST", "MYSQL_REPLICATION_USER",
     "MYSQL_REPLICATION_PASSWORD")
)  # fmt: skip
"""Variables of databases that were read."""

_SHOWN = (
    "/var/run/docker.sock", "/var/lib/docker/volumes", "/", "/var/run", "/sys", "/var/lib/docker",
)  # fmt: skip
"""What panels, their agents and exporters are shown of their machine."""


def leave_beside(one: Container, touched: Touched, draft: Draft) -> None:
    """Note what a container is told that nothing else says."""
    found = [*_variables(one, touched), *_mounts(one, touched, draft)]
    if one.privileged is not None:
        found.append(Beside(one, "privileged"))
    if found:
        draft.left.append(Left(one.name.span, told_beside(found), tuple(found)))


def _variables(one: Container, touched: Touched) -> Iterator[Beside]:
    for each in one.environment:
        is_known = each.name in _READ or _is_group(one, each) or "PASSWORD" in each.name
        if not is_known and not touched.inside(each.span):
            yield Beside(one, each.name, variable=each)


def _is_group(one: Container, variable: Variable) -> bool:
    """Tell whether a variable says to an agent how all of them are called, as the network does."""
    said = variable.value
    if variable.name != "AGENT_CLUSTER_ADDR" or said is None:
        return False
    return said.text.removeprefix("tasks.") in one.called


def _mounts(one: Container, touched: Touched, draft: Draft) -> Iterator[Beside]:
    read = [each.source.name for each in draft.stack.reads]
    for mount in one.mounts:
        if mount.kind != "bind" or mount.outside is None or touched.inside(mount.outside.span):
            continue
        alone = replace(one, mounts=(mount,))
        lookers = [e for e in draft.stack.all(Looker) if mounts(alone, e.span.source.name)]
        if any(mounts(alone, each.span.source.name) for each in draft.stack.all(Alerts)):
            yield Beside(one, mount.outside.text, mount=mount)
        elif lookers:
            yield from _more(one, mount, lookers[0])
        elif id(one) in draft.panels and mount.outside.text in _SHOWN:
            continue
        elif not any(mounts(alone, name) for name in read):
            yield Beside(one, mount.outside.text, mount=mount)


def _more(one: Container, mount: Mount, looker: Looker) -> Iterator[Beside]:
    """Yield what a prometheus.yml says beside how often it looks and whom it calls."""
    for path, said in looker.more:
        name = path.removeprefix("global.").partition(".")[0]
        yield Beside(one, name, mount=mount, path=path, said=said)
    for job, ends in looker.ends.items():
        for said in ends:
            yield Beside(one, f"job {job}", mount=mount, path=ENDS, said=said)
