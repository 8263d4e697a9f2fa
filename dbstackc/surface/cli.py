"""Read every form of the command line: help, mistakes, completion, environment variables.

Loading typer takes longer than checking a file, so the plain forms are read by `argv.py`.
"""

import inspect
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from dbstackc.surface.asked import Asked, Value
from dbstackc.surface.exits import MisreadError
from dbstackc.surface.table import COMMANDS, GLOBAL, Argument, Command, Flag
from dbstackc.surface.version import version


def read(argv: Sequence[str]) -> tuple[str, Asked]:
    """Return the command and what it was given; exit where help ends it.

    Where the environment says what a flag can say, the flag wins. Raises MisreadError for a
    mistake, which is told.
    """
    found: list[tuple[str, dict[str, Value]]] = []
    shared: dict[str, Value] = {}
    app = _app(found, shared)
    try:
        code = app(args=list(argv), prog_name="dbstackc", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        # where click's own classes are depends on typer's release
        if not hasattr(error, "format_message"):
            raise
        error.show()  # type: ignore[attr-defined]
        raise MisreadError(error.format_message()) from None
    if not found:
        sys.exit(code if isinstance(code, int) else 0)
    name, values = found[0]
    return name, Asked(_merge(shared, values))


def _app(found: list[tuple[str, dict[str, Value]]], shared: dict[str, Value]) -> typer.Typer:
    """Return an app whose commands only note what they were given."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Compile one description of a MySQL stack into the files its engines read.",
    )

    def everywhere(**values: Any) -> None:
        values.pop("version")
        shared.update(_said(values, GLOBAL))

    print_version = typer.Option("--version", help="Tell the version.", is_eager=True,
                                 callback=_print_version)  # fmt: skip
    _give(everywhere, [_option(flag, with_variable=True) for flag in GLOBAL])
    _add(everywhere, "version", Annotated[bool, print_version], False)
    app.callback()(everywhere)
    for command in COMMANDS:
        app.command(command.name, help=command.doc, rich_help_panel=command.group)(
            _function(command, found)
        )
    return app


def _function(command: Command, found: list[tuple[str, dict[str, Value]]]) -> Any:
    def note(**values: Any) -> None:
        said = _said(values, (*command.flags, *GLOBAL))
        for argument in command.arguments:
            if given := values.get(_key(argument.name)):
                said[argument.name] = given
        found.append((command.name, said))

    parameters = [_argument(argument) for argument in command.arguments]
    parameters += [_option(flag, with_variable=True) for flag in command.flags]
    parameters += [_option(flag, with_variable=False) for flag in GLOBAL]
    _give(note, parameters)
    note.__name__ = command.name
    return note


Parameter = tuple[str, Any, Any]
"""Name, annotation and default."""


def _give(function: Any, parameters: Sequence[Parameter]) -> None:
    """Let a function look as if it took these parameters."""
    function.__annotations__ = {}
    function.__signature__ = inspect.Signature()
    for name, annotation, default in parameters:
        _add(function, name, annotation, default)


def _add(function: Any, name: str, annotation: Any, default: Any) -> None:
    function.__annotations__[name] = annotation
    one = inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default
    )
    before = function.__signature__.parameters.values()
    function.__signature__ = inspect.Signature([*before, one])


def _argument(argument: Argument) -> Parameter:
    made = typer.Argument(help=argument.doc, metavar=argument.name, show_default=False)
    kind: Any = list[str] if argument.many else str
    default = inspect.Parameter.empty if argument.required else None
    return _key(argument.name), Annotated[kind if argument.required else kind | None, made], default


def _option(flag: Flag, *, with_variable: bool) -> Parameter:
    names = [flag.name] + ([flag.short] if flag.short else [])
    given: dict[str, Any] = {"help": flag.doc, "show_default": False}
    if with_variable:
        given |= {"envvar": flag.variable, "show_envvar": False}
    if flag.default:
        given["help"] += f" [default: {flag.default}]"
    if flag.metavar:
        given["metavar"] = flag.metavar
    if flag.kind == "switch":
        return _key(flag.key), Annotated[bool, typer.Option(*names, **given)], False
    if flag.kind == "count":
        return _key(flag.key), Annotated[int, typer.Option(*names, count=True, **given)], 0
    if flag.choices:
        given["metavar"] = "|".join(flag.choices)
        given["callback"] = _one_of(flag)
    kind: Any = list[str] if flag.kind == "many" else str
    return _key(flag.key), Annotated[kind | None, typer.Option(*names, **given)], None


def _one_of(flag: Flag) -> Any:
    def hold(value: str | None) -> str | None:
        if value is not None and value not in flag.choices:
            raise typer.BadParameter(f"{value!r} is not one of {', '.join(flag.choices)}")
        return value

    return hold


def _said(values: dict[str, Any], flags: Sequence[Flag]) -> dict[str, Value]:
    """Return what was given, by the names of the table."""
    found = {flag.key: values.get(_key(flag.key)) for flag in flags}
    return {name: value for name, value in found.items() if value}


def _merge(shared: dict[str, Value], values: dict[str, Value]) -> dict[str, Value]:
    """Join what stood before the command with what stood after it: counts add up, the rest wins."""
    merged = dict(values)
    for name, value in shared.items():
        after = values.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and isinstance(after, int):
            merged[name] = value + after
        elif after is None:
            merged[name] = value
    return merged


def _key(name: str) -> str:
    return name.replace("-", "_").lower() + ("_" if name == "DIR" else "")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"dbstackc {version()}")
        raise typer.Exit
