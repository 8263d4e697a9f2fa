#!/bin/sh
# shellcheck disable=SC1091,SC2046,SC2154
# backup.sh [CLUSTER…]: copy clusters now, all that have a backup where none is named.
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
. "$bundle/steps/on.sh"

[ $# -gt 0 ] || set -- $(pick backups 1 -)
for cluster in "$@"; do
    host=$(pick backups 2 "$cluster")
    [ -n "$host" ] || fail "no cluster of this name is copied: $(pick backups 1 - | tr '\n' ' ')"
    on "$host" "./backup/backup.sh $cluster" </dev/null
done
