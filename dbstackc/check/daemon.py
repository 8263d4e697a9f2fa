"""What verbatim lines put into daemon.json."""

import json
from collections.abc import Iterator
from typing import Any

from dbstackc.base.span import Span
from dbstackc.model.machine import Engine


def members(engine: Engine) -> Iterator[tuple[str, Any, Span]]:
    """Yield each member of an engine's verbatim lines, and where it is said.

    A line that is no JSON has none.
    """
    for index, line in enumerate(engine.verbatim):
        try:
            said = json.loads("{" + line + "}")
        except ValueError:
            continue
        for key, value in said.items():
            yield key, value, engine.origin(f"verbatim.{index}")
