"""What no statement was made of: every fact of a stack is carried, or named here."""

import re
from collections.abc import Iterator, Sequence
from posixpath import basename, dirname

from dbstackc.base.text import counted, listed
from dbstackc.lint.facts.container import Container, Net, Part, Volume
from dbstackc.lint.facts.hub import Hub, Login, Mirrored, Trust
from dbstackc.lint.facts.image import Built, Recipe
from dbstackc.lint.facts.machine import (
    Account,
    Daemon,
    Database,
    Follow,
    Host,
    Label,
    Opening,
    Options,
    Program,
    Pull,
    Range,
    Reload,
    Retag,
    Swarm,
)
from dbstackc.lint.facts.proxy import Pool, Proxy
from dbstackc.lint.facts.reach import Access
from dbstackc.lint.facts.router import (
    DataHost,
    DataNode,
    Function,
    RouterTable,
    RouterUser,
    TableRule,
)
from dbstackc.lint.facts.said import Fact
from dbstackc.lint.facts.timed import Copied, Unit
from dbstackc.lint.facts.wall import Wall
from dbstackc.lint.facts.watch import Alerts, Looker
from dbstackc.lint.lift.beside import leave_beside
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.touched import Spans, Touched
from dbstackc.model.backups import ACCOUNT
from dbstackc.syntax.tree import Statement, Word

NOUNS: dict[type[Fact], tuple[str, str]] = {
    Alerts: ("file of rules", "rules follow from what is carried, and nothing carried reads it"),
    Account: ("account", "accounts follow from the clusters"),
    Copied: ("row of copies", "its cluster is not carried, or no timer tells when it is copied"),
    Daemon: ("daemon.json", "say `engine`"),
    Built: ("image that is built", "its Dockerfile was not seen, or does more than `image` says"),
    DataHost: ("dataHost", "nothing that was carried leads there"),
    DataNode: ("dataNode", "no schema that was carried has it"),
    Database: ("database", "a router leads to its cluster, and not to it"),
    Follow: ("step of replication", "the replica or its source was not seen"),
    Function: ("function", "no table that was carried has it"),
    Host: ("machine", "another one has its address"),
    Hub: ("registry", "nothing that was carried is pulled from it: say `registry`"),
    Login: ("account of a registry", "another one is carried, or nobody reads it: say `user`"),
    Trust: ("authority", "the registry that it speaks for was not seen"),
    Label: ("label of a machine", "the machine is not known, or no Swarm carries the stack"),
    Looker: ("prometheus.yml", "say `watch`: nothing carried reads it"),
    Opening: ("opening of a firewall", "say `firewall`: what is let in follows from the rest"),
    Access: ("login of machines", "who logs in differs, or nothing says how machines are reached"),
    Options: ("option file", "nothing that was carried reads it"),
    Pool: ("section of HAProxy", "no door that was carried leads there"),
    Program: ("program", "a stack says what there is, and not what is done"),
    Pull: ("pull of an image", "whoever starts a container pulls it"),
    Range: ("range of addresses for overlays", "no Swarm carries the stack, or it is a second one"),
    Reload: ("reload of a firewall", "a stack says what there is, and not what is done"),
    Recipe: ("Dockerfile", "no file says what it becomes, or it does more than `image` says"),
    RouterUser: ("user of MyCat", "another one of its name is carried, or none of its schemas"),
    RouterTable: ("table", "how it is spread was not seen"),
    Swarm: ("step of a Swarm", "the machine is not known, or no Swarm carries the stack"),
    TableRule: ("tableRule", "no table that was carried has it"),
    Unit: ("unit of systemd", "say `backup` where it copies a cluster"),
    Wall: ("wall", "whose machine it closes was not seen, or it lets packets out: say `firewall`"),
    Volume: ("volume", "what is carried has volumes of its own, called after it"),
}
"""How to call several facts of a kind that were not carried, and what to know of it."""

FOLLOWED = (Mirrored, Part, Retag)
"""Kinds that are followed to what they lead to, and say nothing more."""

_VOLUME = r"(?:data|images|conf|logs|tmlogs|\d+)"
"""What follows a container's name in that of a volume which is its own."""


def _plural(noun: str) -> str:
    first, of, rest = noun.partition(" of ")
    return f"{first}s{of}{rest}"


