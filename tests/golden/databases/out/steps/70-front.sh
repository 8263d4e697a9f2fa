#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Start what clients meet: routers, then balancers, the addresses that lead to them, applications,
# and last what shows it all and looks at it.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"

start router address balancer keepalived application agent panel exporter watch
