"""Copies of clusters: what a host's table says of each, and its timer of when."""

import re
from collections.abc import Iterator, Sequence
from posixpath import basename, dirname

from dbstackc.base.quantity import Duration
from dbstackc.base.record import record
from dbstackc.lint.facts.said import Said
from dbstackc.lint.facts.timed import Copied, Unit
from dbstackc.lint.lift.calendar import clock, times
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, shown, statement, text, value, word
from dbstackc.model.backup import DAY
from dbstackc.model.backups import ACCOUNT
from dbstackc.syntax.tree import Clause, Statement, Word

SCRIPT = "backup.sh"
"""What reads a table, beside it."""

_OURS = {
    "Timer.Persistent": "true", "Install.WantedBy": "timers.target", "Service.Type": "oneshot",
    "Service.UMask": "0077", "Service.Nice": "10", "Unit.Wants": "docker.service",
    "Unit.After": "docker.service",
}  # fmt: skip
"""Settings that are written for all copies, with these values."""

_FREE = frozenset(("Unit.Description", "Timer.OnCalendar", "Timer.Unit", "Unit.Documentation"))
"""Settings that say nothing of what is done, or that are read."""

_WEEK = 7 * 86_400
"""Seconds that copies are kept, where the language is told of none."""

_CONCERNS = re.compile(
    r"\b(?:mysqldump|mariadb-dump|mysqlpump|mydumper|mysqlsh|xtrabackup|mariabackup|mariadb-backup"
    r"|innobackupex|docker|podman)\b"
)
"""What is run by units that have to do with a stack."""


@record(frozen=True, slots=True, eq=False)
class _Alike:
    """Clusters that are copied in the same words; nodes: where it is not the last of each."""

    clauses: Sequence[Clause]
    block: Sequence[Statement]
    clusters: list[Word]
    nodes: list[Word]


def backups(draft: Draft) -> Iterator[Statement]:
    """Yield the statements of the copies; clusters whose words are the same share one."""
    order = {name: number for number, name in enumerate(dict.fromkeys(draft.cluster_of.values()))}
    rows = [(draft.cluster_of.get(row.node.text, ""), row) for row in draft.stack.all(Copied)]
    rows.sort(key=lambda each: order.get(each[0], -1))
    found: dict[tuple[str, ...], _Alike] = {}
    known: set[str] = set()
    timers = _timers(draft)
    last = {cluster: node for node, cluster in draft.cluster_of.items()}
    for cluster, row in rows:
        is_new = cluster and cluster not in known
        place = dirname(row.span.source.name), row.name.text
        when = _when(row, timers.get(place, ()), draft) if is_new else None
        if when is None:
            continue
        known.add(cluster)
        draft.used.add(id(row))
        block = list(_block(row))
        clauses = [clause("to", text(row.folder)), *when, *_who(row, draft)]
        is_last = row.node.text == last[cluster]
        key = (*map(shown, clauses), *map(shown, block), str(is_last))
        alike = found.setdefault(key, _Alike(clauses, block, [], []))
        alike.clusters.append(Word(cluster, row.name.span))
        if not is_last:
            alike.nodes.append(word(row.node))
    for number, each in enumerate(found.values()):
        at = each.clusters[0].span
        nodes = [clause("from", *each.nodes)] if each.nodes else []
        clauses = [*nodes, *each.clauses]
        names = [value(*each.clusters)]
        yield statement("backup", at, names, clauses, each.block or None, blank=not number)
    _leave_units(draft)


def _who(row: Copied, draft: Draft) -> Iterator[Clause]:
    if row.account.text != ACCOUNT:
        yield clause("as", word(row.account))
    secret = Said(f"/run/secrets/{row.secret.text}", row.secret.span)
    yield clause("with", draft.secret(secret, row.secret.text))


