"""What a machine does by a clock: units of systemd, and what a host copies."""

from collections.abc import Iterator

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Unit(Fact):
    """A unit of systemd; name: the file's, without its folder.

    settings: each as `Section.Key` with its value, in order; an empty value takes back those of its
    key that were said before.
    """

    settings: tuple[tuple[str, Said], ...]

    def all(self, key: str) -> list[Said]:
        """Return the values of a key that count."""
        found: list[Said] = []
        for name, said in self.settings:
            if name == key:
                if said.text:
                    found.append(said)
                else:
                    found.clear()
        return found

    @property
    def runs(self) -> Iterator[Said]:
        """The command lines of a service."""
        for name, said in self.settings:
            if name.startswith("Service.Exec") and said.text:
                yield said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Copied(Fact):
    """A row of the table of what a host copies; name: of the cluster.

    kept: a number of copies, or seconds with an `s`. limit, gap: seconds that a copy may take, and
    between two. mounted: yes or no. then: a program, or `-`.
    """

    stack: Said
    node: Said
    role: Said
    how: Said
    account: Said
    secret: Said
    folder: Said
    kept: Said
    limit: Said
    gap: Said
    mounted: Said
    then: Said
