#!/bin/sh
# shellcheck disable=SC1091,SC2034,SC2154
# Make the swarm, label its machines, and deploy the stack from this machine, its first manager.
#
# Join tokens are read when they are needed and kept nowhere. A second run changes what changed.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
DBS_ENGINE=swarm
. "$bundle/steps/nodes.sh"

first=$(pick managers 1 - | head -n 1)
is_here "$first" || fail "run this on $first (or say DBS_HERE=$first if this is it)"
place=${DBS_PLACE:-/tmp}
state() { anywhere "$1" "$docker info -f '{{.Swarm.LocalNodeState}}'" </dev/null; }

[ "$($docker info -f '{{.Swarm.LocalNodeState}}')" = active ] ||
    $docker swarm init --advertise-addr "$(address_of "$first")"
managers=$(pick managers 1 -)
for host in $(pick hosts 1 -); do
    if [ "$host" != "$first" ] && [ "$(state "$host")" != active ]; then
        kind=worker
        for manager in $managers; do [ "$manager" != "$host" ] || kind=manager; done
        say "$host: joins as $kind"
        $docker swarm join-token -q "$kind" | anywhere "$host" \
            "read -r token && $docker swarm join --token \"\$token\" $(address_of "$first"):2377"
    fi
    if [ "$host" = "$first" ]; then
        id=$($docker info -f '{{.Swarm.NodeID}}')
    else
        id=$(anywhere "$host" "$docker info -f '{{.Swarm.NodeID}}'" </dev/null)
    fi
    say "$host: label"
    $docker node update --label-add "dbstackc.host=$host" "$id"
done

if [ -f "$bundle/steps/images.sh" ]; then
    . "$bundle/steps/images.sh"
    make_all
fi

# the files of all hosts are kept by the swarm, so they are filled here
for folder in "$bundle"/hosts/*/; do
    [ ! -f "$folder/fill.sh" ] || DBS_SECRETS=${DBS_SECRETS:-$bundle.secrets} sh "$folder/fill.sh"
done

cd "$bundle"
if [ -n "$($docker stack services -q "$stack" 2>/dev/null)" ] || [ ! -f swarm/bootstrap.yml ]; then
    $docker stack deploy -c swarm/stack.yml "$stack"
    exit
fi
for volume in $($docker volume ls -q -f "label=com.docker.stack.namespace=$stack"); do
    fail "$volume is there, so this is no birth: deploy swarm/stack.yml by hand"
done
$docker stack deploy -c swarm/stack.yml -c swarm/bootstrap.yml "$stack"
for member in $(nodes member); do
    until_true "$member is in service" is_synced "$member"
    say "$member: in service"
done
$docker stack deploy -c swarm/stack.yml "$stack"