def _block(row: Copied) -> Iterator[Statement]:
    number = row.kept.text.removesuffix("s")
    if row.kept.text == number:
        yield statement("keep", row.kept.span, [value(word(row.kept))])
    elif int(number) != _WEEK:
        kept = Said(str(Duration(int(number) * 1000)), row.kept.span)
        yield statement("keep", kept.span, [value(word(kept))])
    if row.mounted.text == "yes":
        yield statement("mounted", row.mounted.span, [value(word(row.mounted))])
    if row.then.text != "-":
        yield statement("then", row.then.span, [value(text(row.then))])


def _when(row: Copied, timers: Sequence[tuple[Unit, Unit]], draft: Draft) -> list[Clause] | None:
    """Return when a cluster is copied, as its timers say; None where they say it otherwise."""
    told = [said for timer, _ in timers for said in timer.all("Timer.OnCalendar")]
    if not told:
        draft.leave(row.name.span, f"no timer tells when `{row.name.text}` is copied")
        return None
    for unit in dict.fromkeys(unit for pair in timers for unit in pair):
        draft.used.add(id(unit))
        _leave_more(unit, draft)
    minutes = [times(said.text) for said in told]
    whole = frozenset(each for part in minutes for each in part or ())
    found = clock(whole) if whole and all(part is not None for part in minutes) else None
    if found is None:
        draft.leave(told[0].span, f"`{told[0].text}` is no clock that the language has")
        return None
    first, gap = found
    for said, wanted in ((row.gap, gap * 60), (row.limit, gap * 30)):
        if said.number != wanted:
            draft.leave(
                said.span, f"`{said.text}` is not carried: by its timer the language has {wanted}"
            )
    at = told[0].span
    clauses = [] if gap == DAY else [clause("every", Word(str(Duration(gap * 60_000)), at))]
    if first or not clauses:
        clauses.insert(0, clause("at", Word(f"{first // 60:02}:{first % 60:02}", at)))
    return clauses


def _timers(draft: Draft) -> dict[tuple[str, str], list[tuple[Unit, Unit]]]:
    """Return the timers by which scripts copy clusters, by folder and cluster.

    With each its service, which hands a cluster to the script beside a table.
    """
    near = {(dirname(e.span.source.name), e.name.text): e for e in draft.stack.all(Unit)}
    found: dict[tuple[str, str], list[tuple[Unit, Unit]]] = {}
    for (folder, name), timer in near.items():
        stem, dot, kind = name.rpartition(".")
        if not dot or kind != "timer":
            continue
        named = timer.all("Timer.Unit")
        called = named[-1].text if named else f"{stem}.service"
        before, at, instance = called.removesuffix(".service").partition("@")
        service = near.get((folder, called))
        if service is None and at:
            service = near.get((folder, f"{before}@.service"))
        for line in service.all("Service.ExecStart") if service is not None else ():
            words = line.text.lstrip("-@:+!|").replace("%i", instance).split()[:2]
            if len(words) == 2 and basename(words[0]) == SCRIPT and service is not None:
                found.setdefault((folder, words[1]), []).append((timer, service))
    return found


def _leave_more(unit: Unit, draft: Draft) -> None:
    """Note what a unit says beside."""
    more = [
        key.partition(".")[2]
        for key, said in unit.settings
        if said.text and key not in _FREE and _OURS.get(key) != said.text
        and not (key.startswith("Service.Exec") and f"/{SCRIPT} " in said.text)
    ]  # fmt: skip
    if more:
        what = ", ".join(f"`{each}`" for each in dict.fromkeys(more))
        draft.leave(unit.name.span, f"what else `{unit.name.text}` says is not carried: {what}")


def _leave_units(draft: Draft) -> None:
    """Count as known what other units do that have nothing to do with a stack."""
    every = [unit for unit in draft.stack.all(Unit) if id(unit) not in draft.used]
    concern = {
        (dirname(unit.span.source.name), unit.name.text.partition(".service")[0].rstrip("@"))
        for unit in every
        if any(_CONCERNS.search(line.text) for line in unit.runs)
    }
    for unit in every:
        stem = re.split(r"@|\.(?:service|timer)$", unit.name.text)[0]
        if (dirname(unit.span.source.name), stem) not in concern:
            draft.used.add(id(unit))
