"""A file of nftables: its tables, with their chains, rules and sets, each word at its place.

What a file includes is not read: it is a file of its own. What a later command takes away is gone.

Source: nft(8) 1.0.6, "Input file formats", "Tables", "Chains", "Rules", "Sets".
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span

MOST = 300_000
"""Words of one file that are read."""

FAMILIES = frozenset(("ip", "ip6", "inet", "arp", "bridge", "netdev"))
_ADDING = frozenset(("add", "create", "insert", "replace"))
_TAKING = frozenset(("delete", "destroy", "flush"))
_SETS = frozenset(("set", "map"))
_BLOCKS = _SETS | {"table", "chain", "flowtable", "counter", "quota", "limit", "ct", "secmark"}

_WORD = re.compile(
    r"(?P<blank>[ \t\r\f\v]+|\\\r?\n|#[^\n]*)|(?P<end>[\n;])|\"(?P<quoted>[^\"\n]*)\"?"
    r"|[!=<>]=|[{}(),=]|[^\s{}(),;=\"#\\]+|."
)


class Word(NamedTuple):
    """A word or a sign: what it says without quotes, and where; quoted: whether it had some."""

    text: str
    start: int
    end: int
    quoted: bool = False


class Chain:
    """A chain: kind, hook and policy are None but of one that packets come to by themselves."""

    def __init__(self, table: "Table", name: Word) -> None:
        self.table = table
        self.name = name
        self.kind: Word | None = None
        self.hook: Word | None = None
        self.policy: Word | None = None
        self.end = name.end
        self._age = table.age
        self._first: list[tuple[Word, ...]] = []
        self._rules: list[tuple[Word, ...]] = []

    @property
    def rules(self) -> list[tuple[Word, ...]]:
        """Its rules, in the order that they are asked."""
        return [*reversed(self._first), *self._rules] if self._age == self.table.age else []

    def add(self, rule: tuple[Word, ...], *, first: bool = False) -> None:
        """Take a rule, after all others or before them."""
        if self._age != self.table.age:
            self.flush()
        (self._first if first else self._rules).append(rule)
        self.end = max(self.end, rule[-1].end)

    def flush(self) -> None:
        """Forget the rules."""
        self._age, self._first, self._rules = self.table.age, [], []


class Table:
    """A table: its chains, and the members of its sets, by their names; age: how often flushed."""

    def __init__(self, family: str, name: str) -> None:
        self.family = family
        self.name = name
        self.chains: dict[str, Chain] = {}
        self.sets: dict[str, list[Word]] = {}
        self.age = 0


class Ruleset:
    """A whole file.

    tables: by family and name, in order. defined: what `define` puts in place of a name.
    whole: whether all of it was read. budget: words that may yet be put in place of names.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tables: dict[tuple[str, str], Table] = {}
        self.defined: dict[str, tuple[Word, ...]] = {}
        self.whole = True
        self.budget = MOST

    def span(self, first: Word, last: Word) -> Span:
        """Return where some words stand."""
        return Span(self.source, first.start, last.end)

    @property
    def chains(self) -> Iterator[Chain]:
        """Every chain, in order."""
        for table in self.tables.values():
            yield from table.chains.values()


def parse(source: Source) -> Ruleset:
    """Return the tables of any text, in time that grows with its length alone."""
    reading = _Reading(Ruleset(source))
    reading.run()
    return reading.ruleset


