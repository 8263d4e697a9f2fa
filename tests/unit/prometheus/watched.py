"""A stack that is looked at, and what its exporters tell while nothing is wrong."""

from collections.abc import Mapping, Sequence

STACK = """\
dbs 1
secret root, sst, repl, app, mon, stats, vrrp, grafana, copies from env
host vm[1..3] at 10.0.0.[1..3] on eth0
external pager at 10.9.0.1:9093
defaults cluster {
  root secret.root; user app with secret.app; monitor mon with secret.mon; check as haproxy
}
pxc a { nodes a[1..3] on vm[1..3]:9001; sst secret.sst }
replication r {
  source r1 on vm1:9003; replicas r[2..3] on vm[2..3]:9003
  image "mariadb:10.11"; follow as backup with secret.repl
}
schema shop on a, r as s[1..2] { table item by mod(id) }
mycat m1 on vm3 { user web with secret.app for shop }
haproxy h[1..2] on vm[1..2] {
  listen sql on 3306 to a
  stats "/s" on 8888 for admin with secret.stats
}
vip door at 10.0.0.100/24 to h[1..2] { auth secret.vrrp }
watch eye[1..2] on vm[2..3] { alert pager; grafana with secret.grafana }
backup a to "/var/backups/db" every 5m with secret.copies
registry hub on vm2 { certificate "/etc/ssl/hub.crt"; key "/etc/ssl/hub.key" }
"""

WAS = 8
"""Looks for which all is well, before something changes."""

LOOKS = 60
"""Looks after that; no alert waits longer."""

HOSTS = ("vm1", "vm2", "vm3")

GALERA = {
    "wsrep_cluster_status": 1,
    "wsrep_cluster_size": 3,
    "wsrep_cluster_weight": 3,
    "wsrep_local_state": 4,
}


def healthy() -> dict[str, str]:
    """Return series by name and labels, each with the value that it always has.

    A value may be any that promtool's notation knows, such as `0+10` for one that grows.
    """
    told: dict[str, str] = {}
    for number, host in enumerate(HOSTS, 1):
        for job in ("host", "containers"):
            told[f'up{{job="{job}",instance="{host}",host="{host}"}}'] = "1"
        disk = f'{{job="host",host="{host}",fstype="ext4",mountpoint="/"}}'
        told[f"node_filesystem_avail_bytes{disk}"] = "50"
        told[f"node_filesystem_size_bytes{disk}"] = "100"
        told[f'node_memory_MemAvailable_bytes{{job="host",host="{host}"}}'] = "50"
        told[f'node_memory_MemTotal_bytes{{job="host",host="{host}"}}'] = "100"
        for cluster, role in (("a", "member"), ("r", "source" if number == 1 else "replica")):
            labels = f'instance="{cluster}{number}",host="{host}",cluster="{cluster}",role="{role}"'
            of = f'{{job="mysqld",{labels}}}'
            told[f"up{of}"] = told[f"mysql_up{of}"] = "1"
            told[f"mysql_global_status_threads_connected{of}"] = "10"
            told[f"mysql_global_variables_max_connections{of}"] = "100"
            if cluster == "a":
                told |= {f"mysql_global_status_{k}{of}": str(v) for k, v in GALERA.items()}
                told[f"mysql_global_status_wsrep_flow_control_paused_ns{of}"] = "0+1000"
            else:
                told[f"mysql_global_variables_read_only{of}"] = str(int(role == "replica"))
            if role == "replica":
                told[f"mysql_slave_status_slave_io_running{of}"] = "1"
                told[f"mysql_slave_status_slave_sql_running{of}"] = "1"
                told[f"mysql_slave_status_seconds_behind_master{of}"] = "0"
    for balancer, host in (("h1", "vm1"), ("h2", "vm2")):
        of = f'job="haproxy",instance="{balancer}",host="{host}",proxy="sql"'
        told[f'up{{job="haproxy",instance="{balancer}",host="{host}"}}'] = "1"
        told[f"haproxy_backend_active_servers{{{of}}}"] = "1"
        told[f"haproxy_backend_backup_servers{{{of}}}"] = "2"
        told[f'haproxy_server_status{{{of},server="a1",state="DOWN"}}'] = "0"
    told[address("vm1")] = "1"
    for watch, host in (("eye1", "vm2"), ("eye2", "vm3")):
        labels = f'job="prometheus",instance="{watch}",host="{host}"'
        told[f"up{{{labels}}}"] = "1"
        told[f"prometheus_notifications_errors_total{{{labels}}}"] = "0"
    copied = '{job="host",instance="vm3",host="vm3",stack="stack",cluster="a",node="a3"}'
    told[f"dbstackc_backup_last_success_timestamp_seconds{copied}"] = "0+15"
    shown = '{job="host",instance="vm2",host="vm2",stack="stack",certificate="hub"}'
    told[f"dbstackc_certificate_end_timestamp_seconds{shown}"] = "2000000"
    named = '{job="containers",host="vm1",name="a1"}'
    told[f"container_memory_working_set_bytes{named}"] = "50"
    told[f"container_spec_memory_limit_bytes{named}"] = "100"
    return told


def address(host: str) -> str:
    """Return the series by which a host tells that it holds the vip."""
    labels = f'job="host",instance="{host}",host="{host}",device="eth0",address="10.0.0.100"'
    return f"node_network_address_info{{{labels}}}"


def series(changes: Mapping[str, str]) -> Sequence[dict[str, str]]:
    """Return all series for promtool; those that change begin with what they always have.

    changes: words that a series holds, all of them (apart by spaces), to the value that it gets,
        or "gone". A series that nobody told before begins with the change.
    """
    told = healthy()
    changed = {
        name: value
        for words, value in changes.items()
        for name in [each for each in told if all(word in each for word in words.split())]
        or [words]
    }
    found = []
    for name in {**told, **changed}:
        before = _run(told[name], WAS - 1) if name in told else f"_x{WAS - 1}"
        if name in changed:
            value = changed[name]
            after = f"stale _x{LOOKS}" if value == "gone" else _run(value, LOOKS)
        else:
            before, after = _run(told[name], WAS + LOOKS), ""
        found.append({"series": name, "values": f"{before} {after}".strip()})
    return found


def _run(value: str, times: int) -> str:
    return f"{value}x{times}" if "+" in value else f"{value}+0x{times}"
