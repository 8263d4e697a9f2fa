#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Free the space of images that nothing in the registry names any more.
#
# The registry rests meanwhile: what is pushed while it looks would be taken for refuse.
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/registry.sh"

service=$(on "$hub" "$hub_compose config --services" </dev/null)
on "$hub" "$hub_compose stop" </dev/null
on "$hub" "$hub_compose run --rm --no-deps -T $service garbage-collect -m /etc/dbstackc/config.yml" \
    </dev/null || say "$hub: nothing was freed"
on "$hub" "$hub_compose up -d" </dev/null
