#!/bin/sh
# Set the kernel and the Docker engine of this machine as this folder says.
#
# A second run changes nothing. A daemon.json that was there stays beside the new one, as
# daemon.json.before, and comes back if Docker does not start with the new one.
#
# DBS_UNDER    a folder in place of /, for a machine that does not run yet: nothing is started
# DBS_RESTART  how Docker is restarted (systemctl restart docker)
# DBS_WAIT     seconds to wait for Docker (60)
set -eu
cd "$(dirname "$0")"
root=${DBS_UNDER:-}

say() { printf '%s: %s\n' "$(basename "$(dirname "$(pwd)")")" "$*"; }

fail() {
    say "$*" >&2
    exit 1
}

# lay FILE PLACE: put a file in its place; fails where it is there already.
lay() {
    [ -f "$1" ] || return 1
    ! cmp -s "$1" "$root$2" || return 1
    mkdir -p "$root${2%/*}"
    cp "$1" "$root$2.new"
    chmod 644 "$root$2.new"
    mv -f "$root$2.new" "$root$2"
    say "$2"
}

answers() {
    end=$(($(date +%s) + ${DBS_WAIT:-60}))
    until docker info >/dev/null 2>&1; do
        [ "$(date +%s)" -lt "$end" ] || return 1
        sleep 1
    done
}

restart() { ${DBS_RESTART:-systemctl restart docker} && answers; }

if lay sysctl.conf /etc/sysctl.d/60-dbstackc.conf && [ -z "$root" ]; then
    sysctl -q -p /etc/sysctl.d/60-dbstackc.conf
fi
if lay modules.conf /etc/modules-load.d/dbstackc.conf && [ -z "$root" ]; then
    sed '/^#/d' modules.conf | while read -r module; do modprobe "$module"; done
fi

place=/etc/docker/daemon.json
if [ -z "$root" ] && dockerd --help 2>/dev/null | grep -q -e '--validate'; then
    dockerd --validate --config-file "$(pwd)/daemon.json" >/dev/null ||
        fail "Docker would not start with daemon.json; nothing was changed"
fi
if cmp -s daemon.json "$root$place"; then
    say "Docker is set as it should be"
    exit
fi
before=
if [ -f "$root$place" ]; then
    before=$root$place.before
    cp -p "$root$place" "$before"
fi
lay daemon.json "$place"
[ -z "$root" ] || exit 0
if restart; then
    say "Docker runs as it should"
    exit
fi
if [ -n "$before" ]; then cp -p "$before" "$place"; else rm -f "$place"; fi
restart || fail "Docker starts neither with the new daemon.json nor with the one before"
fail "Docker did not start with the new daemon.json; the one before is back"
