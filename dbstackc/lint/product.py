"""What a container holds, by its image: followed through `docker tag`, with what is known of it."""

from collections.abc import Iterator

from dbstackc.base.record import record
from dbstackc.check.image import Image, image
from dbstackc.lint.facts.container import Container
from dbstackc.lint.facts.hub import Mirrored
from dbstackc.lint.facts.machine import Retag
from dbstackc.lint.stack import Stack

PRODUCTS = {
    "mysql": "mysql",
    "mysql/mysql-server": "mysql",
    "percona": "mysql",
    "percona/percona-server": "mysql",
    "bitnami/mysql": "mysql",
    "mishamx/mysql": "mysql",
    "mariadb": "mariadb",
    "bitnami/mariadb": "mariadb",
    "percona/percona-xtradb-cluster": "pxc",
    "bitnami/mariadb-galera": "galera",
    "haproxy": "haproxy",
    "haproxytech/haproxy-alpine": "haproxy",
    "haproxytech/haproxy-debian": "haproxy",
    "osixia/keepalived": "keepalived",
    "wordpress": "wordpress",
    "portainer/portainer": "portainer",
    "portainer/portainer-ce": "portainer",
    "portainer/portainer-ee": "portainer",
    "portainer/agent": "agent",
    "dockersamples/visualizer": "visualizer",
}
"""What well-known repositories hold."""

_CLIENTS = frozenset(
    ("mysql", "mariadb", "mysqldump", "mariadb-dump", "mysqladmin", "mysqlsh", "sh", "bash")
)
"""What is run instead of a server, in an image that holds one."""

DATABASES = frozenset(("mysql", "mariadb", "pxc", "galera"))
GALERA = frozenset(("pxc", "galera"))


@record(frozen=True, slots=True, eq=False)
class Product:
    """A container and what it holds; "" for what is not known. image: after `docker tag`.

    whole: the image after that, with the registry that it is from.
    """

    container: Container
    kind: str
    image: Image
    whole: str

    @property
    def text(self) -> str:
        """The image as it is written, without the registry that it is pulled from."""
        tag = f":{self.image.tag}" if self.image.tag else ""
        digest = f"@{self.image.digest}" if self.image.digest else ""
        return f"{self.image.repository}{tag}{digest}"


def products(stack: Stack) -> Iterator[Product]:
    """Yield every container of a stack that names its image."""
    tags: dict[str, str] = {}
    for tag in stack.all(Retag):
        tags.setdefault(tag.second.text, tag.name.text)
    for kept in stack.all(Mirrored):
        tags.setdefault(kept.second.text, kept.name.text)
    for container in stack.all(Container):
        if container.image is None:
            continue
        text = container.image.text
        for _ in range(8):
            if text not in tags or tags[text] == text:
                break
            text = tags[text]
        named = image(_bare(text))
        yield Product(container, PRODUCTS.get(named.repository, ""), named, text)


def _bare(text: str) -> str:
    """Return an image without the registry that it is pulled from: what it holds is the same."""
    host, slash, rest = text.partition("/")
    is_host = slash and ("." in host or ":" in host or host == "localhost")
    return rest if is_host and not host.endswith("docker.io") else text


def is_client(container: Container) -> bool:
    """Tell whether a container of `docker run` is a client that ends with its work."""
    words = container.command
    return container.by == "run" and bool(words) and words[0].text in _CLIENTS


def variable(container: Container, *names: str) -> str | None:
    """Return the value of the first of some variables that a container is given, or None."""
    for each in container.environment:
        if each.name in names and each.value is not None:
            return each.value.text
    return None


def is_given(container: Container, *names: str) -> bool:
    """Tell whether a container is given one of some variables, whatever it says."""
    return any(each.name in names for each in container.environment)
