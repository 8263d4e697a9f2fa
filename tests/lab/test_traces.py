"""A laboratory touches nothing but its own namespaces and folder, and takes them away again."""

import json
import subprocess
import sys

from tests.house.code import ROOT
from tests.lab.bench import MOST, folder

STACK = """dbs 1
secret root, app, follow, vrrp from env
host a at 10.77.2.1 on eth0
host b at 10.77.2.2 on eth0
replication r {
  source r1 on a:9001
  replicas r2 on b:9001
  image "mariadb:10.11"
  memory 512M
  root secret.root; user app with secret.app
  follow as backup with secret.follow
}
schema s on r
haproxy door[1..2] on a, b { listen writes on 3306 to r for writes }
vip front at 10.77.2.9/24 to door[1..2] { auth secret.vrrp }
"""


def test_a_machine_is_as_it_was_also_after_a_run_that_was_killed() -> None:
    """Links, addresses, routes, rules, mounts and processes, in namespaces where only it runs."""
    with folder() as state:
        path = state.with_name("stack.dbs")
        path.write_text(STACK)
        apart = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
        done = subprocess.run(
            [*apart, sys.executable, "-m", "tests.lab.alone", str(path), str(state)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=MOST,
        )
        assert done.returncode == 0, done.stdout + done.stderr[-4000:]
        told = json.loads(done.stdout.splitlines()[-1])
    assert told["codes"] == [0, 0, 0, 0], done.stderr[-4000:]
    assert told["left"]["run"] and told["left"]["ls /run/netns"]
    assert {"mariadbd", "haproxy", "keepalived"} <= set(told["meanwhile"]["run"])
    for seen in ("ip -o link", "ip -o address", "ip route", "nft list ruleset"):
        assert told["meanwhile"][seen] == told["before"][seen]
    assert told["after"] == told["before"]
    assert not told["folder"]
