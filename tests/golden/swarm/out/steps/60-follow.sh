#!/bin/sh
# shellcheck disable=SC1091,SC2154
# Make each replica follow its source.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/nodes.sh"

# as_root NODE: run the SQL on standard input as root, whose password never leaves the container.
as_root() {
    secret=$(column "$1" 10)
    [ "$secret" != - ] || fail "$1: root has no secret in the topology, so nobody can log in as root"
    inside "$1" "f=\$(mktemp) && trap \"rm -f \$f\" EXIT && { echo [client]; printf \"password=\\\"\"; sed \"s/[\\\\\\\\\\\"]/\\\\\\\\&/g\" /run/secrets/$secret | tr -d \"\\n\"; echo \"\\\"\"; } >\$f && $(column "$1" 7) --defaults-extra-file=\$f -u root"
}
is_up() { printf 'SELECT 1;\n' | as_root "$1" >/dev/null 2>&1; }

for replica in $(nodes replica); do
    source=$(nodes source "$(column "$replica" 1)")
    until_true "$source answers" answers "$source"
    until_true "$replica answers root" is_up "$replica"
    on "$(host_of "$replica")" "cat filled/sql/$replica-follow.sql" </dev/null | as_root "$replica"
    # the account of the checks reaches a replica from its source, and no other way
    until_true "$replica follows $source" answers "$replica"
    say "$replica: follows $source"
done
