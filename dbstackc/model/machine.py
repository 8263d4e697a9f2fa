"""What machines are made ready with, before a stack comes to them."""

from dbstackc.base.record import record
from dbstackc.model.thing import Host, Secret, Thing


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Engine(Thing):
    """The Docker engine of some hosts.

    mirrors: of Docker Hub, in the order they are asked. log: bytes of one log; keep: logs of one
    container. pools: where networks without a subnet get one, each cut into parts of /24 (or
    smaller, where a pool is). live: whether containers outlive a restart of the engine.
    metrics: a port of the host's own address, or None. verbatim: members of daemon.json.
    """

    hosts: tuple[Host, ...]
    mirrors: tuple[str, ...]
    log: int
    keep: int
    pools: tuple[str, ...]
    live: bool
    metrics: int | None
    verbatim: tuple[str, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Image(Thing):
    """An image that is built.

    tag: what things call it. recipe: mycat, keepalived or plain. base: the image that it begins
    with. packages: of Debian, in the order written. archive: what is fetched, or ""; sha256: its
    checksum, or "" where nobody said it. verbatim: lines of the Dockerfile.
    is_said: whether a statement speaks of it.
    """

    tag: str
    recipe: str
    base: str
    packages: tuple[str, ...]
    archive: str
    sha256: str
    verbatim: tuple[str, ...]
    is_said: bool


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Registry(Thing):
    """Where the hosts get their images from.

    port: of the host. user, secret: who may pull and push; "" and None for everyone.
    certificate, key: files of its host, or "": then nothing is encrypted. authority: a file of
    every host, or "". is_alone: whether nobody but its own host pulls from it, over loopback.
    """

    host: Host
    port: int
    user: str
    secret: Secret | None
    certificate: str
    key: str
    authority: str
    image: str
    is_alone: bool

    @property
    def address(self) -> str:
        """What stands in front of an image's name."""
        at = "127.0.0.1" if self.is_alone else self.host.address
        return f"[{at}]:{self.port}" if ":" in at else f"{at}:{self.port}"

    @property
    def is_clear(self) -> bool:
        """Whether what is pulled crosses a network, and nothing encrypts it."""
        return not self.certificate and not self.is_alone


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Inventory(Thing):
    """How people reach the hosts: contexts, ansible, cloud-init, docker-machine; by ssh.

    login, port: of ssh, on every host.
    """

    ways: tuple[str, ...]
    login: str
    port: int


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Label(Thing):
    """A label of machines of a swarm: its name, its value, and who has it."""

    setting: str
    hosts: tuple[Host, ...]


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Deployment(Thing):
    """Which engine carries the stack.

    engine: compose (Docker on each host) or swarm. managers: hosts of a swarm that manage it.
    pool: where its overlays without a subnet get one, each a /24; None for Docker's own.
    """

    engine: str
    managers: tuple[Host, ...] = ()
    pool: str | None = None
    labels: tuple[Label, ...] = ()


@record(frozen=True, slots=True, kw_only=True, eq=False)
class Firewall(Thing):
    """What hosts are closed by.

    engine: nftables or firewalld. admin, clients: networks that operators and applications come
    from, as "10.0.9.0/24". ssh: the port that operators log in by.
    """

    hosts: tuple[Host, ...]
    engine: str
    admin: tuple[str, ...]
    clients: tuple[str, ...]
    ssh: int
