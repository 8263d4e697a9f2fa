#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Build on each host the images that no registry has.
#
# A host that has one, built from the same folder, keeps it. With a registry it is built there once,
# and pushed.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/images.sh"

make_all
if [ -f "$bundle/steps/registry.sh" ]; then
    . "$bundle/steps/registry.sh"
    push_built
fi
