#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Copy each host's folder to the host, with the secrets that the host needs.
#
# Secrets come from the folder DBS_SECRETS (beside the bundle, its name and .secrets), those that are
# there; a host that gets its own from elsewhere keeps them.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
umask 077
secrets=${DBS_SECRETS:-$bundle.secrets}

for host in $(pick hosts 1 -); do
    folder=$bundle/hosts/$host
    [ -d "$folder" ] || continue
    if [ -f "$folder/fill.txt" ]; then
        mkdir -p "$folder/secrets"
        awk -F '\t' '$1 == "secret" { print $2 }' "$folder/fill.txt" | while read -r name; do
            [ ! -f "$secrets/$name" ] || cp "$secrets/$name" "$folder/secrets/$name"
        done
    fi
    if [ -z "${DBS_ON:-}" ] && is_here "$host"; then
        say "$host: is here"
        continue
    fi
    say "$host: copied to $place/$host"
    tar -C "$folder" --exclude=./filled -cf - . |
        anywhere "$host" "mkdir -p '$place/$host' && tar -C '$place/$host' -xf -"
done
