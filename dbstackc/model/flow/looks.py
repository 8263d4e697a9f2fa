"""What whoever looks at a stack asks of the hosts, and operators of it."""

from dbstackc.model.flow.need import ADMIN, Needs, source_of


def watches(needs: Needs) -> None:
    """Take what each Prometheus asks: exporters, engines, its peers; and operators of it."""
    topology = needs.topology
    for watch in topology.watches:
        for exporter in topology.exporters:
            needs.reached(watch, exporter, f"{exporter.name}: metrics")
        for engine in topology.engines:
            for host in engine.hosts if engine.metrics else ():
                at = engine.origin("metrics")
                what = f"{engine.name}: metrics"
                needs.add(host, "tcp", engine.metrics or 0, [source_of(watch)], what, at)
        for peer in topology.watches:
            needs.reached(watch, peer, f"{peer.name}: Prometheus")
        needs.reached(ADMIN, watch, f"{watch.name}: Prometheus")
        if watch.grafana is not None:
            port, at = watch.grafana.port, watch.grafana.origin("port")
            needs.add(watch.host, "tcp", port, [ADMIN], f"{watch.grafana.name}: Grafana", at)
