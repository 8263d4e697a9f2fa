#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Let each host copy its clusters when it is time.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"

for host in $(pick backups 2 - | sort -u); do
    # in a Swarm nobody has copied it
    if [ -n "${DBS_ON:-}" ] || ! is_here "$host"; then
        set -- backup
        for secret in $(pick backups 7 - "$host"); do
            [ ! -f "$bundle/hosts/$host/secrets/$secret" ] || set -- "$@" "secrets/$secret"
        done
        tar -C "$bundle/hosts/$host" -cf - "$@" |
            anywhere "$host" "mkdir -p '$place/$host' && tar -C '$place/$host' -xf -"
    fi
    on "$host" './backup/install.sh' </dev/null
done
