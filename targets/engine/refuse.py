"""What dockerd refuses of a daemon.json: it does not start with it.

A key is told to be unknown where no version of dockerd that is still in use has it, as a key or
as a flag: flags that stand in the file are passed over (the rule engine/unread-key).

Source: docs.docker.com, "dockerd", "Daemon configuration file"; moby 20.10 and 28,
daemon/config/config.go; dockerd 20.10.24.
"""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any

from dbstackc.base.diagnostic import Edit, Fix
from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.base.span import Span
from dbstackc.base.suggest import nearest
from dbstackc.lint.facts.said import Said

NOTE = "dockerd does not start with it"

_TYPES: Mapping[str, str] = {
    "a text": """
        api-cors-header bip bip6 bridge cgroup-parent cluster-advertise cluster-store containerd
        containerd-namespace containerd-plugin-namespace data-root default-cgroupns-mode
        default-gateway default-gateway-v6 default-ipc-mode default-runtime deprecated-key-path
        exec-root firewall-backend fixed-cidr fixed-cidr-v6 graph group host-gateway-ip http-proxy
        https-proxy init-path ip log-driver log-format log-level metrics-addr min-api-version
        no-proxy pidfile seccomp-profile storage-driver swarm-default-advertise-addr tlscacert
        tlscert tlskey userland-proxy-path userns-remap
        """,
    "true or false": """
        allow-direct-routing bridge-accept-fwmark debug disable-legacy-registry experimental icc
        init ip-forward ip-forward-no-drop ip-masq ip6tables iptables ipv6 live-restore
        no-new-privileges raw-logs rootless selinux-enabled tls tlsverify userland-proxy validate
        """,
    "a whole number": """
        max-concurrent-downloads max-concurrent-uploads max-download-attempts mtu
        network-control-plane-mtu network-diagnostic-port oom-score-adjust shutdown-timeout
        """,
    "a list": """
        allow-nondistributable-artifacts authorization-plugins cdi-spec-dirs default-address-pools
        dns dns-opts dns-search exec-opts hosts host-gateway-ips insecure-registries labels
        node-generic-resources registry-mirrors storage-opts
        """,
    "an object": """
        builder cluster-store-opts default-network-opts default-ulimits features log-opts proxies
        runtimes
        """,
    "": """
        add-runtime authorization-plugin cdi-spec-dir config-file default-address-pool
        default-network-opt default-shm-size default-ulimit dns-opt exec-opt feature host
        insecure-registry label log-opt node-generic-resource registry-mirror storage-opt version
        """,
}
TAKES = {key: noun for noun, keys in _TYPES.items() for key in keys.split()}
"""What each key takes; of a flag, and of what several versions take in several ways, nothing."""

_IS = {"a text": str, "true or false": bool, "a whole number": int, "a list": list,
       "an object": dict}  # fmt: skip


def refuse(source: Source, value: Any, settings: Mapping[str, Said], report: Report) -> None:
    """Report what is refused of a text that is JSON, at its place.

    Reports: engine/not-json, engine/unknown-key, engine/wrong-value.
    """
    if not isinstance(value, dict):
        if value is not None:
            report.error("engine/not-json", "this is no object", at=Span(source, 0, 1), note=NOTE)
        return
    for key, inside in value.items():
        at = settings.get(f"#{key}")
        if at is None or inside is None:
            continue
        if key not in TAKES:
            _unknown(key, at, report)
            continue
        for title, said in _wrong(key, inside):
            place = settings.get(said, at) if said else settings.get(key, at)
            report.error("engine/wrong-value", title, at=place.span, note=NOTE)


def _unknown(key: str, at: Said, report: Report) -> None:
    near = nearest(key, TAKES)
    report.error(
        "engine/unknown-key",
        f"dockerd has no setting `{key}`",
        at=at.span,
        note=NOTE,
        fix=Fix(f"write `{near}`", (Edit(at.span, near),)) if near else None,
    )


def _wrong(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a value, and the dotted path of the part that is."""
    noun = TAKES[key]
    if not noun:
        return
    is_right = isinstance(value, _IS[noun])
    if noun == "a whole number":
        is_right = isinstance(value, int) and not isinstance(value, bool)
    if not is_right:
        yield f"`{key}` takes {noun}", ""
        return
    if key.startswith("max-") and value < 0:
        yield f"`{key}` is less than nothing", ""
    for name, part in value.items() if key in ("log-opts", "features") else ():
        if key == "log-opts" and not isinstance(part, str | None):
            yield f"`{key}.{name}` takes a text, in quotes", f"{key}.{name}"
        elif key == "features" and not isinstance(part, bool | None):
            yield f"`{key}.{name}` takes true or false", f"{key}.{name}"
    for number, part in enumerate(value if noun == "a list" else ()):
        inside = dict if key == "default-address-pools" else str
        if not isinstance(part, inside):
            noun = "objects" if inside is dict else "texts"
            yield f"`{key}` takes a list of {noun}", f"{key}.{number}"
        elif key == "labels" and "=" not in part:
            yield f"`{part}` is no label, as in `name=value`", f"{key}.{number}"
        elif key == "dns" and not _is_address(str(part)):
            yield f"`{part}` is no address", f"{key}.{number}"


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip())
    except ValueError:
        return False
    return True
