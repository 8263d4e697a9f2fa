"""The blocks of a stack's files, as the rules of this format go through them."""

from collections.abc import Iterator

from dbstackc.lint.stack import Stack

from .expand import Word
from .read import Block, Config


def blocks(stack: Stack, name: str) -> Iterator[Block]:
    """Yield the blocks of a name at the top of each file, those of a condition aside."""
    for config in stack.documents("keepalived"):
        assert isinstance(config, Config)
        yield from config.all(name)


def tracked_weight(line: Block, script: Block | None) -> Word | None:
    """Return the weight of what an instance tracks: that of the line, or else of the script.

    None where none is said, or one of nothing.
    """
    if len(line.words) > 2 and line.words[1].text == "weight":
        weight = line.words[2]
    else:
        said = script.get("weight") if script is not None else None
        if said is None or len(said.words) < 2:
            return None
        weight = said.words[1]
    return weight if weight.text.lstrip("-+").strip("0") else None
