"""What looks at a stack: what a prometheus.yml and its files of rules say."""

from collections.abc import Mapping

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact, Said

ENDS = "scrape_configs.*.static_configs.*.targets.*"
"""Where in a prometheus.yml the places stand that it looks at."""


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Looker(Fact):
    """A prometheus.yml; name: the file's.

    every: how often it looks, as it is written. ends: what it looks at, `address:port` each, by the
    names of jobs. tells: the Alertmanagers that it calls, likewise. rules: its files of rules.
    more: all else that it says, by dotted paths, `*` for each item of a list.
    """

    every: Said | None
    ends: Mapping[str, tuple[Said, ...]]
    tells: tuple[Said, ...]
    rules: tuple[Said, ...]
    more: tuple[tuple[str, Said], ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Alerts(Fact):
    """A file of rules for Prometheus; name: the file's. groups: of rules, by their names."""

    groups: tuple[Said, ...]