class _Reading:
    """A text that is being read; `inside` are the blocks around the place that is reached."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.inside: list[Table | Chain | list[Word] | None] = []
        self.words: list[Word] = []
        self.depth = 0

    def run(self) -> None:
        text = self.ruleset.source.text
        count = 0
        for match in _WORD.finditer(text):
            if match["blank"] is not None:
                continue
            count += 1
            if count > MOST:
                self.ruleset.whole = False
                break
            if match["end"] is not None:
                if not self.depth:
                    self._finish()
                continue
            self._take(_word(match))
        self._finish()

    def _take(self, word: Word) -> None:
        if word.quoted or word.text not in ("{", "}"):
            self.words.append(word)
        elif word.text == "{":
            if not self.depth and self._opens():
                self.inside.append(self._opened())
                self.words = []
                return
            self.depth += 1
            self.words.append(word)
        elif self.depth:
            self.depth -= 1
            self.words.append(word)
        else:
            self._finish()
            if self.inside:
                closed = self.inside.pop()
                if isinstance(closed, Chain):
                    closed.end = word.end

    def _opens(self) -> bool:
        """Tell whether a brace opens a block after these words; else it opens a set."""
        words = [each.text for each in self.words[:2]]
        if words and words[0] in _ADDING:
            words = words[1:]
        here = self.inside[-1] if self.inside else None
        is_place = not self.inside or isinstance(here, Table)
        return is_place and bool(words) and words[0] in _BLOCKS

    def _opened(self) -> Table | Chain | list[Word] | None:
        words: Sequence[Word] = self.words[self.words[0].text in _ADDING :]
        kind = words[0].text
        rest = words[1:]
        table = self.inside[-1] if self.inside else None
        if not isinstance(table, Table):
            table, rest = self._table(rest, is_own=kind == "table")
        if table is None:
            return None
        if kind == "table":
            return table
        if kind == "chain" and rest:
            return self._chain(table, rest[0])
        if kind in _SETS and rest:
            return table.sets.setdefault(rest[0].text, [])
        return None

    def _table(
        self, words: Sequence[Word], *, is_own: bool = False
    ) -> tuple[Table | None, Sequence[Word]]:
        """Return the table that words begin with, made where it is not, and the words after it."""
        family = "ip"
        if words and words[0].text in FAMILIES and not (is_own and len(words) == 1):
            family, words = words[0].text, words[1:]
        if not words:
            return None, ()
        key = family, words[0].text
        made = self.ruleset.tables.get(key)
        if made is None:
            made = self.ruleset.tables[key] = Table(*key)
        return made, words[1:]

    def _chain(self, table: Table, name: Word) -> Chain:
        made = table.chains.get(name.text)
        if made is None:
            made = table.chains[name.text] = Chain(table, name)
        return made

    def _finish(self) -> None:
        """Take the words gathered so far as a whole."""
        words, self.words, self.depth = self.words, [], 0
        if not words:
            return
        here = self.inside[-1] if self.inside else None
        if isinstance(here, Chain):
            self._in_chain(here, words)
        elif isinstance(here, list):
            if words[0].text == "elements":
                here += words[1:]
        elif not self.inside:
            self._command(words)

    def _in_chain(self, chain: Chain, words: list[Word]) -> None:
        texts = [each.text for each in words[:4]]
        if texts[0] == "type" and len(texts) == 4 and texts[2] == "hook":
            chain.kind, chain.hook = words[1], words[3]
        elif texts[0] == "policy" and len(words) == 2:
            chain.policy = words[1]
        elif texts[0] != "comment":
            chain.add(tuple(words))

    def _command(self, words: list[Word]) -> None:
        verb = words[0].text
        if verb in ("define", "redefine") and len(words) > 3 and words[2].text == "=":
            self.ruleset.defined[words[1].text] = tuple(words[3:])
        elif verb in _ADDING and len(words) > 1:
            self._add(verb, words[1].text, words[2:])
        elif verb in _TAKING and len(words) > 1:
            self._take_away(verb, words[1].text, words[2:])
        elif verb == "table":
            self._table(words[1:], is_own=True)

    def _add(self, verb: str, kind: str, words: Sequence[Word]) -> None:
        table, rest = self._table(words, is_own=kind == "table")
        if table is None or not rest:
            return
        if kind == "chain":
            self._chain(table, rest[0])
        elif kind == "element":
            table.sets.setdefault(rest[0].text, []).extend(rest[1:])
        elif kind == "rule" and len(rest) > 1:
            chain, rule = self._chain(table, rest[0]), tuple(rest[1:])
            if rule[0].text in ("handle", "position", "index"):
                rule = rule[2:]
            if rule:
                chain.add(rule, first=verb == "insert")

    def _take_away(self, verb: str, kind: str, words: Sequence[Word]) -> None:
        tables = self.ruleset.tables
        if kind == "ruleset":
            tables.clear()
            return
        table, rest = self._table(words, is_own=kind == "table")
        if table is None:
            return
        if kind == "table" and verb == "flush":
            table.age += 1
        elif kind == "table":
            del tables[table.family, table.name]
        elif kind == "chain" and rest and rest[0].text in table.chains:
            if verb == "flush":
                table.chains[rest[0].text].flush()
            else:
                del table.chains[rest[0].text]


def _word(match: re.Match[str]) -> Word:
    quoted = match["quoted"]
    if quoted is not None:
        return Word(quoted, *match.span(), True)
    return Word(match[0], *match.span())
