#!/bin/sh
# Make the hosts known to docker-machine on this machine. It is retired: see contexts.sh.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
tab=$(printf '\t')

while IFS="$tab" read -r host address login port; do
    case $host in \#*) continue ;; esac
    docker-machine create --driver generic --generic-ip-address "$address" \
        --generic-ssh-user "$login" --generic-ssh-port "$port" "$host" </dev/null
done <"$bundle/machines/hosts.txt"
