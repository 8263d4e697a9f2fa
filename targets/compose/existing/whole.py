"""What comes of a Compose file with all that it takes in.

Compose lays an override file over the main one by itself, adds what `include` names, and copies
what services extend. Files are opened only among the paths that were given; where one is missing,
the whole is open, and nobody can tell which names it gives.

Source: compose-spec, "Merge Compose files", "include", "extends"; docs.docker.com, "Pre-defined
environment variables", COMPOSE_FILE; docker-compose 1.29.2, config/config.py.
"""

from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, join, normpath

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.lint.facts.said import Said
from dbstackc.lint.reader import Beside, Context
from dbstackc.lint.yaml import Node

from .file import File, Taken, read
from .merge import laid

MAINS = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
"""Names that Compose looks for, the first of them first."""

OVERRIDES = (
    "compose.override.yml", "compose.override.yaml",
    "docker-compose.override.yml", "docker-compose.override.yaml",
)  # fmt: skip
"""Names of what Compose lays over a main file by itself."""

MOST = 50
"""Files that one file takes in, with what those take in."""

DEEPEST = 40
"""How far a service that extends another is followed."""

ENOUGH = 50_000
"""Values that are copied into services; of a file that asks for more, the rest stays as it is."""


def whole(file: File, context: Context, variables: Mapping[str, str], report: Report) -> File:
    """Return a file with what it takes in.

    variables: those that are known. Reports: compose/undefined-name, compose/circle.
    """
    if file.root is None or file.root.kind != "mapping" or context.fragment:
        return file
    name = basename(file.source.name)
    overlays = tuple(_overlays(file.source, context.beside, variables))
    amends = (
        bool(context.under) or context.is_part or name in OVERRIDES or name in _asked(variables)[1:]
    )
    if not overlays and not context.under and not _takes(file.root):
        return file._replace(amends=amends)
    maker = _Whole(file.source, context.beside, variables, report)
    root = maker.services_of(file.root, file.source, "")
    for place in reversed(context.under):
        root = maker.over(place, root)
    for said, other in overlays:
        maker.taken.append(Taken(said, other.name, "over"))
        over = maker.root_of(other)
        if over is not None:
            root = laid(root, maker.services_of(over, other, ""))
    root = maker.with_included(root)
    return file._replace(whole=root, taken=tuple(maker.taken), is_open=maker.is_open, amends=amends)


def _asked(variables: Mapping[str, str]) -> list[str]:
    """Return the files that a `.env` asks for."""
    by = variables.get("COMPOSE_PATH_SEPARATOR") or ":"
    return [normpath(each) for each in variables.get("COMPOSE_FILE", "").split(by) if each]


def _overlays(
    source: Source, beside: Beside, variables: Mapping[str, str]
) -> Iterator[tuple[Said, Source]]:
    """Yield the files that Compose lays over one by itself."""
    name, at = basename(source.name), Span(source, 0, 0)
    asked = _asked(variables)
    if asked:
        names: tuple[str, ...] = tuple(asked[1:]) if asked[0] == name else ()
    else:
        is_main = name in MAINS
        earlier = MAINS[: MAINS.index(name)] if is_main else ()
        is_used = is_main and all(beside(each) is None for each in earlier)
        names = OVERRIDES if is_used else ()
    for each in names:
        other = beside(each)
        if other is not None and other.name != source.name:
            yield Said(each, at), other
            if not asked:
                return


def _takes(root: Node) -> bool:
    """Tell whether a file extends or includes anything."""
    inside = root.get("services")
    return root.get("include") is not None or any(
        body.get("extends") is not None for _, body in (inside.pairs if inside is not None else ())
    )


