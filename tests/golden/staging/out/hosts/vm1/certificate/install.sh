#!/bin/sh
# Lay the timers of this folder where systemd reads them, and take away those that are no more.
#
# DBS_UNDER a folder in place of /: nothing is started
set -eu
cd "$(dirname "$0")"
here=$(pwd)
root=${DBS_UNDER:-}
units=$root/etc/systemd/system

say() { printf '%s: %s\n' "$(basename "$(dirname "$here")")" "$*"; }

fail() {
    say "$*" >&2
    exit 1
}

tell() { [ -n "$root" ] || systemctl "$@"; }

case $here in *[!A-Za-z0-9/._-]*) fail "systemd would misread the name of the folder $here" ;; esac
[ -n "$root" ] || [ -d /run/systemd/system ] ||
    fail "no systemd runs here: let what there is call what $here/*.service start"

mkdir -p "$units"
for unit in *.service *.timer; do
    sed "s|^\(Exec[A-Za-z]*=-\{0,1\}\)/[^ ]*/\([a-z]*\.sh\)|\1$here/\2|" "$unit" >"$units/.$unit.new"
    chmod 644 "$units/.$unit.new"
    mv -f "$units/.$unit.new" "$units/$unit"
done
set -- *@.service
for timer in "$units/${1%.service}"*.timer; do
    [ -e "$timer" ] || continue
    if [ ! -e "${timer##*/}" ]; then
        tell disable --now "${timer##*/}"
        rm -f "$timer"
        say "${timer##*/}: is no more"
    fi
done
tell daemon-reload
for timer in *.timer; do
    tell enable --now "$timer"
    say "$timer: $(sed -n 's/^OnCalendar=//p' "$timer")"
done
