"""What is known of images and mirrors, by a date: the one place where such knowledge is kept.

Rules read it. Whoever learns more changes this file and `AS_OF`.

Source: Oracle, "Lifetime support policy"; mariadb.org, "Maintenance policy"; docs.haproxy.org,
"Versions"; the repositories' own pages on Docker Hub; further sources beside what they say.
"""

from dbstackc.base.record import record

AS_OF = "2026-11-25"
"""The day up to which this is known."""

HOLDS = {
    "mysql": "mysql",
    "mysql/mysql-server": "mysql",
    "percona": "mysql",
    "percona/percona-server": "mysql",
    "mariadb": "mariadb",
    "percona/percona-xtradb-cluster": "pxc",
}
"""The engine of well-known repositories, by its flavour."""

Series = tuple[int, ...]

ENDED: dict[str, tuple[tuple[Series, Series, str], ...]] = {
    "mysql": (
        ((0,), (5, 7), "before 2023"),
        ((5, 7), (8, 0), "in October 2023"),
        ((8, 1), (8, 4), "when the next one came, in 2024 at the latest"),
    ),
    "pxc": (
        ((0,), (5, 7), "before 2023"),
        ((5, 7), (8, 0), "in October 2023"),
        ((8, 1), (8, 4), "when the next one came, in 2024 at the latest"),
    ),
    "mariadb": (
        ((0,), (10, 5), "in June 2024 at the latest"),
        ((10, 5), (10, 6), "in June 2025"),
        ((10, 6), (10, 7), "in July 2026"),
        ((10, 7), (10, 11), "a year after it came"),
        ((11, 0), (11, 4), "a year after it came"),
    ),
    "haproxy": (
        ((0,), (2, 4), "in 2025 at the latest"),
        ((2, 5), (2, 6), "in 2023"),
        ((2, 7), (2, 8), "in 2024"),
        ((2, 9), (3, 0), "in 2025"),
    ),
}
"""Of an engine, the series from one version to below another, and when they ended."""

LATE = {"mysql": (((8, 0), (8, 1), "in April 2026"),)}
"""Series that ended so lately that many still move off them."""

FORSAKEN = {
    "adoptopenjdk/openjdk8": ("since August 2021", "eclipse-temurin:8-jre"),
    "bitnami/mariadb-galera": ("since August 2025", "mariadb:10.11"),
    "bitnami/mysql": ("since August 2025", "mysql:8.4.10"),
    "google/cadvisor": ("since 2019", "gcr.io/cadvisor/cadvisor:v0.49.1"),
    "java": ("since 2017", "eclipse-temurin:8-jre"),
    "mishamx/mysql": ("since January 2018", "mysql:8.4.10"),
    "mysql/mysql-server": ("since January 2023", "mysql:8.4.10"),
    "openjdk": ("since July 2022", "eclipse-temurin:8-jre"),
    "portainer/portainer": ("since 2021", "portainer/portainer-ce:2.39.6-alpine"),
    "rancher/server": ("since July 2020", "portainer/portainer-ce:2.39.6-alpine"),
}
"""Repositories that nobody fills any more: since when, and what stands in their place.

Source: bitnami/containers#83267; google/cadvisor, README.md; docker-library/openjdk#505;
docker-library/docs#2008; mishamx/docker-mysql (its last commit); Docker Hub, mysql/mysql-server;
Portainer documentation, "Upgrading from 1.x"; rancher/rancher, README_1_6.md.
"""

PANELS = {
    "portainer": "portainer/portainer-ce:2.39.6-alpine",
    "visualizer": "dockersamples/visualizer:stable",
}
"""What each kind of panel runs where nothing is said.

Portainer 2.39 is a long-term series; of its two forms the one on Alpine has a shell, which reads a
secret from its file. The visualizer has no tags of versions: it is a sample, made for amd64 alone,
on a Node.js that ended in April 2022.

Source: portainer/k8s, chart 2.39; portainer/portainer, build/linux/alpine.Dockerfile;
dockersamples/docker-swarm-visualizer 82bd663, README.md and Dockerfile (node:12-alpine);
nodejs/Release, README.md.
"""

AGENT_OF = "portainer/agent:2.39.6-alpine"
"""The agent of that Portainer. Source: portainer/agent, build/linux/alpine.Dockerfile."""

WATCHERS = {
    "prometheus": "prom/prometheus:v3.5.0",
    "grafana": "grafana/grafana:12.0.2",
    "host": "prom/node-exporter:v1.9.1",
    "containers": "gcr.io/cadvisor/cadvisor:v0.52.1",
    "database": "prom/mysqld-exporter:v0.17.2",
}
"""What looks at a stack where nothing is said: by its name, or by what an exporter tells of.

Prometheus 3.5 is a long-term series. cAdvisor's image lies at gcr.io, since Docker Hub's is frozen.

Source: prometheus.io, "Long-term support"; google/cadvisor, README.md; the projects' own releases.
"""

