"""A certificate that ends soon is told of: by the bundle's own script, rules and settings.

A server of openssl's stands in for the registry; node_exporter and Prometheus are the real ones.
"""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import yaml

from tests.engines.need import find, need
from tests.laws.bundles import compiled

STACK = """\
dbs 1
secret root, app from env
host vm1 at 127.0.0.1
host vm2 at 10.0.0.2
replication a { source a1 on vm2; root secret.root; user app with secret.app }
registry hub on vm1:HUB { certificate "/etc/ssl/hub.crt"; key "/etc/ssl/hub.key" }
watch eye on vm1:EYE every 1s
"""

FOLDER = "hosts/vm1/certificate"

PATIENCE = 40
"""Seconds that an alert may take; it is 4 looks of one second."""


def stack(hub: int, eye: int) -> str:
    """Return the stack with ports for its registry and its Prometheus."""
    return STACK.replace("HUB", str(hub)).replace("EYE", str(eye))


def port() -> int:
    """Return a port of this machine that is free."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def running(*words: str, log: Path) -> Iterator[None]:
    """Run a program until this ends."""
    with log.open("ab") as said:
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def certificate(place: Path, days: int, name: str = "one") -> Path:
    """Make a certificate that signs itself, and its key beside it."""
    made = place / f"{name}-{days}.crt"
    subprocess.run(
        [find("openssl") or "", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days",
         str(days), "-subj", f"/CN={name}", "-keyout", str(made.with_suffix(".key")), "-out",
         str(made)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return made


@contextmanager
def shown(place: Path, at: int, own: Path, chain: Path | None = None) -> Iterator[None]:
    """Show a certificate at a port of this machine."""
    words = ["s_server", "-quiet", "-accept", f"127.0.0.1:{at}", "-cert", str(own)]
    words += ["-key", str(own.with_suffix(".key"))]
    words += ["-cert_chain", str(chain)] if chain else []
    with running(find("openssl") or "", *words, log=place / "server.log"):
        for _ in range(100):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", at)) == 0:
                    break
            time.sleep(0.1)
        yield


def looked(place: Path, at: int) -> subprocess.CompletedProcess[str]:
    """Run the bundle's script as its unit does."""
    unit = (place / FOLDER / "dbstackc-certificate-stack.service").read_text()
    (line,) = (each for each in unit.splitlines() if each.startswith("ExecStart="))
    words = line.partition("=")[2].split()
    assert words[0] == "/opt/dbstackc/stack/vm1/certificate/age.sh" and words[3].endswith(f":{at}")
    return subprocess.run(
        ["sh", str(place / FOLDER / "age.sh"), *words[1:]],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DBS_UNDER": str(place)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def firing(eye: int) -> set[str]:
    """Return the names of the alerts that fire and are about the registry."""
    done = subprocess.run(
        [find("promtool") or "", "query", "instant", "-o", "json", f"http://127.0.0.1:{eye}",
         'group by (alertname) (ALERTS{alertstate="firing",certificate="hub"})'],
        capture_output=True,
        text=True,
        timeout=30,
    )  # fmt: skip
    if done.returncode:
        return {"nobody answers"}
    return {each["metric"]["alertname"] for each in json.loads(done.stdout)}


def comes_to(eye: int, *names: str) -> None:
    """Assert that these alerts fire before long."""
    end = time.monotonic() + PATIENCE
    while firing(eye) != {*names}:
        assert time.monotonic() < end, firing(eye)
        time.sleep(0.5)


@pytest.fixture
def bundle(tmp_path: Path) -> tuple[Path, int, int]:
    """The bundle of a stack with a registry, and the ports of that and of Prometheus."""
    need("openssl", "prometheus", "promtool", "prometheus-node-exporter")
    hub, eye = port(), port()
    _, files = compiled(stack(hub, eye))
    for name, text in files.items():
        if name.startswith("hosts/vm1/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
    return tmp_path, hub, eye


def test_a_certificate_that_ends_soon_is_told_of(bundle: tuple[Path, int, int]) -> None:
    place, hub, eye = bundle
    settings = place / "hosts/vm1/prometheus/eye/prometheus.yml"
    exporter = port()
    settings.write_text(settings.read_text().replace(":9100", f":{exporter}"))
    told = place / "var/lib/dbstackc/metrics"
    told.mkdir(parents=True)
    with ExitStack() as left:
        for words in (
            ("prometheus-node-exporter", "--collector.disable-defaults", "--collector.textfile",
             f"--collector.textfile.directory={told}",
             f"--web.listen-address=127.0.0.1:{exporter}"),
            ("prometheus", f"--config.file={settings}", f"--storage.tsdb.path={place}/data",
             f"--web.listen-address=127.0.0.1:{eye}"),
        ):  # fmt: skip
            log = place / f"{words[0]}.log"
            left.enter_context(running(find(words[0]) or "", *words[1:], log=log))
        # nobody has looked yet
        comes_to(eye, "CertificateEnds")
        with shown(place, hub, certificate(place, 60)):
            done = looked(place, hub)
            assert done.returncode == 0, done.stderr
            comes_to(eye)
        with shown(place, hub, certificate(place, 3)):
            assert looked(place, hub).returncode == 0
            comes_to(eye, "CertificateEnds")


def test_of_a_chain_the_first_to_end_counts(bundle: tuple[Path, int, int]) -> None:
    place, hub, _ = bundle
    with shown(place, hub, certificate(place, 90), certificate(place, 5, "authority")):
        assert looked(place, hub).returncode == 0
    (path,) = (place / "var/lib/dbstackc/metrics").iterdir()
    value = float(path.read_text().split()[-1])
    assert abs(value - time.time() - 5 * 86400) < 3600
    assert path.name == "certificate-stack-hub.prom" and path.stat().st_mode & 0o777 == 0o644


def test_what_shows_no_certificate_fails_and_keeps_what_was_told(
    bundle: tuple[Path, int, int],
) -> None:
    place, hub, _ = bundle
    with shown(place, hub, certificate(place, 7)):
        assert looked(place, hub).returncode == 0
    (path,) = (place / "var/lib/dbstackc/metrics").iterdir()
    before = path.read_text()
    done = looked(place, hub)
    assert done.returncode == 1 and "shows no certificate" in done.stderr
    assert [each.read_text() for each in path.parent.iterdir()] == [before]


def test_the_exporter_of_its_host_alone_reads_what_is_told() -> None:
    _, files = compiled(stack(5000, 9090))
    flag = "--collector.textfile.directory=/host/var/lib/dbstackc/metrics"
    for host, reads in (("vm1", True), ("vm2", False)):
        services = yaml.safe_load(files[f"hosts/{host}/compose.yml"])["services"]
        assert (flag in services[f"{host}-node-exporter"]["command"]) is reads
