"""What a container sees of its host, in the words that Compose files and stacks share."""

from dbstackc.emit.service.spec import Bind
from dbstackc.emit.yaml import Value


def host_bind(bind: Bind) -> dict[str, Value]:
    """Return a bind in the long form, so that a path that is missing is an error.

    The path is absolute, so it stands as it is wherever the file lies.

    Source: compose-spec, 05-services.md (volumes, long syntax); docker docs, "Bind mounts" (bind
    propagation: rslave shows the container what the host mounts later, and nothing the other way).
    """
    said: dict[str, Value] = {"type": "bind", "source": bind.path, "target": bind.inside}
    if not bind.writes:
        said["read_only"] = True
    if bind.later:
        said["bind"] = {"propagation": "rslave"}
    return said
