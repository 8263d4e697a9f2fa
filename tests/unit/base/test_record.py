"""Hold records to what dataclasses do, for whatever of them is used here."""

import dataclasses
from functools import cached_property
from typing import Any, ClassVar

import pytest

from dbstackc.base.record import field, record, replace


@record(frozen=True, slots=True)
class Point:
    """Two numbers."""

    x: int
    y: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.x + self.y


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Named:
    """A name, by identity."""

    name: str
    doc: tuple[str, ...] = ()


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Host(Named):
    """One more field, without a default after one with."""

    address: str


@record(slots=True)
class Basket:
    """What changes."""

    KIND: ClassVar[str] = "basket"
    things: list[int] = field(default_factory=list)
    size: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        self.size = len(self.things)


@record(frozen=True)
class Lazy:
    """Something computed once."""

    x: int

    @cached_property
    def twice(self) -> int:
        """Twice x."""
        return 2 * self.x


@record(frozen=True, slots=True, order=True)
class Size:
    """A number with an order and words of its own."""

    bytes: int

    def __str__(self) -> str:
        return f"{self.bytes}B"


def test_fields_are_given_by_place_or_name() -> None:
    assert (Point(1, 2).y, Point(1).y, Point(y=3, x=1).total) == (2, 0, 4)
    assert Host(address="a", name="n").doc == ()
    for wrong in ((), (1, 2, 3)):
        with pytest.raises(TypeError):
            Point(*wrong)
    with pytest.raises(TypeError):
        Host(*("a", "n"))  # type: ignore[call-arg,arg-type]


@pytest.mark.parametrize("before", [0, 1, 100])
@pytest.mark.parametrize(
    ("given", "named"), [((), {}), ((1,), {"x": 1}), ((1, 2, [], 4), {}), ((1,), {"size": 1})]
)
def test_many_are_made_as_the_first_few_are(
    before: int, given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """The first instances have another `__init__` than those that follow."""

    @record(slots=True)
    class Fresh:
        x: int
        y: int = 2
        z: list[int] = field(default_factory=list)
        size: int = field(init=False)

        def __post_init__(self) -> None:
            self.size = len(self.z)

    make: Any = Fresh
    for number in range(before):
        made = make(number, z=[1])
        assert (made.x, made.y, made.z, made.size) == (number, 2, [1], 1)
    with pytest.raises(TypeError):
        make(*given, **named)
    assert make(5, y=3) == make(x=5, y=3)


def test_values_are_equal_by_their_fields_and_things_by_themselves() -> None:
    assert Point(1, 2) == Point(1, 2) != Point(2, 1)
    assert len({Point(1, 2), Point(1, 2)}) == 1
    pair: object = (1, 0)
    assert Point(1) != pair
    host = Host(name="a", address="b")
    assert host == host != Host(name="a", address="b")
    assert hash(host) == object.__hash__(host)
    assert sorted([Size(3), Size(1)]) == [Size(1), Size(3)]
    assert Size(1) <= Size(1) < Size(2) > Size(1) >= Size(1)
    unhashable: Any = Basket()
    with pytest.raises(TypeError):
        hash(unhashable)


def test_each_instance_has_a_basket_of_its_own() -> None:
    one, other = Basket(), Basket([1])
    one.things.append(3)
    assert (other.things, other.size, Basket().things) == ([1], 1, [])
    assert Basket.KIND == "basket"
    assert one != other


def test_they_print_match_and_copy_as_dataclasses_do() -> None:
    assert repr(Point(1)) == "Point(x=1, y=0)"
    assert str(Size(2)) == "2B"
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
    host = Host(name="a", address="b")
    for copy in (replace(host, name="c"), dataclasses.replace(host, name="c")):
        assert (copy.name, copy.address) == ("c", "b")
    assert dataclasses.is_dataclass(Point)
    assert [each.name for each in dataclasses.fields(Host)] == ["name", "doc", "address"]


def test_slots_leave_no_room_for_slips() -> None:
    slip: Any = Point(1)
    with pytest.raises(AttributeError):
        slip.z = 1
    assert Lazy(2).twice == 4


def test_a_dataclass_is_no_base_for_a_record() -> None:
    @dataclasses.dataclass
    class Old:
        x: int

    with pytest.raises(TypeError, match="cannot have a dataclass as its base"):

        @record()
        class New(Old):
            y: int
