# shellcheck shell=sh disable=SC2154
# Read by the scripts that ask nodes, after on.sh. Columns of nodes.txt: cluster, kind, node, role,
# host, port, client, check account, server, root's secret.
column() { awk -F '\t' -v node="$1" -v column="$2" '$3 == node { print $column }' "$tables/nodes.txt"; }
# nodes ROLE [CLUSTER]: print the nodes of a role, in the order of the topology.
nodes() { awk -F '\t' -v role="$1" -v cluster="${2:--}" '$4 == role && (cluster == "-" || $1 == cluster) { print $3 }' "$tables/nodes.txt"; }
galera_clusters() { pick nodes 1 - galera; }
host_of() { column "$1" 5; }

# inside NODE LINE: run a shell line in a node's container, which runs. A Swarm calls it otherwise,
# and keeps the folder of a host to itself.
inside() {
    if [ "${DBS_ENGINE:-compose}" = swarm ]; then
        name="\$($docker ps -q -f label=com.docker.swarm.service.name=${stack}_$1 | head -n 1)"
        at "$(host_of "$1")" "$docker exec -i $name sh -c '$2'"
    else
        on "$(host_of "$1")" "$docker exec -i $1 sh -c '$2'"
    fi
}

# filled NODE FILE: print a filled file of a node's host.
filled() {
    if [ "${DBS_ENGINE:-compose}" = swarm ]; then
        cat "$bundle/hosts/$(host_of "$1")/filled/$2"
    else
        on "$(host_of "$1")" "cat filled/$2" </dev/null
    fi
}

# ask NODE WORDS: ask a node with the account of the balancers' checks; WORDS have no quotes.
ask() {
    inside "$1" "$(column "$1" 7) -h 127.0.0.1 -P $(column "$1" 6) -u $(column "$1" 8) -N -B -e \"$2\"" \
        </dev/null 2>/dev/null
}

wsrep() { ask "$1" 'SHOW GLOBAL STATUS' | awk -v name="wsrep_$2" '$1 == name { print $2 }'; }

is_primary() { [ "$(wsrep "$1" cluster_status)" = Primary ]; }
is_synced() { is_primary "$1" && [ "$(wsrep "$1" local_state)" = 4 ]; }
answers() { ask "$1" 'SELECT 1' >/dev/null; }

# primary_of CLUSTER: print a member that is in service, or nothing.
primary_of() {
    for member in $(nodes member "$1"); do
        if is_primary "$member"; then
            say "$member"
            return
        fi
    done
}

# as_root NODE: run the SQL on standard input as root, whose password never leaves the container.
as_root() {
    secret=$(column "$1" 10)
    [ "$secret" != - ] || fail "$1: root has no secret in the topology, so nobody can log in as root"
    inside "$1" "f=\$(mktemp) && trap \"rm -f \$f\" EXIT && { echo \"[client]\"; printf \"password=\\\"\"; sed \"s/[\\\\\\\\\\\"]/\\\\\\\\&/g\" /run/secrets/$secret | tr -d \"\\n\"; echo \"\\\"\"; } >\$f && $(column "$1" 7) --defaults-extra-file=\$f -u root"
}

# alone NODE LINE: run a shell line in a container of its own that has the data of a node that does
# not run.
alone() {
    on "$(host_of "$1")" \
        "$compose run --rm --no-deps -T --entrypoint sh $1 -c '$2'" </dev/null
}

# born NODE [FILE]: start a cluster with a node, and wait until it is in service. FILE: the override
# that makes it so.
born() {
    on "$(host_of "$1")" "$compose -f compose.yml -f $2 up -d --no-deps $1" </dev/null
    until_true "$1 is in service" is_synced "$1"
}

# joined NODE: start a member that joins, and wait until it is in service.
joined() {
    on "$(host_of "$1")" "$compose up -d --no-deps $1" </dev/null
    until_true "$1 is in service" is_synced "$1"
}
