#!/bin/sh
# Make the hosts known to docker on this machine: `docker --context STACK-HOST ps` asks one by ssh.
#
# A context that is there is brought up to date.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
stack=$(cat "$bundle/steps/name.txt")
tab=$(printf '\t')

while IFS="$tab" read -r host address login port; do
    case $host in \#*) continue ;; esac
    case $address in *:*) address="[$address]" ;; esac
    verb=create
    ! docker context inspect "$stack-$host" >/dev/null 2>&1 || verb=update
    docker context "$verb" "$stack-$host" --docker "host=ssh://$login@$address:$port" </dev/null
done <"$bundle/machines/hosts.txt"
