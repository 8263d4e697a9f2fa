#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Create the networks that span hosts, where they are not there yet.
#
# An overlay needs a swarm: on its first manager it is made once for all. Networks of one host are
# made by Compose.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"

for host in $(pick networks 1 -); do
    for network in $(pick networks 2 "$host"); do
        options=$(pick networks 3 "$host" "$network")
        if on "$host" "$docker network inspect $network >/dev/null 2>&1" </dev/null; then
            say "$host: network $network is there"
        else
            say "$host: network $network"
            on "$host" "$docker network create $options $network" </dev/null
        fi
    done
done
