#!/bin/sh
# shellcheck disable=SC1091,SC2154
# recover.sh CLUSTER: bring a Galera cluster back of which no member is in service.
#
# Stops all members, asks each how far its data goes, and starts the cluster with the one that has
# the most; the others take from it what they lack. Refuses while any member is in service, and
# while any member cannot be asked: it might be the one with the most. A member that is lost for
# good is left out by DBS_WITHOUT="NODE …".
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/nodes.sh"

[ $# = 1 ] || fail "say which cluster: $(galera_clusters | tr '\n' ' ')"
cluster=$1
members=
for node in $(nodes member "$cluster"); do
    case " ${DBS_WITHOUT:-} " in *" $node "*) say "$node: left out" ;; *) members="$members $node" ;; esac
done
[ -n "$members" ] || fail "no Galera cluster is called $cluster"
running=$(primary_of "$cluster")
[ -z "$running" ] || fail "$running is in service: start the others, and they will join it"

for node in $members; do
    say "$node: stopped"
    on "$(host_of "$node")" "$compose stop $node" </dev/null
done

# position NODE: print how far a node's data goes, as the group's uuid, a colon and a number. The
# server steps down before it opens its log, and then a file of root's is not its own.
position() {
    alone "$1" "f=\$(mktemp); chmod 666 \$f; $(column "$1" 9) --user=mysql --wsrep-recover --loose-log-error-verbosity=3 --log-error=\$f >/dev/null 2>&1; cat \$f; rm -f \$f" |
        sed -n 's/.*[Rr]ecovered position: *\([0-9a-f-]*:-\{0,1\}[0-9]*\).*/\1/p' | tail -n 1
}

best=
most=-2
group=
for node in $members; do
    found=$(position "$node" || true)
    [ -n "$found" ] || fail "$node does not say how far its data goes; nothing was started"
    say "$node: $found"
    number=${found##*:}
    uuid=${found%:*}
    [ "$uuid" != 00000000-0000-0000-0000-000000000000 ] || continue
    [ -z "$group" ] || [ "$group" = "$uuid" ] ||
        fail "$node has data of another cluster than $best; nothing was started"
    group=$uuid
    if [ "$number" -gt "$most" ]; then
        best=$node
        most=$number
    fi
done
[ -n "$best" ] || fail "no member of $cluster has data: a cluster that never ran is born by up.sh"

say "$cluster: starts with $best, which has the most"
alone "$best" "sed -i \"s/^safe_to_bootstrap:.*/safe_to_bootstrap: 1/\" /var/lib/mysql/grastate.dat"
override="{\"services\": {\"$best\": {\"command\": [\"$(column "$best" 9)\", \"--wsrep-new-cluster\", \"--wsrep-start-position=$group:$most\"], \"restart\": \"no\"}}}"
printf '%s\n' "$override" | on "$(host_of "$best")" "mkdir -p filled && cat >filled/recover.yml"
born "$best" filled/recover.yml
for node in $members; do
    [ "$node" = "$best" ] || { joined "$node" && say "$node: joined"; }
done
if [ "$members" != " $best" ]; then
    joined "$best"
    say "$best: joined"
fi
on "$(host_of "$best")" "rm -f filled/recover.yml" </dev/null
say "$cluster: is back"
