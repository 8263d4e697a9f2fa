"""The stacks of lark's parser, asked before they are told.

Three facts about lark that this file is built around:

1. `choices()` lists entries of the table, some of which fail later; `accepts()` tells the truth by
   trying them all, which is slow. `welcomes` follows the one that matters on a copy of the states.
2. `feed_token` reduces before it refuses, and a reduction may change a list in place. So nothing is
   fed that is not welcome; putting copies of the stacks back would not undo everything.
3. To pop below the start of a statement would lose its neighbours. Each open block has a floor.
"""

from typing import TYPE_CHECKING, Any, cast

from dbstackc.syntax.lexeme import Lexeme

if TYPE_CHECKING:
    from lark import Token
    from lark.parsers.lalr_interactive_parser import InteractiveParser


class Stack:
    """What the parser has seen and not put together yet."""

    def __init__(self, parser: "InteractiveParser") -> None:
        self._parser = parser
        self._states: list[Any] = parser.parser_state.state_stack
        self._values: list[Any] = parser.parser_state.value_stack
        self._floors = [len(self._states)]

    def feed(self, lexeme: Lexeme) -> Any:
        """Take a welcome lexeme; for `$END`, return what the grammar's first rule made."""
        made = self._parser.feed_token(cast("Token", lexeme))
        if lexeme.type == "OPEN":
            self._floors.append(len(self._states))
        elif lexeme.type == "CLOSE":
            self._floors.pop()
        elif lexeme.type in ("_NEWLINE", "SEMICOLON"):
            self._floors[-1] = len(self._states)
        return made

    def pop_to(self, kind: str) -> bool:
        """Drop parts of the statement until a kind of lexeme is welcome; False if it never is."""
        while not self.welcomes(kind):
            if len(self._states) <= self._floors[-1]:
                return False
            self._states.pop()
            self._values.pop()
        return True

    def welcomes(self, kind: str) -> bool:
        """Whether the parser would take a kind of lexeme now.

        A line end counts as a `;`: that a list goes on in the next line has been settled before.
        """
        kind = "SEMICOLON" if kind == "_NEWLINE" else kind
        conf = self._parser.parser_state.parse_conf
        states = list(self._states)
        while True:
            action = conf.states[states[-1]].get(kind)
            if action is None:
                return False
            rule = action[1]
            if isinstance(rule, int):
                return True
            if rule.expansion:
                del states[-len(rule.expansion) :]
            states.append(conf.states[states[-1]][rule.origin.name][1])
            if kind == "$END" and states[-1] == conf.end_state:
                return True
