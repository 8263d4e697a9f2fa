#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Build on each host the images that no registry has.
#
# A host that has one, built from the same folder, keeps it.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/images.sh"

make_all
