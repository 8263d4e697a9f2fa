"""Registries that exist, lifted: whose images come from them, and who may pull."""

from dbstackc.lint.registry import original
from tests.unit.lint.test_around import BALANCER, DOOR, lifted

HUB = """services:
  hub:
    image: registry:2.8.3
    ports: ['{0}5000:5000']
    volumes: ['./config.yml:/etc/h/config.yml:ro', '/etc/ssl/h.crt:/c.crt', '/etc/ssl/h.key:/c.key']
"""
CONFIG = """version: 0.1
storage:
  filesystem: {rootdirectory: /var/lib/registry}
http:
  addr: :5000
  tls: {certificate: /c.crt, key: /c.key}
"""
PULLED = BALANCER.replace("haproxy:2.8", "{0}/haproxy:2.8")


def stack(pulled: str = "10.0.0.1:5000", bound: str = "10.0.0.1:", **more: str) -> dict[str, str]:
    """Return a machine with a door whose image comes from a registry of its own, and more files."""
    files = {"vm1/compose.yml": PULLED.format(pulled), "vm1/door.cfg": DOOR}
    files |= {"vm1/registry/compose.yml": HUB.format(bound), "vm1/registry/config.yml": CONFIG}
    return files | more


def only(files: dict[str, str]) -> tuple[str, list[str]]:
    """Return what is said and left of the one stack with a registry, or a door."""
    (found,) = (each for each in lifted(files) if "haproxy" in each[0])
    return found


def test_a_registry_is_on_the_machine_whose_address_images_name() -> None:
    said, left = only(stack())
    assert "host vm1 at 10.0.0.1" in said
    assert (
        'registry hub on vm1 { image "registry:2.8.3" certificate "/etc/ssl/h.crt"'
        ' key "/etc/ssl/h.key" }'
    ) in said
    assert 'image "haproxy:2.8"' in said
    assert left == []


def test_its_port_is_told_where_it_is_none_of_its_own() -> None:
    files = stack("10.0.0.1:5001")
    files["vm1/registry/compose.yml"] = HUB.format("").replace("5000:5000", "5001:5000")
    assert "registry hub on vm1:5001 {" in only(files)[0]


def test_on_one_machine_it_is_asked_over_loopback() -> None:
    said, _ = only(stack("127.0.0.1:5000", "127.0.0.1:"))
    assert "host vm1 at 192.0.2.1" in said
    assert "registry hub on vm1 {" in said


def test_who_may_pull_is_in_a_file_that_it_sees() -> None:
    auth = "auth: {htpasswd: {realm: a, path: /h}}\n"
    files = stack()
    files["vm1/registry/config.yml"] += auth
    told = "who may pull stands in a file that was not seen: say `user`"
    assert told in only(files)[1]
    files["vm1/registry/compose.yml"] = HUB.format("10.0.0.1:").replace(
        ":ro'", ":ro', './users:/h'"
    )
    files["vm1/registry/users"] = "puller:$2y$05$" + "x" * 53 + "\nother:$2y$05$" + "y" * 53 + "\n"
    said, left = only(files)
    assert "user puller with secret.puller" in said
    assert "xxx" not in said + " ".join(left)
    assert any(
        each.startswith("1 account of a registry not carried here (`other`)") for each in left
    )


def test_a_name_in_a_registry_tells_the_one_elsewhere() -> None:
    assert original("mirror.example.org-5000/a/b:2") == "mirror.example.org:5000/a/b:2"
    assert original("gcr.io/a/b:2") == "gcr.io/a/b:2"
    assert original("a-5000/b:2") == "a-5000/b:2"


def test_the_table_of_images_tells_what_no_name_does() -> None:
    table = "# image, its name in the registry\nhaproxy@sha256:{0}\t10.0.0.1:5000/haproxy:2.8\n"
    said, _ = only(stack(**{"steps/mirror.txt": table.format("0" * 64)}))
    assert f'image "haproxy@sha256:{"0" * 64}"' in said


def test_a_registry_that_nothing_comes_from_is_named() -> None:
    files = stack("10.0.0.7:5000")
    made = lifted(files)
    assert not any("registry hub" in said for said, _ in made)
    left = [each for _, several in made for each in several]
    assert "`hub` is nothing that was recognised, and is left out" in left


def test_one_that_fetches_from_elsewhere_is_no_registry_of_ones_own() -> None:
    files = stack()
    files["vm1/registry/config.yml"] += "proxy: {remoteurl: 'https://registry-1.docker.io'}\n"
    said, left = only(files)
    assert "registry hub" not in said
    assert "images are pulled from a machine of the stack: say `registry`" in left


def test_what_it_is_told_beside_and_images_from_elsewhere_are_named() -> None:
    files = stack()
    files["vm1/registry/config.yml"] += "notifications: {events: {includereferences: true}}\n"
    files["vm1/compose.yml"] += "  more:\n    image: nginx:1\n"
    _, left = only(files)
    told = "what `hub` is told beside is not carried: `notifications.events.includereferences`"
    assert told in left
    assert any(each.startswith("`nginx:1` comes from elsewhere") for each in left)
