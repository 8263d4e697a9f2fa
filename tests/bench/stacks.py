"""Write the stacks that are measured: many shards of three nodes, and a short one."""

SIZES = (4, 100, 1_000, 10_000)
"""How many shards the measured stacks have."""

HOSTS = 300


def sharded(shards: int) -> str:
    """Return a stack of so many shards on 300 hosts, behind two routers, two balancers and a vip.

    Few lines, since that is how such a stack is written; its bundle says everything in full.
    """
    return f"""dbs 1
secret root, sst, app, stats, vrrp from env
host vm[1..{HOSTS}] at 10.0.[0..2].[1..100]
host edge[1..2] at 10.0.9.[1..2]
defaults cluster {{ root secret.root; user app with secret.app; pool 2..20 }}
defaults pxc {{ sst secret.sst }}
pxc shard[1..{shards}] {{ nodes 3 on vm[1..{HOSTS}] from 9001 }}
schema orders on shard[1..{shards}] {{
    table invoice by mod(customer_id)
    table country by copy
}}
mycat m[1..2] on edge[1..2] {{ user app with secret.app for orders }}
haproxy h[1..2] on edge[1..2] {{
    stats "/" on 8404 for admin with secret.stats
    listen sql on 3306 to m[1..2]
}}
vip db at 10.0.9.9/24 to h[1..2] {{ auth secret.vrrp }}
"""


FORTY_LINES = """dbs 1

# four hosts, three clusters
secret root, sst, app, stats, vrrp, repl from env

host vm[1..4] at 192.168.1.[11..14]
host edge[1..2] at 192.168.1.[21..22]

defaults cluster {
    root secret.root
    user app with secret.app
    pool 2..20
}
defaults pxc { sst secret.sst }

pxc a { nodes a[1..3] on vm[1..3]:9001 }
pxc b { nodes b[1..3] on vm[2..4]:9011 }
replication c {
    source c1 on vm1:9041
    replicas c2 on vm2:9041
    follow as replication with secret.repl
}

schema shop on a, b {
    table customer by mod(id)
    table invoice by mod(customer_id)
    table country by copy
}

mycat m[1..2] on edge[1..2] {
    user app with secret.app for shop
}

haproxy h[1..2] on edge[1..2] {
    stats "/" on 8404 for admin with secret.stats
    listen sql on 3306 to m[1..2]
    listen reports on 3307 to c for reads
}

vip db at 192.168.1.100/24 to h[1..2] { auth secret.vrrp }
"""
"""A stack of the size that people check at every keystroke."""
