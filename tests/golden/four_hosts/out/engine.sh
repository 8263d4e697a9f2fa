#!/bin/sh
# shellcheck disable=SC1091,SC2034,SC2154
# Set the kernel and the Docker engine of each host, one after another.
#
# A host whose files changed restarts its Docker. The next one follows when the members of Galera
# clusters that were in service there are in service again.
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
. "$bundle/steps/on.sh"
[ ! -f "$bundle/swarm/stack.yml" ] || DBS_ENGINE=swarm
. "$bundle/steps/nodes.sh"

for host in $(pick hosts 1 -); do
    folder=$bundle/hosts/$host/engine
    [ -d "$folder" ] || continue
    serving=
    for node in $(nodes member); do
        [ "$(host_of "$node")" != "$host" ] || ! is_synced "$node" || serving="$serving $node"
    done
    if [ -n "${DBS_ON:-}" ] || ! is_here "$host"; then
        tar -C "$folder" -cf - . |
            anywhere "$host" "mkdir -p '$place/$host/engine' && tar -C '$place/$host/engine' -xf -"
    fi
    on "$host" "sh engine/apply.sh" </dev/null
    for node in $serving; do
        until_true "$node is in service again" is_synced "$node"
    done
done
