#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Stop the whole stack, the addresses first and the data last; no data is removed.
#
# The first member of each Galera cluster stops last. A cluster that was stopped in peace does not
# come back by itself: ./recover.sh CLUSTER, then ./up.sh.
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/nodes.sh"

stop watch exporter panel agent application keepalived balancer address router replica source arbiter
for cluster in $(galera_clusters); do
    members=$(nodes member "$cluster" | sed -n '1!G;h;$p')
    for member in $members; do
        say "$(host_of "$member"): $member"
        on "$(host_of "$member")" "$compose stop $member" </dev/null
    done
done
