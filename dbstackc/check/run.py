"""Run the rules over a topology."""

from collections.abc import Collection, Sequence

from dbstackc.base.report import Report
from dbstackc.check import rule as one
from dbstackc.check.allow import allows, apply
from dbstackc.model.topology import Topology
from dbstackc.syntax.tree import Tree

OWN = ("unused-allow", "allow-form")
"""What this floor reports by itself."""


def check(
    topology: Topology,
    trees: Sequence[Tree],
    report: Report,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> None:
    """Report whatever the rules find and no comment allows.

    select: names of rules to run, all if empty; ignore: names not to run.
    """
    every = one.rules()
    found = Report()
    for rule in every:
        if rule.name not in ignore and (not select or rule.name in select):
            rule.check(topology, one.Report(rule.name, rule.level, found))
    allowed = allows(trees, [rule.name for rule in every], report)
    ran = {rule.name for rule in every if not select or rule.name in select} - set(ignore)
    apply(found, [allow for allow in allowed if allow.rule in ran], report)
