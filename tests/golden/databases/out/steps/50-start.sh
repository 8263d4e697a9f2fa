#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Start all nodes and arbiters, and wait until every Galera member is in service.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/nodes.sh"

start member arbiter source replica
for node in $(nodes member); do
    until_true "$node is in service (if no member of $(column "$node" 1) is: ./recover.sh $(column "$node" 1))" \
        is_synced "$node"
    say "$node: in service"
done
