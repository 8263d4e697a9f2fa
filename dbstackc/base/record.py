"""Classes that are their fields, made fast.

What `dataclasses` writes and compiles for each class costs a start more than the whole parser does
(a millisecond a class, ninety classes). Here equality, order and repr are shared functions, and
`__init__` is compiled for classes of many instances alone. `frozen` is the type checker's to hold.
`dataclasses.replace`, `fields` and `is_dataclass` take records for what they look like.
"""

import sys
from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_NOTHING: Any = object()
_FIELDS = "__dataclass_fields__"
_FEW = 32
"""Instances that are made without a compiled `__init__`: together they cost less than it does."""


class Field:
    """What is said of a field beside its name and type."""

    __slots__ = ("compare", "default", "factory", "init", "kw_only", "name", "repr")

    def __init__(self, default: Any, factory: Any, *, init: bool, repr: bool, compare: bool):
        self.default = default
        self.factory = factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.name = ""
        self.kw_only = False

    @property
    def _field_type(self) -> Any:
        """What `dataclasses` asks a field for; nobody asks before that is loaded."""
        return sys.modules["dataclasses"]._FIELD


def field(
    *,
    default: Any = _NOTHING,
    default_factory: Any = _NOTHING,
    init: bool = True,
    repr: bool = True,
    compare: bool = True,
) -> Any:
    """Say more of a field, in the words of `dataclasses.field`."""
    return Field(default, default_factory, init=init, repr=repr, compare=compare)


@dataclass_transform(field_specifiers=(field,))
def record(
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
) -> Callable[[type[T]], type[T]]:
    """Make a class of its annotated fields, in the words of `dataclasses.dataclass`.

    A frozen one with `eq` can be hashed, by its fields. Bases are records or plain classes.
    """

    def make(cls: type[T]) -> type[T]:
        own = _own_fields(cls, kw_only)
        fields: dict[str, Field] = {}
        for base in reversed(cls.__mro__[1:]):
            fields |= base.__dict__.get(_FIELDS, {})
        if not all(isinstance(each, Field) for each in fields.values()):
            raise TypeError(f"{cls.__qualname__}: a record cannot have a dataclass as its base")
        fields |= own
        made = _with_slots(cls, own) if slots else cls
        for name, each in own.items():
            if not slots and each.default is _NOTHING and name in cls.__dict__:
                delattr(made, name)
        methods: dict[str, Any] = {
            _FIELDS: fields,
            "__init__": _first_init(made, tuple(fields.values())),
            "__match_args__": tuple(n for n, f in fields.items() if f.init and not f.kw_only),
            "__repr__": _repr,
        }
        if eq:
            methods |= _by_value(fields, frozen=frozen, order=order)
        for name, value in methods.items():
            if name not in cls.__dict__ or name in (_FIELDS, "__hash__"):
                setattr(made, name, value)
        return made

    return make


def replace(thing: T, **changes: Any) -> T:
    """Return a copy of a record with some fields changed."""
    fields: dict[str, Field] = getattr(type(thing), _FIELDS)
    same = {name: getattr(thing, name) for name, f in fields.items() if f.init}
    return type(thing)(**{**same, **changes})


def _own_fields(cls: type, kw_only: bool) -> dict[str, Field]:
    fields = {}
    for name, annotation in cls.__annotations__.items():
        if "ClassVar" in (annotation if isinstance(annotation, str) else repr(annotation)):
            continue
        said = cls.__dict__.get(name, _NOTHING)
        each = said if isinstance(said, Field) else Field(
            said, _NOTHING, init=True, repr=True, compare=True
        )  # fmt: skip
        each.name, each.kw_only = name, kw_only
        fields[name] = each
    return fields


def _with_slots(cls: type[T], own: dict[str, Field]) -> type[T]:
    """Return the class again, with slots in place of defaults."""
    inside = {
        name: value
        for name, value in cls.__dict__.items()
        if name not in own and name not in ("__dict__", "__weakref__")
    }
    inside["__slots__"] = tuple(own)
    meta: Any = type(cls)
    made: type[T] = meta(cls.__name__, cls.__bases__, inside)
    made.__qualname__ = cls.__qualname__
    return made


def _first_init(made: type, fields: tuple[Field, ...]) -> Callable[..., None]:
    """Return an `__init__` that serves a few instances, then puts a compiled one in its place."""
    left = _FEW

    def init(self: Any, /, *given: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if left > 0 and _fill(self, fields, given, named):
            if hasattr(self, "__post_init__"):
                self.__post_init__()
            return
        real = _compile_init(made, fields)
        if made.__dict__.get("__init__") is init:
            made.__init__ = real  # type: ignore[misc]
        real(self, *given, **named)

    return init


def _fill(
    thing: Any, fields: tuple[Field, ...], given: tuple[Any, ...], named: dict[str, Any]
) -> bool:
    """Set the fields of an instance; return whether just what they need was given."""
    at, used = 0, 0
    for each in fields:
        name = each.name
        if at < len(given) and each.init and not each.kw_only:
            value = given[at]
            at += 1
        elif each.init and name in named:
            value = named[name]
            used += 1
        elif each.default is not _NOTHING:
            value = each.default
        elif each.factory is not _NOTHING:
            value = each.factory()
        elif each.init:
            return False
        else:
            continue
        setattr(thing, name, value)
    return at == len(given) and used == len(named)


def _compile_init(made: type, fields: tuple[Field, ...]) -> Callable[..., None]:
    known: dict[str, Any] = {"_NOTHING": _NOTHING}
    plain, named, body = ["self"], list[str](), list[str]()
    for each in fields:
        name = each.name
        if each.default is not _NOTHING:
            known[f"_d_{name}"] = each.default
        elif each.factory is not _NOTHING:
            known[f"_f_{name}"] = each.factory
        if each.init:
            default = "" if f"_d_{name}" not in known else f"=_d_{name}"
            default = default or ("=_NOTHING" if f"_f_{name}" in known else "")
            (named if each.kw_only else plain).append(name + default)
            value = name
            if f"_f_{name}" in known:
                value = f"_f_{name}() if {name} is _NOTHING else {name}"
        elif f"_d_{name}" in known or f"_f_{name}" in known:
            value = f"_d_{name}" if f"_d_{name}" in known else f"_f_{name}()"
        else:
            continue
        body.append(f" self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        body.append(" self.__post_init__()")
    head = ", ".join([*plain, *(["*", *named] if named else [])])
    exec(f"def __init__({head}):\n" + ("\n".join(body) or " pass"), known)
    real: Callable[..., None] = known["__init__"]
    real.__qualname__ = f"{made.__qualname__}.__init__"
    return real


def _repr(self: Any) -> str:
    parts = [
        f"{name}={getattr(self, name)!r}" for name, f in getattr(self, _FIELDS).items() if f.repr
    ]
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _by_value(fields: dict[str, Field], *, frozen: bool, order: bool) -> dict[str, Any]:
    """Return the methods that compare by the fields."""
    names = tuple(name for name, each in fields.items() if each.compare)
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def less(self: Any, other: Any) -> Any:
        return values(self) < values(other) if type(other) is type(self) else NotImplemented

    def less_or_equal(self: Any, other: Any) -> Any:
        return values(self) <= values(other) if type(other) is type(self) else NotImplemented

    def number(self: Any) -> int:
        return hash(values(self))

    methods: dict[str, Any] = {"__eq__": equal, "__hash__": number if frozen else None}
    if order:
        methods |= {"__lt__": less, "__le__": less_or_equal}
    return methods
