"""What MyCat's files say of a stack."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from dbstackc.base.span import Span
from dbstackc.lint.facts.router import (
    BackEnd,
    DataHost,
    DataNode,
    Function,
    RouterSchema,
    RouterSystem,
    RouterTable,
    RouterUser,
    TableRule,
)
from dbstackc.lint.facts.said import Fact, Said
from dbstackc.lint.xml import Attribute, Element, Xml
from dbstackc.model.partition.engine.contract import trim
from dbstackc.model.partition.engine.number import INT, parsed

_SECRET = ("password", "clusterHeartbeatPass")
_MOST = 10_000
"""Names that one `$` may stand for here."""


def see(document: Xml) -> Iterator[Fact]:
    """Yield the facts of a document, in the order of the text."""
    for element in document.elements:
        around = element.parent.name if element.parent is not None else ""
        if document.kind == "schema":
            yield from _of_schema(element, around)
        elif document.kind == "rule":
            if element.name == "tableRule":
                yield _table_rule(element)
            elif element.name == "function":
                yield _function(element)
        elif element.name == "user" and around in ("mycat:server", ""):
            yield _user(element)
        elif element.name == "system" and around in ("mycat:server", ""):
            yield RouterSystem(
                name=Said("system", element.name_at),
                span=element.span,
                properties=properties_of(element),
            )


def secrets(document: Xml) -> Iterator[Span]:
    """Yield where passwords stand."""
    for element in document.elements:
        if "password" in element.attributes:
            yield element.attributes["password"].at
        name = element.attributes.get("name")
        if name is not None and name.value in _SECRET and element.name == "property":
            yield element.content_at() if element.texts else element.tag


def _of_schema(element: Element, around: str) -> Iterator[Fact]:
    if element.name == "schema":
        yield RouterSchema(
            name=name_of(element),
            span=element.span,
            attributes=attributes_of(element),
            tables=tuple(_tables(element)),
        )
    elif element.name == "table" and around == "":
        yield from _table(element, None)
    elif element.name == "dataNode":
        yield from _data_nodes(element)
    elif element.name == "dataHost":
        beats = element.of("heartbeat")
        yield DataHost(
            name=name_of(element),
            span=element.span,
            attributes=attributes_of(element),
            heartbeat=_content(beats[0]) if beats else None,
            writers=tuple(_back_end(each) for each in element.of("writeHost")),
        )


def _tables(schema: Element) -> Iterator[RouterTable]:
    for element in schema.of("table"):
        yield from _table(element, None)


def _table(element: Element, nodes: tuple[Said, ...] | None) -> Iterator[RouterTable]:
    said = attributes_of(element)
    if nodes is None:
        nodes = expanded(element.attributes["dataNode"]) if "dataNode" in said else ()
    children = tuple(child for inner in element.of("childTable") for child in _table(inner, nodes))
    for name in names_of(element):
        yield RouterTable(
            name=name, span=element.span, nodes=nodes, attributes=said, children=children
        )


def _data_nodes(element: Element) -> Iterator[DataNode]:
    said = element.attributes
    host = _value(said.get("dataHost")) or Said("", element.tag)
    database = _value(said.get("database")) or Said("", element.tag)
    names = expanded(said["name"]) if "name" in said else ()
    if len(names) < 2:
        yield DataNode(name=name_of(element), span=element.span, host=host, database=database)
        return
    hosts = expanded(said["dataHost"]) if "dataHost" in said else (host,)
    databases = expanded(said["database"]) if "database" in said else (database,)
    if len(hosts) * len(databases) != len(names):
        hosts, databases = (host,), (database,) * len(names)
    pairs = [(one, other) for one in hosts for other in databases]
    for name, (one, other) in zip(names, pairs, strict=True):
        yield DataNode(name=name, span=element.span, host=one, database=other)


def _back_end(element: Element) -> BackEnd:
    said = attributes_of(element)
    host = element.attributes.get("host")
    url = said.get("url")
    address, port = endpoint(url.text if url is not None else "")
    return BackEnd(
        name=_value(host) or Said("", element.name_at),
        span=element.span,
        url=url,
        address=address,
        port=port,
        user=said.get("user"),
        password=said.get("password"),
        weight=said.get("weight"),
        readers=tuple(_back_end(each) for each in element.of("readHost")),
    )


def endpoint(url: str) -> tuple[str | None, int | None]:
    """Return the address and the port of a url; None where they cannot be told.

    Source: MyCat 1.6.7.4, XMLSchemaLoader.createDBHostConf: native ones split at the first colon.
    """
    text = trim(url)
    if text.startswith("jdbc:"):
        _, slashes, text = text.partition("://")
        if not slashes:
            return None, None
        text = text.partition("/")[0].partition("?")[0]
        address, colon, port = text.partition(":")
        if not colon:
            return (address, 3306) if url.startswith("jdbc:mysql:") and address else (None, None)
    else:
        address, _, port = text.partition(":")
    number = parsed(trim(port), INT)
    if not trim(address) or number is None or "$" in address or "{" in address:
        return None, None
    return trim(address), number


def _table_rule(element: Element) -> TableRule:
    inside = [child for rule in element.of("rule") for child in rule.children]
    columns = [each for each in inside if each.name == "columns"]
    functions = [each for each in inside if each.name == "algorithm"]
    return TableRule(
        name=name_of(element),
        span=element.span,
        column=_content(columns[0]) if columns else None,
        function=_content(functions[0]) if functions else None,
    )


def _function(element: Element) -> Function:
    return Function(
        name=name_of(element),
        span=element.span,
        kind=_value(element.attributes.get("class")),
        properties=properties_of(element),
    )


def _user(element: Element) -> RouterUser:
    said = properties_of(element)
    return RouterUser(
        name=name_of(element),
        span=element.span,
        schemas=pieces_of(said["schemas"]) if "schemas" in said else (),
        properties=said,
    )


def name_of(element: Element) -> Said:
    """Return the name of an element; empty where it has none."""
    return _value(element.attributes.get("name")) or Said("", element.name_at)


def names_of(element: Element) -> tuple[Said, ...]:
    """Return the names of a table, as the engine splits them: blanks stay."""
    name = element.attributes.get("name")
    if name is None or "," not in name.value:
        return (name_of(element),)
    return _split(name, keep=True) or (name_of(element),)


def attributes_of(element: Element) -> dict[str, Said]:
    """Return the attributes of an element by name."""
    return {
        name: Said(each.value, each.at, name in _SECRET)
        for name, each in element.attributes.items()
    }


def properties_of(element: Element) -> Mapping[str, Said]:
    """Return the properties in an element by name, trimmed; the last of each.

    Source: MyCat 1.6.7.4, ConfigUtil.loadElements and ParameterMapping.
    """
    found: dict[str, Said] = {}
    for each in element.of("property"):
        name = each.attributes.get("name")
        if name is not None:
            said = _content(each)
            found[name.value] = Said(trim(said.text), said.span, name.value in _SECRET)
    return found


def pieces_of(said: Said) -> tuple[Said, ...]:
    """Return the pieces of a list with commas, trimmed, each where it stands."""
    attribute = Attribute("", said.text, said.span, said.span)
    return _split(attribute, keep=False)


def expanded(attribute: Attribute) -> tuple[Said, ...]:
    """Return the names that a list such as `dn$1-4,dn9` stands for, in order.

    What the engine refuses to expand stays as it is written.

    Source: MyCat 1.6.7.4, SplitUtil.split.
    """
    found: list[Said] = []
    text = trim(attribute.value)
    if text.startswith("distribute(") and text.endswith(")") and attribute.at.text == text:
        inner = Span(attribute.at.source, attribute.at.start + 11, attribute.at.end - 1)
        attribute = Attribute(attribute.name, text[11:-1], attribute.name_at, inner)
    for piece in _split(attribute, keep=False):
        found += (Said(name, piece.span) for name in _range(piece.text))
    return tuple(found)


@lru_cache(maxsize=4096)
def _range(piece: str) -> tuple[str, ...]:
    prefix, dollar, rest = piece.partition("$")
    ends = [trim(end) for end in rest.partition("$")[0].split("-") if end]
    if not dollar or not prefix or not ends:
        return (piece,)
    low, high = parsed(ends[0], INT), parsed(ends[-1], INT)
    if low is None or high is None or high - low >= _MOST:
        return (piece,)
    return tuple(f"{prefix}{number}" for number in range(low, high + 1))


def _split(attribute: Attribute, keep: bool) -> tuple[Said, ...]:
    """Split at commas; keep: blanks around pieces."""
    at, value = attribute.at, attribute.value
    exact = at.end - at.start == len(value)
    found, start = [], 0
    for piece in value.split(","):
        text = piece if keep else trim(piece)
        if text:
            first = start + (0 if keep else len(piece) - len(piece.lstrip()))
            span = Span(at.source, at.start + first, at.start + first + len(text)) if exact else at
            found.append(Said(text, span))
        start += len(piece) + 1
    return tuple(found)


def _value(attribute: Attribute | None) -> Said | None:
    return None if attribute is None else Said(attribute.value, attribute.at)


def _content(element: Element) -> Said:
    return Said(element.content(), element.content_at())
