#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Say of every node whether it serves, and what Docker says of the rest.
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/nodes.sh"

for node in $(nodes member; nodes source; nodes replica); do
    case $(column "$node" 4) in
        member)
            said=$(ask "$node" 'SHOW GLOBAL STATUS' | awk '
                $1 == "wsrep_cluster_status" { status = $2 }
                $1 == "wsrep_cluster_size" { size = $2 }
                $1 == "wsrep_local_state_comment" { state = $2 }
                END { if (status) print state ", " status ", " size " in the group" }
            ')
            ;;
        *) said=$(ask "$node" 'SELECT IF(@@read_only, 0, 1)' | sed 's/^1$/takes writes/; s/^0$/reads only/') ;;
    esac
    printf '%-24s %-12s %s\n' "$node" "$(host_of "$node")" "${said:-does not answer}"
done
for host in $(pick services 2 -); do
    say "$host"
    on "$host" "$compose ps -a" </dev/null || say "  does not answer"
done
