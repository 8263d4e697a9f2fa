"""The parser's stacks: what has been seen and not put together yet.

`feed` shifts and reduces by the table, as lark's own LALR parser does. It reduces before it refuses
and a reduction may lengthen a list in place; so who means to go on after a refusal asks `welcomes`
first, which follows the table on a copy of the states.
"""

from typing import Any

from dbstackc.syntax.build import makers
from dbstackc.syntax.lexeme import Lexeme
from dbstackc.syntax.table import Table


class RefusedError(Exception):
    """A lexeme that the grammar does not allow in its place."""


class Stack:
    """An LALR(1) parser at some point of a text."""

    __slots__ = ("_actions", "_end", "_rules", "_states", "_values")

    def __init__(self, table: Table) -> None:
        self._actions = table.actions
        self._end = table.end
        # An action of -1 is the first rule, which is the last here.
        self._rules = [
            (rule.name, rule.size, make)
            for rule, make in zip(table.rules, makers(table.rules), strict=True)
        ][::-1]
        self._states = [table.start]
        self._values: list[Any] = []

    @property
    def height(self) -> int:
        """How many states lie on each other."""
        return len(self._states)

    def feed(self, lexeme: Lexeme) -> Any:
        """Take a lexeme; for `$END`, return what the grammar's first rule made.

        Raises RefusedError; the stacks are of no use then.
        """
        states, values, actions = self._states, self._values, self._actions
        kind = lexeme.type
        action = actions[states[-1]].get(kind)
        while action is not None:
            if action >= 0:
                states.append(action)
                values.append(lexeme)
                return None
            name, size, make = self._rules[action]
            if size:
                made = make(values[-size:])
                del states[-size:], values[-size:]
            else:
                made = make([])
            state = actions[states[-1]][name]
            states.append(state)
            values.append(made)
            if state == self._end:
                return made
            action = actions[state].get(kind)
        raise RefusedError

    def welcomes(self, kind: str) -> bool:
        """Whether a kind of lexeme may come now.

        A line end counts as a `;`: that a list goes on in the next line has been settled before.
        """
        kind = "SEMICOLON" if kind == "_NEWLINE" else kind
        states, actions = list(self._states), self._actions
        action = actions[states[-1]].get(kind)
        while action is not None and action < 0:
            name, size, _ = self._rules[action]
            if size:
                del states[-size:]
            states.append(actions[states[-1]][name])
            if states[-1] == self._end:
                return True
            action = actions[states[-1]].get(kind)
        return action is not None

    def pop_to(self, kind: str, floor: int) -> bool:
        """Drop half-built parts until a kind of lexeme may come; False if that never is.

        floor: the height to stop at; below it are the neighbours of the statement.
        """
        while not self.welcomes(kind):
            if len(self._states) <= floor:
                return False
            self._states.pop()
            self._values.pop()
        return True
