"""Services that are alike are printed once; what differs is put in afterwards."""

from collections.abc import Callable, Mapping
from operator import attrgetter

from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.emit.service.spec import Birth, Origins, Recipe, Service
from dbstackc.emit.trace import Lines
from dbstackc.emit.yaml import From, Scalar, Value, quote, write

_NOWHERE = Source("", "")

SPANS = {
    name: Span(_NOWHERE, 0, 0) for name in ("thing", "image", "memory", "network", "ports", "check")
}
"""Stand-ins for the fields of `Origins`, told apart by identity."""

_NAMES = {id(span): name for name, span in SPANS.items()}


def slot(name: str) -> Scalar:
    """Return a place for a value that differs; no printed text has a NUL of its own."""
    return Scalar(f"\0{name}\0")


def at(value: Value, origin: str) -> From:
    """Say which field of a service's origins a value's lines come from."""
    return From(value, SPANS[origin])


class Template:
    """Lines with slots, in runs of one origin."""

    __slots__ = ("_height", "_runs", "_text")

    def __init__(self, value: Mapping[str, Value], depth: int) -> None:
        lines = Lines()
        write(lines, From(value, SPANS["thing"]), dollars=True, depth=depth)
        parts = lines.text[:-1].replace("%", "%%").split("\0")
        parts[1::2] = [f"%({name})s" for name in parts[1::2]]
        self._text = "".join(parts)
        self._height = self._text.count("\n") + 1
        self._runs = [(line, attrgetter(_NAMES[id(span)])) for line, span in lines.trace]

    def fill(self, lines: Lines, values: Mapping[str, str], origins: Origins) -> None:
        """Add the lines with values, scalars already, in the slots."""
        runs = [(line, of(origins)) for line, of in self._runs]
        lines.place(self._text % values, self._height, runs)


class Templates:
    """What was printed once, for all files of a stack; forms are few, however many containers."""

    __slots__ = ("_births", "_forms", "_numbers", "_recipes")

    def __init__(self) -> None:
        self._forms: dict[tuple[object, ...], Template] = {}
        self._numbers: dict[tuple[object, ...], int] = {}
        self._recipes: dict[Recipe, tuple[int, dict[str, str]]] = {}
        self._births: dict[Birth, Template] = {}

    def service(
        self, service: Service, said: Callable[[Service], Mapping[str, Value]]
    ) -> tuple[Template, dict[str, str]]:
        """Return the template of a service, and the values that go into it.

        said: prints one of its form.
        """
        recipe = service.recipe
        known = self._recipes.get(recipe)
        if known is None:
            number = self._numbers.setdefault(_form(recipe), len(self._numbers))
            known = self._recipes[recipe] = (number, _shared(recipe))
        form = (
            known[0],
            service.network,
            service.joins,
            service.apart,
            service.alias,
            service.after,
            service.address and ":" in service.address,
            len(service.ports),
            len(service.hosts),
            len(service.volumes),
            *[mount.inside for mount in service.mounts],
        )
        template = self._forms.get(form)
        if template is None:
            template = self._forms[form] = Template(said(service), 2)
        return template, {**known[1], **_own(service)}

    def birth(
        self, service: Service, birth: Birth, said: Callable[[Birth, Service], Mapping[str, Value]]
    ) -> tuple[Template, dict[str, str]]:
        """Return the template of a birth, and the values that go into it."""
        template = self._births.get(birth)
        if template is None:
            template = self._births[birth] = Template(said(birth, service), 2)
        return template, _own(service)


def _form(recipe: Recipe) -> tuple[object, ...]:
    """Return all of a recipe that no slot stands for."""
    return (
        recipe.role,
        recipe.image,
        recipe.entrypoint,
        recipe.command,
        tuple(recipe.environment),
        recipe.secrets,
        recipe.binds,
        recipe.capabilities,
        recipe.user,
        recipe.workdir,
        recipe.health,
        recipe.memory,
        recipe.grace,
        tuple(recipe.labels),
    )


def _shared(recipe: Recipe) -> dict[str, str]:
    """Return what services of one recipe have in common, as scalars, by slot."""
    found = {f"env.{name}": _text(value) for name, value in recipe.environment.items()}
    found.update({f"label.{name}": _text(value) for name, value in recipe.labels.items()})
    return found


def _text(text: str) -> str:
    return quote(text.replace("$", "$$"))


def _own(service: Service) -> dict[str, str]:
    """Return what is a service's own, as scalars, by slot.

    No `$` among them: they are made of names, which cannot have one, paths of ours and numbers.
    """
    host = service.host
    found = {"name": quote(service.name)}
    for index, mount in enumerate(service.mounts):
        found[f"source{index}"] = quote(f"./{mount.source(host)}")
    for index, mount in enumerate(service.born_with):
        found[f"born{index}"] = quote(f"./{mount.source(host)}")
        found[f"into{index}"] = quote(mount.inside)
    for index, volume in enumerate(service.volumes):
        found[f"volume{index}"] = quote(f"{volume.name}:{volume.inside}")
    for index, (outer, inner) in enumerate(service.ports):
        at = f"{service.only_at}:" if service.only_at else ""
        found[f"port{index}"] = f'"{at}{outer}:{inner}"'
    for index, entry in enumerate(service.hosts):
        found[f"host{index}"] = quote(entry)
    if service.address:
        found["address"] = quote(service.address)
    return found
