"""A whole stack as text, and what a tree means apart from its layout."""

from dbstackc.base.report import Report
from dbstackc.base.source import Source
from dbstackc.syntax.parse import parse
from dbstackc.syntax.tree import Atom, Call, Pair, Statement, Text, Tree, Value

SAMPLE = """\
dbs 1                                        # language edition

secret root, sst, replication, mycat, stats, vrrp_inner, vrrp_outer from env

host vm[1..4] at 192.168.123.[36, 162, 104, 11]

network swarm_mysql { driver overlay; attachable yes }
network net1        { driver bridge;  subnet 172.18.0.0/16 }

let pool 10..1000

defaults cluster {
  network swarm_mysql
  root    secret.root
  pool    $pool
  memory  512M
}
defaults pxc         { image "percona/percona-xtradb-cluster:5.7.21"; sst secret.sst }
defaults replication { image "mishamx/mysql"; follow as backup with secret.replication }

pxc         pxc1 { nodes  p1w[1..4] on vm[1..4]:9001 }
pxc         pxc2 { nodes  p2w[1..4] on vm[1..4]:9002 }
replication rep1 { source r1w1 on vm1:9003; replicas r1r[1..3] on vm[2..4]:9003 }
replication rep2 { source r2w1 on vm1:9004; replicas r2r[1..3] on vm[2..4]:9004 }

schema neti on pxc1, pxc2, rep1, rep2 as dn[1..4] {
  table teacher on pxc1, pxc2 by copy
}
schema t1 on pxc1, pxc2 as tdn[1..2] {
  table teacher by copy
}
schema t2 on rep1, rep2 as tdn[3..4] {
  table teacher by copy
  table student by mod(id)
}

mycat mycat[1..2] on vm[1..2] {
  user admin with secret.mycat for neti, t1, t2
}

haproxy h[1..2] at 172.18.0.[7..8] in net1 on vm1 {
  publish 400[1,3] -> 8888, 400[2,4] -> 3306
  timeout connect(5s), client(50s), server(50s)
  stats   "/dbs" on 8888 for admin with secret.stats
  listen  proxy-mysql on 3306 to MySQL_[1..5] by roundrobin {
    check  as haproxy every 2s
    server weight(1), maxconn(2000)
  }
}
external MySQL_[1..5] at 172.18.0.[2..6]:3306

vip inner at 172.18.0.201 on eth0 to h[1..2] {
  router 51; beat 1s; auth secret.vrrp_inner
}
vip outer at 192.168.123.150 on ens33 to vm1 {
  router  51; beat 1s; auth secret.vrrp_outer
  forward 8888, 3306 to inner by rr { check every 3s; sticky 50s }
}
"""


def read(text: str) -> tuple[Tree, Report]:
    """Return the tree of a text and what was said of it."""
    report = Report()
    return parse(Source("stack.dbs", text), report), report


def tree_of(text: str) -> Tree:
    """Return the tree of a text that has no mistake."""
    tree, report = read(text)
    assert not list(report), [found.title for found in report]
    return tree


def meaning(statements: tuple[Statement, ...]) -> list[object]:
    """Return what statements say, with nothing of where and how they are written."""
    return [
        (
            found.word.text,
            [_value(value) for value in found.values],
            [
                (clause.preposition.text, [_value(value) for value in clause.values])
                for clause in found.clauses
            ],
            None if found.block is None else meaning(found.block),
        )
        for found in statements
    ]


def _value(value: Value) -> object:
    return [_atom(atom) for atom in value.atoms]


def _atom(atom: Atom) -> object:
    match atom:
        case Text():
            return ("text", atom.text)
        case Call():
            return ("call", atom.word.text, atom.argument and _value(atom.argument))
        case Pair():
            return ("pair", atom.left.text, atom.right.text)
        case _:
            return ("word", atom.text)


def comments(statements: tuple[Statement, ...]) -> list[object]:
    """Return the comments of each statement: above and inside, then beside."""
    return [
        (
            [comment.text for comment in found.before],
            [comment.text for comment in found.inside],
            [comment.text for comment in (found.after, found.closing) if comment],
            comments(found.block or ()),
        )
        for found in statements
    ]
