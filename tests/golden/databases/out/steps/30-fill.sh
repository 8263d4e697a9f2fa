#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Fill the holes of each host's files, on the host.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"

for host in $(pick hosts 1 -); do
    [ ! -f "$bundle/hosts/$host/fill.sh" ] || on "$host" "sh ./fill.sh" </dev/null
done
