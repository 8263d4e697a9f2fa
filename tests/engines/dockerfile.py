"""Read a Dockerfile without an engine: its instructions, and the shell lines that it runs."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.engines import ask

KNOWN = frozenset(
    (
        *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK"),
        *("LABEL", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
    )
)


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each instruction and what follows it, lines that continue joined.

    Source: Docker documentation, "Dockerfile reference", format.
    """
    whole = ""
    for line in text.splitlines():
        if line.startswith("#") or (not line.strip() and not whole):
            continue
        whole += line + "\n"
        if not line.endswith("\\"):
            word, _, rest = whole.partition(" ")
            yield word.strip(), rest
            whole = ""
    if whole:
        yield "", whole


def judge(path: Path) -> str:
    """Say what is wrong with a Dockerfile: shellcheck reads all that it runs."""
    found, stages = [], set()
    for index, (word, rest) in enumerate(instructions(path.read_text(encoding="utf-8"))):
        if word not in KNOWN or not rest.strip():
            found.append(f"no instruction: {word} {rest.strip()}")
        elif index == 0 and word not in ("ARG", "FROM"):
            found.append(f"it begins with {word}")
        elif word == "FROM":
            stages.update(re.findall(r" AS (\S+)", rest))
        elif word == "COPY":
            for stage in re.findall(r"--from=(\S+)", rest):
                if stage not in stages:
                    found.append(f"no stage is called {stage}")
        elif word == "RUN":
            found.append(_shell(path, rest))
    return "\n".join(each for each in found if each)


def _shell(path: Path, line: str) -> str:
    """Ask shellcheck about what one instruction runs; its ARGs are variables of the shell."""
    script = path.with_name(f"{path.name}.run.sh")
    script.write_text(f"#!/bin/sh\n# shellcheck disable=SC2154\n{line}", encoding="utf-8")
    try:
        return ask.shell(script)
    finally:
        script.unlink()
