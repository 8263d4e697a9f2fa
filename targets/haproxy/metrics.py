"""The door of a balancer at which it tells of itself."""

from dbstackc.model.topology import Balancer, Exporter

from .document import Directive, Section


def metrics(balancer: Balancer, told: Exporter) -> Section:
    """Return the section that answers Prometheus, and nothing else.

    In the host's own network it listens at the host's own address alone, never at one that moves.

    Source: HAProxy 2.6 configuration manual, `http-request use-service`; addons/promex/README.
    """
    taken = any(listen.name == "metrics" for listen in balancer.listens)
    address = balancer.host.address if balancer.network is None else ""
    lines = (
        Directive(("bind", f"{f'[{address}]' if ':' in address else address}:{told.listen}")),
        Directive(("mode", "http")),
        Directive(("no", "log")),
        Directive(("timeout", "client", "1m")),
        Directive(("timeout", "http-request", "10s")),
        Directive(
            (
                "http-request",
                "use-service",
                "prometheus-exporter",
                "if",
                "{",
                "path",
                "/metrics",
                "}",
            )
        ),
    )
    # No name of a door has a colon.
    return Section("frontend", "metrics:page" if taken else "metrics", told.span, lines)