PAUSE = "registry.k8s.io/pause:3.10"
"""A container that only waits, so that a network outlives those who join it; 0.5 MB.

Source: kubernetes v1.31, build/pause.
"""

GARBD = {
    (0,): "percona/percona-xtrabackup:2.4",
    (8,): "percona/percona-xtrabackup:8.0",
    (8, 4): "percona/percona-xtrabackup:8.4",
}
"""Images that have garbd, which no image of a server has, by the version of PXC from which on.

Source: percona-docker, percona-xtrabackup-{2.4,8.0,8.x}/Dockerfile (they install
percona-xtradb-cluster-garbd); percona-xtradb-cluster-*/Dockerfile (they do not).
"""

BASES = {
    "mycat": "eclipse-temurin:8-jre",
    "keepalived": "debian:12-slim",
    "plain": "debian:12-slim",
}
"""What each recipe of an image begins with: MyCat is made for Java 8, keepalived is 2.2.7 here.

Source: MyCat 1.6.7.4, pom.xml (source and target 1.8).
"""


@record(frozen=True, slots=True)
class Habit:
    """What an image does that nobody told it.

    does: completes "it …", as in "gives every replica the server id 2". so: what follows from it.
    source: where that is to be read. is_met: whether the files of a bundle meet it already.
    """

    does: str
    so: str
    source: str
    is_met: bool = False


HABITS = {
    "percona/percona-xtradb-cluster": (
        Habit(
            "takes an empty CLUSTER_JOIN for the order to found a new cluster, at every start",
            "a first node that lost its volume comes back as a second cluster beside the first",
            "percona/percona-docker, percona-xtradb-cluster-8.0/dockerdir/entrypoint.sh",
            is_met=True,
        ),
        Habit(
            "runs as uid 1001 since June 2018",
            "files that it is to read, and a folder of the host for its data, must belong to 1001",
            "percona/percona-docker, percona-xtradb-cluster-8.0/Dockerfile",
            is_met=True,
        ),
    ),
    "mishamx/mysql": (
        Habit(
            "gives every replica the server id 2, replicates without GTID, and loads a replica by"
            " a dump",
            "two replicas of one id put each other out, and a replica cannot be given another"
            " source",
            "mishamx/docker-mysql, replication-entrypoint.sh:40",
        ),
    ),
    "actency/docker-mysql-replication": (
        Habit(
            "gives every replica the server id 2, and replicates without GTID",
            "two replicas of one id put each other out, and a replica cannot be given another"
            " source",
            "Actency/docker-mysql-replication, 5.7/core/replication-entrypoint.sh",
        ),
    ),
    "haproxy": (
        Habit(
            "runs as uid 99 since 2.4",
            "it opens no port below 1024 in the host's own network, and `chroot` ends its start",
            "docker-library/haproxy, 2.4/Dockerfile",
            is_met=True,
        ),
    ),
    "registry": (
        Habit(
            "has no program `htpasswd` since 2.7.1",
            "its file of accounts is made on the host",
            "distribution/distribution-library-image#106",
            is_met=True,
        ),
    ),
}
"""What images do by themselves, by repository."""

MIRRORS = {
    "azk8s.cn": (
        "answers Azure's own machines alone since April 2020",
        "Azure/container-service-for-azure-china#58",
    ),
    "docker.mirrors.ustc.edu.cn": (
        "answers its own campus alone since 2023",
        "feiskyer/kubernetes-handbook#274, dyrnq/install-docker#12",
    ),
    "mirror.ccs.tencentyun.com": (
        "answers Tencent Cloud's own machines alone",
        "Tencent Cloud documentation, Docker Hub mirror",
    ),
    "reg-mirror.qiniu.com": (
        "closed in May 2020",
        "docker-practice/docker-registry-cn-mirror-test#3",
    ),
    "registry.docker-cn.com": ("closed in May 2019", "docker/docs#8793"),
}
"""Mirrors of Docker Hub that do not answer everyone: a host, or its end, why, who says so."""

UNREAD = {
    "authorization-plugin": "authorization-plugins",
    "dns-opt": "dns-opts",
    "exec-opt": "exec-opts",
    "host": "hosts",
    "insecure-registry": "insecure-registries",
    "label": "labels",
    "log-opt": "log-opts",
    "registry-mirror": "registry-mirrors",
    "storage-opt": "storage-opts",
    "default-address-pool": "default-address-pools",
    "add-runtime": "runtimes",
    "default-ulimit": "default-ulimits",
    "node-generic-resource": "node-generic-resources",
}
"""Words of dockerd's command line that it takes in daemon.json without a word, and does not read:
what it reads is called otherwise. Seen with Docker 20.10: dockerd starts with each of these.

Source: moby/moby#21000; moby v20.10, daemon/config/config.go (findConfigurationConflicts).
"""
