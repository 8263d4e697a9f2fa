#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Start the registry, bring the images that others have into it, and let every host log in.
#
# What is there stays; with the word `again` everything is pulled anew.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/registry.sh"

open_registry
mirror_all "$@"
for host in $(pick hosts 1 -); do
    [ ! -d "$bundle/hosts/$host" ] || [ "$host" = "$hub" ] || log_in "$host"
done
