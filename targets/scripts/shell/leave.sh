#!/bin/sh
# shellcheck disable=SC1091,SC2034,SC2154
# leave.sh HOST: take a host out of the swarm, from another machine that manages it.
#
# What runs there is stopped, and its volumes stay with the host. A manager is made a worker first;
# refused where too few managers would be left to agree.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"

[ $# = 1 ] || fail "say which host: $(pick hosts 1 - | tr '\n' ' ')"
host=$1
[ -n "$(address_of "$host")" ] || fail "no host is called $host"
id=$($docker node ls -q -f "node.label=dbstackc.host=$host")
[ -n "$id" ] || fail "$host is not in the swarm, or this machine does not manage it"
[ "$($docker info -f '{{.Swarm.NodeID}}')" != "$id" ] || fail "run this on another manager"

if [ "$($docker node inspect -f '{{.Spec.Role}}' "$id")" = manager ]; then
    all=$($docker node ls -q -f role=manager | wc -l)
    up=0
    for each in $($docker node ls -q -f role=manager); do
        [ "$each" != "$id" ] || continue
        reach=$($docker node inspect -f '{{with .ManagerStatus}}{{.Reachability}}{{end}}' "$each")
        [ "$reach" != reachable ] || up=$((up + 1))
    done
    [ $((up * 2)) -gt $((all - 1)) ] ||
        fail "$host is one of $all managers, and $up others answer: too few to agree"
    $docker node demote "$id"
fi
say "$host: leaves"
anywhere "$host" "$docker swarm leave" </dev/null || say "$host: does not answer; it is put out"
is_down() { [ "$($docker node inspect -f '{{.Status.State}}' "$id")" != ready ]; }
until_true "$host is gone" is_down
$docker node rm --force "$id" >/dev/null
say "$host: is out of the swarm"
