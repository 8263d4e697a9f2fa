"""Run one command: read the command line, call the command, and turn whatever happens into a code.

No exception reaches the user as a traceback unless it is asked for.
"""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any, NoReturn

from dbstackc.base.report import Report
from dbstackc.surface.asked import Asked
from dbstackc.surface.exits import (
    BROKEN,
    BUG,
    INTERRUPTED,
    MISUSED,
    PIPE,
    TERMINATED,
    MisreadError,
    MisuseError,
)
from dbstackc.surface.progress import is_watched
from dbstackc.surface.talk import Talk, prepare


class _Terminated(BaseException):
    """The run was asked to end; raised so that what is half done is undone."""


def run(argv: Sequence[str]) -> NoReturn:
    """Run what the command line asks for, and exit with its code."""
    from dbstackc.surface import argv as plain

    # a run is short, and looking for circles in a large stack takes a fifth of it
    gc.disable()
    prepare()
    talk = Talk()
    asked: tuple[str, Asked] | None = None
    why: tuple[str, str, str] | None = None
    try:
        signal.signal(signal.SIGTERM, _terminate)
        asked = plain.read(argv, os.environ)
        if asked is None:
            from dbstackc.surface import cli

            asked = cli.read(argv)
        name, values = asked
        talk = Talk(values.text("color", "auto"), values.count("quiet"), values.count("verbose"))
        _go_to(values.text("directory"))
        if not (talk.quiet or values.flag("no-progress")) and is_watched(sys.stderr, os.environ):
            talk.progress.begin(name)
        module = f"{name}_" if iskeyword(name) else name
        code = import_module(f"dbstackc.surface.commands.{module}").run(values, talk)
        talk.progress.end()
        if sys.stdout:
            sys.stdout.flush()
    except MisuseError as error:
        talk.warn(f"error: {error.title}" + (f"\n  help: {error.hint}" if error.hint else ""))
        code, why = error.code, (error.rule, error.title, error.hint)
    except MisreadError as error:
        code, why = MISUSED, ("misuse", str(error), "")
    except KeyboardInterrupt:
        talk.warn("interrupted")
        code, why = INTERRUPTED, ("interrupted", "interrupted", "")
    except _Terminated:
        code = TERMINATED
    except BrokenPipeError:
        code = PIPE
    except OSError as error:
        if _is_output(error):
            title = f"the output cannot be written: {error.strerror}"
            talk.warn(f"error: {title}")
            code, why = BROKEN, ("cannot-write", title, "")
        else:
            code, why = _apologise(error, asked, talk)
    except Exception as error:
        code, why = _apologise(error, asked, talk)
    talk.progress.end()
    if why is not None:
        _refuse(argv, asked, code, why, talk)
    _end(code)


def _refuse(
    argv: Sequence[str],
    asked: tuple[str, Asked] | None,
    code: int,
    why: tuple[str, str, str],
    talk: Talk,
) -> None:
    """Tell programs too why there is no product: where their findings go, in their form.

    why: the name of the finding, its title, and what to do about it.
    """
    from dbstackc.surface.refusal import machine_form, refused

    form = machine_form(argv, asked, os.environ)
    if not form or talk.gave:
        return
    text = refused(form, code, *why)
    try:
        if place := asked[1].text("output-file") if asked else "":
            from dbstackc.work.files import replace

            replace(Path(place), text.encode(), Report())
        else:
            talk.out(text)
    except OSError:
        return


def _end(code: int) -> NoReturn:
    """Exit; what cannot be written any more is nobody's to read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except (OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
    sys.exit(code)


def _terminate(*_: Any) -> NoReturn:
    raise _Terminated


def _go_to(folder: str) -> None:
    if not folder:
        return
    try:
        os.chdir(folder)
    except OSError as error:
        raise MisuseError(f"`{folder}` is no folder to work in: {error.strerror}") from None


def _is_output(error: OSError) -> bool:
    """Tell whether an error is that of a stream: it names no file."""
    return error.filename is None and error.errno is not None


def _apologise(
    error: Exception, asked: tuple[str, Asked] | None, talk: Talk
) -> tuple[int, tuple[str, str, str]]:
    from dbstackc.surface.apology import write_apology

    place = write_apology(error, asked)
    talk.warn(
        "bug: sorry, dbstackc failed by a fault of its own\n"
        f"  note: {place}\n"
        "  help: send that file to the project; it holds nothing of your files"
    )
    if talk.verbose > 1:
        from dbstackc.surface.apology import traced

        talk.warn(traced(error))
    return BUG, ("bug", "dbstackc failed by a fault of its own", "")
