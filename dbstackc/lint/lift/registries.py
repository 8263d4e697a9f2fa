"""The registry: what keeps the images of a stack on one of its machines."""

from collections.abc import Iterator, Mapping

from dbstackc.base.record import record
from dbstackc.base.text import listed
from dbstackc.lint.facts.container import Container, Port
from dbstackc.lint.facts.hub import Hub, Login, Trust
from dbstackc.lint.facts.said import Said
from dbstackc.lint.housed import mounts
from dbstackc.lint.lift.draft import Draft
from dbstackc.lint.lift.words import clause, statement, text, value, word
from dbstackc.lint.registry import LOOPBACK, places, pulled_from
from dbstackc.model.registries import PORT
from dbstackc.syntax.tree import Statement, Word

_WRITTEN: Mapping[str, str | None] = {
    "version": "0.1",
    "log.level": "info",
    "log.fields.service": None,
    "storage.filesystem.rootdirectory": "/var/lib/registry",
    "storage.delete.enabled": "true",
    "http.addr": None,
    "http.tls.certificate": None,
    "http.tls.key": None,
    "http.headers.X-Content-Type-Options.*": "nosniff",
    "health.storagedriver.enabled": "true",
    "health.storagedriver.interval": "10s",
    "health.storagedriver.threshold": "3",
    "auth.htpasswd.realm": None,
    "auth.htpasswd.path": None,
}
"""What every registry is told, or what follows from what else is said; None for any value."""


@record(frozen=True, slots=True, eq=False)
class Kept:
    """A registry that the stack's images come from; address: as stands in front of their names."""

    container: Container
    port: Port
    address: str
    config: Hub | None

    def setting(self, path: str) -> Said | None:
        """Return what it is told: a variable goes before its file."""
        name = "REGISTRY_" + path.upper().replace(".", "_")
        for each in self.container.environment:
            if each.name == name and each.value is not None:
                return each.value
        return self.config.settings.get(path) if self.config is not None else None

    def file(self, path: str) -> Said | None:
        """Return the file of its host that it sees as the one that a setting names."""
        said = self.setting(path)
        for mount in self.container.mounts:
            is_it = said is not None and mount.inside.text == said.text
            if is_it and mount.outside is not None and mount.outside.text.startswith("/"):
                return mount.outside
        return None


def kept(draft: Draft) -> Kept | None:
    """Return the registry that the stack's images come from, and put it on its machine.

    None where there is none, or several, or where it fetches what it has from elsewhere.
    """
    asked = [each for one in draft.stack.all(Container) if (each := pulled_from(one)) is not None]
    found = []
    for one in draft.stack.all(Container):
        for port, address in places(one, dict.fromkeys(asked)):
            configs = (hub for hub in draft.stack.all(Hub) if mounts(one, hub.span.source.name))
            found.append(Kept(one, port, address, next(configs, None)))
    if len({id(each.container) for each in found}) != 1 or found[0].setting("proxy.remoteurl"):
        _leave_unseen(asked, draft)
        return None
    hub = max(found, key=lambda each: asked.count(each.address))
    draft.hub, draft.is_clear = hub.address, hub.setting("http.tls.certificate") is None
    if id(hub.container) not in draft.homes:
        pulling = [o for o in draft.stack.all(Container) if pulled_from(o) == hub.address]
        near = {id(draft.home(each)): draft.home(each) for each in pulling}
        if len(near) == 1 and hub.port.address in LOOPBACK:
            draft.homes[id(hub.container)] = next(iter(near.values()))
    return hub


def _leave_unseen(asked: list[str], draft: Draft) -> None:
    """Note that images come from a machine of the stack by a registry that was not seen."""
    for one in draft.stack.all(Container):
        address = pulled_from(one) or ""
        if one.image is not None and address.rpartition(":")[0] in draft.machines:
            draft.leave(
                one.image.span, "images are pulled from a machine of the stack: say `registry`"
            )
            return


def registry(hub: Kept | None, draft: Draft) -> Iterator[Statement]:
    """Yield the statement of the registry, if there is one."""
    if hub is None:
        return
    one = hub.container
    draft.used.add(id(one))
    at = one.name.span
    name = Word(draft.names.take(one.name.text, "registry"), at)
    place = draft.home(one).name
    if hub.port.outside != PORT:
        place = f"{place}:{hub.port.outside}"
    block = [*_image(one, draft), *_user(hub, draft), *_files(hub, draft)]
    _leave_more(hub, draft)
    yield statement(
        "registry", at, [value(name)], [clause("on", Word(place, at))], block or None, blank=True
    )


def _image(one: Container, draft: Draft) -> Iterator[Statement]:
    if one.image is not None:
        yield statement("image", one.image.span, [value(text(one.image))])


def _user(hub: Kept, draft: Draft) -> Iterator[Statement]:
    if hub.setting("auth.htpasswd.path") is None:
        return
    logins = [
        each for each in draft.stack.all(Login) if mounts(hub.container, each.span.source.name)
    ]
    if not logins:
        said = hub.setting("auth.htpasswd.path") or hub.container.name
        draft.leave(said.span, "who may pull stands in a file that was not seen: say `user`")
    for each in logins[:1]:
        secret = draft.secret(each.password, each.name.text)
        yield statement("user", each.name.span, [value(word(each.name))], [clause("with", secret)])


def _files(hub: Kept, draft: Draft) -> Iterator[Statement]:
    found = {w: hub.file(f"http.tls.{w}") for w in ("certificate", "key")}
    if all(found.values()):
        for name, said in found.items():
            if said is not None:
                yield statement(name, said.span, [value(text(said))])
    elif hub.setting("http.tls.certificate") is not None:
        draft.leave(
            hub.container.name.span, "where the certificate lies on its machine is not told"
        )
    trusts = [each for each in draft.stack.all(Trust) if each.hub.text == hub.address]
    for each in trusts[:1]:
        draft.used.add(id(each))
        yield statement("authority", each.name.span, [value(text(each.name))])


def _leave_more(hub: Kept, draft: Draft) -> None:
    """Note what a registry is told that the language does not write, and what comes from others."""
    draft.used |= {id(hub.config)}
    odd = [
        path
        for path, said in (hub.config.settings.items() if hub.config is not None else ())
        if path not in _WRITTEN or _WRITTEN[path] not in (None, said.text)
    ]
    if odd:
        names = listed([f"`{each}`" for each in odd], 6)
        draft.leave(
            hub.container.name.span,
            f"what `{hub.container.name.text}` is told beside is not carried: {names}",
        )
    for one in draft.stack.all(Container):
        if one is not hub.container and one.image is not None and pulled_from(one) != hub.address:
            draft.leave(
                one.image.span,
                f"`{one.image.text}` comes from elsewhere; in the language every image comes from"
                f" `{hub.container.name.text}`",
            )
            return
