#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Start each Galera cluster that has never run, once in its life.
#
# A cluster with a member in service is left alone, and so is one with data on any of its nodes: a
# second birth would make a second cluster. If such a cluster does not come back by itself, see
# recover.sh.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/nodes.sh"

# has_data NODE: whether a node was ever a member; fails where nobody can tell.
has_data() {
    line="[ -s /var/lib/mysql/grastate.dat ] && echo data || echo none"
    said=$(inside "$1" "$line" </dev/null 2>/dev/null || true)
    case $said in data | none) ;; *) said=$(alone "$1" "$line" | tr -d '\r' | tail -n 1) ;; esac
    case $said in
        data) return 0 ;;
        none) return 1 ;;
        *) fail "cannot tell whether $1 has data" ;;
    esac
}

birth() {
    running=$(primary_of "$1")
    if [ -n "$running" ]; then
        say "$1: runs ($running)"
        return
    fi
    members=$(nodes member "$1")
    for member in $members; do
        if has_data "$member"; then
            say "$1: $member has data, so this is no birth; its members will look for each other"
            return
        fi
    done
    first=${members%%
*}
    say "$1: is born on $first"
    born "$first" bootstrap.yml
    for member in $members; do
        [ "$member" = "$first" ] || { joined "$member" && say "$1: $member joined"; }
    done
    if [ "$members" = "$first" ]; then
        say "$1: has one member, which cannot start again by itself: see recover.sh"
        return
    fi
    # from now on it starts like all others, and can never make a cluster of its own
    joined "$first"
    say "$1: $first joined"
}

for cluster in $(galera_clusters); do
    birth "$cluster"
done
