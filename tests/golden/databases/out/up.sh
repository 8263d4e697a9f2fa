#!/bin/sh
# Bring the whole stack up, step by step; a second run changes nothing that is up.
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
for step in "$bundle"/steps/[0-9]*.sh; do
    printf '\n== %s\n' "$(sed -n '/^# shellcheck/d; /^# /{s///p;q;}' "$step")"
    sh "$step"
done
