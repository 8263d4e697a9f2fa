"""The rules of .dbs files over a stack that exists: lifted, built and judged, in its own words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from dbstackc.base import report as base
from dbstackc.base.diagnostic import Diagnostic, Label
from dbstackc.base.record import record, replace
from dbstackc.base.span import Span
from dbstackc.check import rule as one
from dbstackc.language.program import gather
from dbstackc.lint.edges import EDGES
from dbstackc.lint.excerpt import settled
from dbstackc.lint.lift.lift import lift
from dbstackc.lint.stack import Stack
from dbstackc.lint.standing import LIFTED, Lifts
from dbstackc.model.build import build
from dbstackc.model.engine import tagged
from dbstackc.model.thing import Thing
from dbstackc.model.topology import Topology

Place = tuple[str, int]
"""A file's name and a line of it, as a finding lies there."""


@record(frozen=True, slots=True)
class Judge:
    """What judges stacks: the rules that are asked for, and what was found before them.

    told: by place, the rules that said something there.
    """

    rules: tuple[one.Rule, ...]
    told: Mapping[Place, frozenset[str]]

    def judge(self, stack: Stack, report: base.Report) -> None:
        """Report what the rules find in a stack, at the places of its own files.

        Silent where its topology does not stand: a part of it was not seen.
        """
        rules = self._that_may_speak(stack)
        lifted = lift(stack, is_named=False) if rules else None
        if lifted is None:
            return
        ground = base.Report()
        topology = build(gather([lifted.tree], ground), "stack", ground)
        if ground.has_errors:
            return
        kinds = {read.source: read.reader.kind for read in stack.reads}
        for rule in rules:
            lifts = LIFTED[rule.name]
            found = base.Report()
            rule.check(_that_says(topology, lifts), one.Report(rule.name, rule.level, found))
            once: set[Span] = set()
            for each in found:
                at = each.primary.span if each.primary is not None else None
                if at is None or at in once or any(text in _told(each) for text in lifts.ours):
                    continue
                once.add(at)
                spans = list(_spans(each))
                if any(kinds.get(span.source) in lifts.elsewhere for span in spans):
                    continue
                if not lifted.guesses.isdisjoint(spans):
                    continue
                if not self.told.get(place(settled(at)), frozenset()) & set(lifts.beside):
                    report.add(_worded(each, lifts, lifted.called))

    def _that_may_speak(self, stack: Stack) -> tuple[one.Rule, ...]:
        if not EDGES.issuperset(stack.kinds):
            return self.rules
        return tuple(rule for rule in self.rules if LIFTED[rule.name].edges(stack))


def judges(asked: Callable[[str], bool], found: Iterable[Diagnostic]) -> Judge:
    """Return what judges with those rules of .dbs files that stand over others and are asked for.

    found: what other rules said already.
    """
    told: dict[Place, set[str]] = {}
    for each in found:
        if each.primary is not None:
            told.setdefault(place(each.primary.span), set()).add(each.rule)
    chosen = tuple(rule for rule in one.rules() if rule.name in LIFTED and asked(rule.name))
    return Judge(chosen, {at: frozenset(rules) for at, rules in told.items()})


def place(span: Span) -> Place:
    """Return the file and the line that a span begins in."""
    return span.source.name, span.place[0]


def _spans(found: Diagnostic) -> Iterator[Span]:
    if found.primary is not None:
        yield found.primary.span
    yield from (label.span for label in found.beside)


def _told(found: Diagnostic) -> str:
    labels = [found.primary, *found.beside]
    return "\n".join((found.title, *(label.text for label in labels if label is not None)))


def _that_says(topology: Topology, lifts: Lifts) -> Topology:
    """Return a topology without the things that do not say what a rule looks at."""
    if lifts.series:
        clusters = tuple(each for each in topology.clusters if tagged(each.image))
        topology = replace(topology, clusters=clusters)
    for each in lifts.said:
        kind, _, field = each.partition(".")
        things = tuple(thing for thing in getattr(topology, kind) if _says(thing, field))
        topology = replace(topology, **{kind: things})
    return topology


def _says(thing: Thing, field: str) -> bool:
    origin = thing.origins.get(field)
    return origin is not None and origin.how == "said"


def _worded(found: Diagnostic, lifts: Lifts, called: Mapping[str, str]) -> Diagnostic:
    """Return a finding in the words of the files: their names, and no words of the language."""
    pattern = re.compile(
        "|".join(rf"`{re.escape(name)}`|(?<![\w.-]){re.escape(name)}(?![\w-])" for name in called)
    )

    def word(text: str) -> str:
        return pattern.sub(lambda hit: called[hit[0].strip("`")], text) if called else text

    def label(each: Label) -> Label:
        return Label(each.span, word(each.text))

    return replace(
        found,
        title=word(found.title),
        primary=found.primary and label(found.primary),
        beside=tuple(map(label, found.beside)),
        notes=tuple(map(word, found.notes)),
        helps=tuple(map(word, found.helps if lifts.help is None else (lifts.help,))),
        fix=None,
    )
