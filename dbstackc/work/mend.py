"""Carry out fixes, each proved: what it mends is gone, and nothing else is found."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from dbstackc.base.diagnostic import Diagnostic, Edit, Fix
from dbstackc.base.record import record

Judge = Callable[[Mapping[str, str]], Sequence[Diagnostic]]
"""Gives the findings of texts by their names; texts that are not among them are as they were."""

ROUNDS = 20
"""How often what fixes brought to light is mended in its turn."""


@record(frozen=True, slots=True)
class Mended:
    """What came of it: the texts that changed, the findings that are left, the fixes made."""

    texts: Mapping[str, str]
    found: tuple[Diagnostic, ...]
    fixes: int


def mend(texts: Mapping[str, str], judge: Judge, *, unsafe: bool = False) -> Mended:
    """Carry out the fixes that can be proved, until none is left.

    unsafe: also those that may change what the author meant.
    """
    changed: dict[str, str] = {}
    found = tuple(judge(changed))
    made, refused = 0, set[Fix]()
    for _ in range(ROUNDS):
        fixes = _apart(found, refused, unsafe)
        if not fixes:
            break
        now = {**texts, **changed}
        together = _edited(now, fixes)
        after = tuple(judge({**changed, **together}))
        if _is_better(found, after, len(fixes)):
            changed |= together
            found, made = after, made + len(fixes)
            continue
        for fix in fixes:
            alone = _edited({**texts, **changed}, [fix])
            after = tuple(judge({**changed, **alone}))
            if _is_better(found, after, 1):
                changed |= alone
                found, made = after, made + 1
                break
            refused.add(fix)
    return Mended(
        {name: text for name, text in changed.items() if text != texts[name]}, found, made
    )


def _apart(found: Sequence[Diagnostic], refused: set[Fix], unsafe: bool) -> list[Fix]:
    """Return fixes that touch no place twice, in the order of the findings."""
    taken: list[tuple[str, int, int]] = []
    chosen: list[Fix] = []
    for each in found:
        fix = each.fix
        if fix is None or not fix.edits or fix in refused or fix in chosen:
            continue
        if not (fix.safe or unsafe):
            continue
        places = [(e.span.source.name, e.span.start, e.span.end) for e in fix.edits]
        if not any(_meet(one, other) for one in places for other in taken):
            taken += places
            chosen.append(fix)
    return chosen


def _meet(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]


def _edited(texts: Mapping[str, str], fixes: Sequence[Fix]) -> dict[str, str]:
    """Return the texts that fixes change, changed."""
    edits: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.span.source.name, []).append(edit)
    made = {}
    for name, several in edits.items():
        if name not in texts:
            continue
        parts, done = [], 0
        for edit in sorted(several, key=lambda each: each.span.start):
            parts += [texts[name][done : edit.span.start], edit.text]
            done = edit.span.end
        made[name] = "".join((*parts, texts[name][done:]))
    return made


def _is_better(before: Sequence[Diagnostic], after: Sequence[Diagnostic], fixes: int) -> bool:
    """Tell whether fixes mended what they were for and added nothing."""
    was, now = Counter(each.rule for each in before), Counter(each.rule for each in after)
    return not now - was and len(after) <= len(before) - fixes
