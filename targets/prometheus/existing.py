"""The prometheus.yml of a Prometheus, and its files of rules, read as they stand.

Nothing of them is judged: `promtool check config` tells what Prometheus refuses.

Source: Prometheus 2.42 manual, "Configuration", "Recording rules", "Alerting rules".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.facts.watch import ENDS, Alerts, Looker
from dbstackc.lint.reader import Context
from dbstackc.lint.yaml import Node, Refused, tree, values

_JOBS = re.compile(r"^scrape_configs[ \t]*:", re.M)
_JOB = re.compile(r"\bjob_name[ \t]*:")
_GLOBAL = re.compile(r"^global[ \t]*:", re.M)
_EVERY = re.compile(r"^[ \t]+(?:scrape_interval|evaluation_interval)[ \t]*:", re.M)
_GROUPS = re.compile(r"^groups[ \t]*:", re.M)
_RULE = re.compile(r"^[ \t-]+(?:alert|record)[ \t]*:", re.M)
_EXPRESSION = re.compile(r"\bexpr[ \t]*:")
_OTHERS = re.compile(
    r"^(?:apiVersion|kind|services|clients|positions|server|receivers|route|integrations)[ \t]*:",
    re.M,
)
"""What Kubernetes, Compose, Promtail, Alertmanager and agents of Grafana say."""

_SECRET = re.compile(r"password|bearer_token|credentials|secret_key|client_secret|api_key", re.I)

_SAID = frozenset(
    (
        ENDS, "global.scrape_interval", "rule_files.*", "scrape_configs.*.job_name",
        "alerting.alertmanagers.*.static_configs.*.targets.*",
    )
)  # fmt: skip
"""Values that the other fields of the fact hold."""

MOST = 2_000_000
"""Letters of the largest file that is read: a tree of YAML takes a hundred times its text."""


class File(NamedTuple):
    """A whole file; root: None where it holds nothing, or is no YAML."""

    source: Source
    root: Node | None


class Reader:
    """What reads a prometheus.yml, or a file of rules."""

    kind = "prometheus"
    title = "what a Prometheus looks at, or its rules"
    example = "prometheus.yml"
    comment = ("#", "")

    def claims(self, name: str, text: str) -> int:
        """Return how surely a text is one of Prometheus' files, 0 to 100."""
        if len(text) > MOST:
            return 0
        head = text[:200_000]
        if _JOBS.search(head) and _JOB.search(head):
            return 0 if _OTHERS.search(head) else 90
        if _GROUPS.search(head) and _RULE.search(head) and _EXPRESSION.search(head):
            return 0 if _OTHERS.search(head) else 85
        if _GLOBAL.search(head) and _EVERY.search(head):
            return 0 if _OTHERS.search(head) else 80
        return 0

    def read(self, source: Source, context: Context, report: Report) -> File:
        """Return the tree of a text."""
        root = tree(source)
        return File(source, None if isinstance(root, Refused) else root)

    def write(self, document: File) -> str:
        """Return the text of a file, as it was read."""
        return document.source.text

    def see(self, document: File) -> Iterator[Fact]:
        """Yield the one fact of a file."""
        root, source = document.root, document.source
        if root is None or root.kind != "mapping" or not root.pairs:
            return
        name, whole = Said(source.name, root.pairs[0][0].span), Span(source, 0, len(source.text))
        groups = root.get("groups")
        if groups is not None and root.get("scrape_configs") is None:
            named = (each.get("name") for each in groups.items)
            found = tuple(each.said for each in named if each is not None)
            yield Alerts(name=name, span=whole, groups=found)
        else:
            yield _looker(root, name, whole)

    def secrets(self, document: File) -> Iterator[Span]:
        """Yield where passwords and tokens stand."""
        for path, said in values(document.root):
            key = path.rpartition(".")[2]
            if _SECRET.search(key) and not key.endswith("_file"):
                yield said.span


def _looker(root: Node, name: Said, whole: Span) -> Looker:
    every = root.walk("global", "scrape_interval")
    ends: dict[str, list[Said]] = {}
    for job in _items(root.get("scrape_configs")):
        called = job.get("job_name")
        key = called.said.text if called is not None else ""
        ends.setdefault(key, []).extend(_targets(job))
    told = _items(root.walk("alerting", "alertmanagers"))
    return Looker(
        name=name,
        span=whole,
        every=every.said if every is not None and every.kind == "scalar" else None,
        ends={job: tuple(found) for job, found in ends.items()},
        tells=tuple(said for each in told for said in _targets(each)),
        rules=tuple(e.said for e in _items(root.get("rule_files")) if e.kind == "scalar"),
        more=tuple(each for each in values(root) if each[0] not in _SAID),
    )


def _targets(node: Node) -> Iterator[Said]:
    for group in _items(node.get("static_configs")):
        yield from (each.said for each in _items(group.get("targets")) if each.kind == "scalar")


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if node is not None else ()
