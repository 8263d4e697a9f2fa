"""Registries of one's own: their settings, who may pull, and how images are called there."""

from collections.abc import Mapping

from dbstackc.base.record import record
from dbstackc.lint.facts.said import Fact, Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Hub(Fact):
    """The config.yml of a registry; name: the file's. settings: plain values by dotted paths."""

    settings: Mapping[str, Said]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Login(Fact):
    """Who may pull and push; password: its hash, or what stands for it."""

    password: Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Trust(Fact):
    """Whom every machine trusts to have signed a registry's certificate; name: a file of theirs.

    hub: the address and the port of the registry.
    """

    hub: Said


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Mirrored(Fact):
    """An image of others that a registry of one's own keeps; second: how it is called there."""

    second: Said
