#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Close the hosts to all but what the stack needs.
#
# A host opens by itself after a minute, unless a login that is made after it closed says that it may
# stay so.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"

for host in $(pick firewalls 1 -); do
    say "$host: closes"
    on "$host" './firewall/close.sh' </dev/null
    on "$host" './firewall/close.sh keep' </dev/null
done
