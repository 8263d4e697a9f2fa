"""A shell text into commands and their words, each with its place.

Source: POSIX.1-2017, Shell Command Language, sections 2.2 "Quoting", 2.3 "Token recognition", 2.7.4
"Here-document".
"""

import re
from typing import NamedTuple

from dbstackc.base.source import Source
from dbstackc.base.span import Span

_DEEPER = frozenset(("for", "while", "until", "if", "case", "select"))
_BACK = frozenset(("done", "fi", "esac"))
_LEAD = frozenset(("do", "then", "else", "elif", "!", "{", "}", "time", "exec"))
_SUDO = frozenset(("sudo", "nohup", "command", "env"))
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_ASSIGNED = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=", re.ASCII)
_PROMPT = re.compile(r"[ \t]*(?:\[[^\]\n]*\][$#]|[\w.-]+@[\w.-]+[^\s$#]*[$#]|[$>])[ \t]+(?=\S)")


class Word(NamedTuple):
    """A word as the shell understands it; span: as it is written, quotes included.

    certain: whether its text is known: no variable or command has a part in it.
    """

    text: str
    span: Span
    certain: bool = True


class Command(NamedTuple):
    """A simple command: its words, the first of them the program, without `sudo`.

    decided: whether it surely runs once: it stands in no loop and under no condition.
    """

    words: tuple[Word, ...]
    span: Span
    decided: bool = True

    @property
    def program(self) -> str:
        """The name of the program, without its folder."""
        return self.words[0].text.rpartition("/")[2]


def split(source: Source) -> list[Command]:
    """Return the commands of a text, in order; what is no shell gives words all the same."""
    return _Splitter(source).run()


class _Splitter:
    """One pass over a text."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.found: list[Command] = []
        self.words: list[Word] = []
        self.known: dict[str, str] = {}
        self.depth = 0
        self.ends: list[tuple[str, bool]] = []

    def run(self) -> list[Command]:
        text, size = self.text, len(self.text)
        self._skip_prompt()
        while self.at < size:
            char = text[self.at]
            if char == "\n":
                self._close()
                self.at += 1
                self._skip_bodies()
                self._skip_prompt()
            elif char in " \t\r":
                self.at += 1
            elif char == "\\" and text[self.at + 1 : self.at + 2] in ("\n", "\r"):
                self.at = text.find("\n", self.at) + 1 or size
            elif char == "#":
                end = text.find("\n", self.at)
                self.at = size if end < 0 else end
            elif char in ";&|()":
                self._close()
                self.at += 1
            elif char in "<>":
                self._redirect()
            else:
                self.words.append(self._word())
        self._close()
        return self.found

    def _skip_prompt(self) -> None:
        match = _PROMPT.match(self.text, self.at)
        if match is not None:
            self.at = match.end()

    def _redirect(self) -> None:
        """Pass by a redirection; a here-document's body is passed by at the line's end."""
        match = re.compile(r"<<-?|[<>]+[&|]?").match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1
        if self.text[self.at : self.at + 1] in ("", "\n"):
            return
        word = self._word()
        if match[0].startswith("<<") and not match[0].startswith("<<<"):
            self.ends.append((word.text, match[0] == "<<-"))

    def _skip_bodies(self) -> None:
        for end, tabs in self.ends:
            while self.at < len(self.text):
                stop = self.text.find("\n", self.at)
                stop = len(self.text) if stop < 0 else stop
                line = self.text[self.at : stop].rstrip("\r")
                self.at = min(stop + 1, len(self.text))
                if (line.lstrip("\t") if tabs else line) == end:
                    break
        self.ends = []

    def _word(self) -> Word:
        text, size, start = self.text, len(self.text), self.at
        parts: list[str] = []
        quote, certain = "", True
        while self.at < size:
            char = text[self.at]
            if quote == "'":
                end = text.find("'", self.at)
                end = size if end < 0 else end
                parts.append(text[self.at : end])
                self.at, quote = min(end + 1, size), ""
            elif char == "'" and not quote:
                quote = "'"
                self.at += 1
            elif char == '"':
                quote = "" if quote else '"'
                self.at += 1
            elif char == "\\":
                after = text[self.at + 1 : self.at + 2]
                self.at += 2
                if after != "\n":
                    parts.append(after if not quote or after in '$`"\\' else f"\\{after}")
            elif char in "$`":
                value = self._expand()
                certain = certain and value is not None
                parts.append(text[start:start] if value is None else value)
                if value is None:
                    parts.append("$")
            elif not quote and char in " \t\r\n;&|()<>":
                break
            else:
                parts.append(char)
                self.at += 1
        if self.at == start:
            self.at += 1
        return Word("".join(parts), Span(self.source, start, min(self.at, size)), certain)

    def _expand(self) -> str | None:
        """Pass by `$NAME`, `${…}`, `$(…)` or backticks; return the value where it is known."""
        text = self.text
        if text[self.at] == "`":
            end = text.find("`", self.at + 1)
            self.at = len(text) if end < 0 else end + 1
            return None
        after = text[self.at + 1 : self.at + 2]
        if after == "(":
            self.at = _closing(text, self.at + 1, "(", ")")
            return None
        if after == "{":
            end = _closing(text, self.at + 1, "{", "}")
            name = text[self.at + 2 : end - 1]
            self.at = end
            return self.known.get(name)
        match = _NAME.match(text, self.at + 1)
        if match is None:
            self.at += 1
            return "$" if after in ("", " ", '"', "\n", "'") else None
        self.at = match.end()
        return self.known.get(match[0])

    def _close(self) -> None:
        """Take the words gathered so far as a command."""
        words, self.words = self.words, []
        while words and words[0].text in (_LEAD | _SUDO):
            words = words[1:]
        while words and (given := _ASSIGNED.match(words[0].text)):
            if len(words) == 1 and words[0].certain and not self.depth:
                self.known[given[1]] = words[0].text[given.end() :]
            elif len(words) == 1:
                self.known.pop(given[1], None)
            words = words[1:]
        if not words:
            return
        first = words[0].text
        if first in _DEEPER:
            self.depth += 1
        if first not in _DEEPER | _BACK:
            span = words[0].span.join(words[-1].span)
            self.found.append(Command(tuple(words), span, self.depth == 0))
        if first in _BACK:
            self.depth = max(0, self.depth - 1)


def _closing(text: str, at: int, opens: str, closes: str) -> int:
    """Return where a bracket that opens somewhere is closed, past it; else where the line ends."""
    depth = 0
    while at < len(text) and text[at] != "\n":
        if text[at] == opens:
            depth += 1
        elif text[at] == closes:
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return at
