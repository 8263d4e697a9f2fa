#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Make each replica follow its source.
#
# 60-follow.sh [CLUSTER]: those of one cluster.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/nodes.sh"

is_up() { printf 'SELECT 1;\n' | as_root "$1" >/dev/null 2>&1; }

for replica in $(nodes replica "${1:--}"); do
    source=$(nodes source "$(column "$replica" 1)")
    until_true "$source answers" answers "$source"
    until_true "$replica answers root" is_up "$replica"
    filled "$replica" "sql/$replica-follow.sql" | as_root "$replica"
    # the account of the checks reaches a replica from its source, and no other way
    until_true "$replica follows $source" answers "$replica"
    say "$replica: follows $source"
done