class _Whole:
    """Follow what files take in, each file read once and each service copied once."""

    def __init__(
        self, source: Source, beside: Beside, variables: Mapping[str, str], report: Report
    ) -> None:
        self.beside = beside
        self.variables = variables
        self.report = report
        self.taken: list[Taken] = []
        self.is_open = False
        self._roots: dict[str, Node | None] = {}
        self._done: dict[tuple[str, str], Node | None] = {}
        self._services: dict[str, dict[str, Node]] = {}
        self._copied = 0

    def root_of(self, source: Source) -> Node | None:
        """Return the tree of another file; what is wrong with it is told where it is read."""
        if source.name not in self._roots:
            if len(self._roots) >= MOST:
                self.is_open = True
                return None
            self._roots[source.name] = read(source, self.variables, Report()).root
        return self._roots[source.name]

    def over(self, place: str, root: Node) -> Node:
        """Return a tree laid over the file at a place."""
        other = self.beside(place)
        base = self.root_of(other) if other is not None else None
        if other is None or base is None:
            self.is_open = True
            return root
        self.taken.append(Taken(Said(place, root.span), other.name, "under"))
        return laid(self.services_of(base, other, dirname(place)), root)

    def services_of(self, root: Node, source: Source, folder: str) -> Node:
        """Return a tree in which each service that extends another is a copy, changed."""
        inside = root.get("services")
        if inside is None or not any(body.get("extends") for _, body in inside.pairs):
            return root
        pairs = tuple(
            (name, self._extended(name.said.text, root, source, folder, ()) or body)
            for name, body in inside.pairs
        )
        return root._replace(
            pairs=tuple(
                (key, inside._replace(pairs=pairs) if key.said.text == "services" else value)
                for key, value in root.pairs
            )
        )

    def _extended(
        self,
        name: str,
        root: Node,
        source: Source,
        folder: str,
        path: tuple[tuple[str, str], ...],
    ) -> Node | None:
        """Return a service with what it extends; None where it is not there."""
        token = (source.name, name)
        if token in self._done:
            return self._done[token]
        body = self._service(name, root, source)
        extends = body.get("extends") if body is not None else None
        if body is None or extends is None:
            return body
        if token in path:
            self._circle(extends, [one for _, one in (*path, token)])
            return body
        if len(path) > DEEPEST or self._copied > ENOUGH:
            self.is_open = True
            return body
        base = self._base(extends, name, (root, source, folder), (*path, token))
        if base is not None:
            self._copied += sum(1 + len(v.items) + len(v.pairs) for _, v in base.pairs)
        made = body if base is None else _unextended(laid(base, body))
        self._done[token] = made
        return made

    def _service(self, name: str, root: Node, source: Source) -> Node | None:
        known = self._services.get(source.name)
        if known is None:
            inside = root.get("services")
            pairs = inside.pairs if inside is not None else ()
            known = {key.said.text: value for key, value in pairs}
            self._services[source.name] = known
        return known.get(name)

    def _base(
        self,
        extends: Node,
        name: str,
        home: tuple[Node, Source, str],
        path: tuple[tuple[str, str], ...],
    ) -> Node | None:
        """Return what a service extends; None where that cannot be told."""
        root, source, folder = home
        said = extends.get("file")
        asked = extends.get("service") if extends.kind == "mapping" else extends
        if asked is None or asked.kind != "scalar" or not asked.certain:
            return None
        if said is not None:
            if not said.certain or said.kind != "scalar":
                self.is_open = True
                return None
            place = normpath(join(folder, said.said.text))
            other = self.beside(place)
            found = self.root_of(other) if other is not None else None
            if other is None or found is None:
                self.is_open = True
                return None
            if other.name != source.name:
                self.taken.append(Taken(said.said, other.name, "base"))
            root, source, folder = found, other, dirname(place)
        base = self._extended(asked.said.text, root, source, folder, path)
        if base is None:
            if root.get("services") is not None:
                self._nothing(name, asked, root, source)
            return None
        return base

    def _nothing(self, name: str, asked: Node, root: Node, source: Source) -> None:
        inside = root.get("services")
        known = [key.said.text for key, _ in inside.pairs] if inside is not None else []
        near = nearest(asked.said.text, known)
        where = f"`{basename(source.name)}`" if source is not asked.span.source else "the file"
        self.report.error(
            "compose/undefined-name",
            f"`{name}` extends `{asked.said.text}`, which {where} does not have",
            at=asked.span,
            note="Docker refuses the whole file",
            help=f"did you mean `{near}`?" if near else "",
        )

    def _circle(self, extends: Node, names: list[str]) -> None:
        self.report.error(
            "compose/circle",
            f"services extend each other: {' → '.join(names)}",
            at=extends.span,
            note="Docker refuses the whole file",
            help="take one of them away",
        )

    def with_included(self, root: Node) -> Node:
        """Return a tree with what it includes; its own values come first."""
        waiting = [(root, "")]
        seen: set[str] = set()
        while waiting:
            tree, folder = waiting.pop()
            for said in _included(tree.get("include")):
                place = normpath(join(folder, said.said.text))
                other = self.beside(place) if said.certain else None
                found = self.root_of(other) if other is not None else None
                if other is None or found is None:
                    self.is_open = True
                elif other.name not in seen:
                    seen.add(other.name)
                    self.taken.append(Taken(said.said, other.name, "beside"))
                    made = self.services_of(found, other, dirname(place))
                    root = laid(made, root)
                    waiting.append((found, dirname(place)))
        return root


def _unextended(body: Node) -> Node:
    """Return a service that has all that it extends."""
    return body._replace(pairs=tuple(p for p in body.pairs if p[0].said.text != "extends"))


def _included(node: Node | None) -> Iterator[Node]:
    """Yield the paths that an `include` names."""
    for item in node.items if node is not None else ():
        path = item.get("path") if item.kind == "mapping" else item
        if path is not None:
            yield from path.items if path.kind == "sequence" else (path,)