def leave_rest(draft: Draft, made: Sequence[Statement]) -> None:
    """Note each fact that nothing in the statements tells of, and what containers say beside."""
    _leave_containers(draft)
    hosted = {
        id(one.span.source)
        for one in (*draft.stack.all(Container), *draft.twins)
        if one.host_network is not None
    }
    for net in draft.stack.all(Net):
        is_of_hosts = net.outer and net.name.text == "host" and id(net.span.source) in hosted
        if id(net) not in draft.used and not is_of_hosts:
            draft.leave(net.name.span, f"nothing carried is in the network `{net.name.text}`")
    touched = Touched(made)
    draft.used |= {id(fact) for fact in _followed(draft, made, touched)}
    told = Spans(each.span for each in draft.left)
    missing: dict[tuple[int, type[Fact]], list[Fact]] = {}
    every = [
        (fact, id(fact) in draft.used or touched.inside(fact.span) or told.inside(fact.span))
        for fact in facts(draft)
    ]
    again = {said_by(fact) for fact, is_known in every if is_known}
    for fact, is_known in every:
        if not is_known and said_by(fact) not in again:
            missing.setdefault((id(fact.span.source), type(fact)), []).append(fact)
    for (_, kind), found in missing.items():
        noun, why = NOUNS.get(kind, (kind.__name__, "the language has no word for it"))
        names = [
            f"`{basename(each.name.text)}`"
            for each in found
            if each.name.text and not each.name.secret
        ]
        which = f" ({listed(list(dict.fromkeys(names)), 6)})" if names else ""
        draft.leave(
            found[0].name.span,
            f"{counted(len(found), noun, _plural(noun))} not carried here{which}: {why}",
        )
    for container in draft.stack.all(Container):
        if id(container) in draft.used and container.image is not None:
            leave_beside(container, touched, draft)


def _followed(draft: Draft, made: Sequence[Statement], touched: Touched) -> Iterator[Fact]:
    """Yield what something that is carried says already: its account, its volume, its image."""
    accounts = set(_accounts(made))
    yield from (each for each in draft.stack.all(Account) if each.name.text in accounts)
    carried = [one for one in draft.stack.all(Container) if id(one) in draft.used]
    volumes = {
        mount.outside.text
        for one in carried
        for mount in one.mounts
        if mount.kind == "volume" and mount.outside is not None
        if re.fullmatch(rf"{re.escape(one.name.text)}-{_VOLUME}", mount.outside.text)
    }
    yield from (each for each in draft.stack.all(Volume) if each.name.text in volumes)
    said = (one.image for one in carried if one.image is not None)
    images = {image.text for image in said if touched.inside(image.span)}
    for tag in reversed(draft.stack.all(Retag)):
        images |= {tag.name.text} if tag.second.text in images else set()
    yield from (each for each in draft.stack.all(Pull) if each.name.text in images)


def _accounts(made: Sequence[Statement]) -> Iterator[str]:
    """Yield the names of the accounts that statements speak of."""
    for each in made:
        given = [*(each.values if each.word.text in ("user", "monitor") else ())]
        given += [v for c in each.clauses if c.preposition.text == "as" for v in c.values]
        if each.word.text == "backup" and not given:
            yield ACCOUNT
        if each.word.text in ("user", "monitor", "follow", "check", "backup"):
            yield from (a.text for one in given for a in one.atoms if isinstance(a, Word))
        yield from _accounts(each.block or ())


def facts(draft: Draft) -> Iterator[Fact]:
    """Yield every fact of a stack that a line may be said of, with those in it, but networks."""
    for read in draft.stack.reads:
        for fact in read.facts:
            if isinstance(fact, (Container, Net, *FOLLOWED)):
                continue
            if isinstance(fact, Proxy):
                yield from fact.pools
            else:
                yield fact
            yield from getattr(fact, "tables", ())


def said_by(fact: Fact) -> tuple[type[Fact], str, str]:
    """Return what makes a fact the same as another one: an account is its name, whoever makes it.

    A database is that of its file, which is a cluster's. Others are the same where their texts are:
    each router has a copy of one file.
    """
    if isinstance(fact, Account | Built | Host | Access):
        return type(fact), fact.name.text, ""
    if isinstance(fact, Database):
        return type(fact), fact.name.text, fact.span.source.name
    return type(fact), fact.name.text, fact.span.text


def _leave_containers(draft: Draft) -> None:
    known = {
        (dirname(container.span.source.name), container.name.text)
        for container in (*draft.stack.all(Container), *draft.twins)
        if id(container) in draft.used or container in draft.twins
    }
    for container in draft.stack.all(Container):
        is_more = (dirname(container.span.source.name), container.name.text) in known
        if id(container) not in draft.used and not is_more:
            name = container.name.text or "a container without a name"
            draft.leave(
                container.name.span, f"`{name}` is nothing that was recognised, and is left out"
            )
