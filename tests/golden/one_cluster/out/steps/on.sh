# shellcheck shell=sh disable=SC2034,SC2154
# Read by the other scripts, which set `bundle`: what the tables say, and how a line runs on a host.
#
# DBS_SSH     how a host is reached (ssh -o BatchMode=yes -o ConnectTimeout=10)
# DBS_ON      a program to use in its place: it gets the host's name, its address and a shell line
# DBS_HERE    names of hosts that are this machine; 127.0.0.1 is, too
# DBS_PLACE   the folder on each host that holds the host's own folder (/opt/dbstackc/STACK)
# DBS_DOCKER  the container engine's program (docker); DBS_COMPOSE its Compose (docker compose)
# DBS_WAIT    seconds to wait for a node (300)
tables=$bundle/steps
stack=$(cat "$tables/name.txt")
place=${DBS_PLACE:-/opt/dbstackc/$stack}
docker=${DBS_DOCKER:-docker}
compose=${DBS_COMPOSE:-$docker compose}
wait=${DBS_WAIT:-300}

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# pick TABLE COLUMN KEY…: print a column of the rows whose first fields are the keys, up to three;
# each value once, in the order of the table. A key of - fits all.
pick() {
    awk -F '\t' -v column="$2" -v keys="$3 ${4:--} ${5:--}" '
        BEGIN { count = split(keys, key, " ") }
        /^#/ { next }
        {
            for (i = 1; i <= count; i++) if (key[i] != "-" && key[i] != $i) next
            if (!seen[$column]++) print $column
        }
    ' "$tables/$1.txt"
}

address_of() { pick hosts 2 "$1"; }

# is_here HOST: whether a host is this machine.
is_here() {
    case " ${DBS_HERE:-} " in *" $1 "*) return 0 ;; esac
    case $(address_of "$1") in 127.0.0.1 | ::1) return 0 ;; esac
    return 1
}

# anywhere HOST LINE: run a shell line on another machine, in whatever folder.
anywhere() {
    if [ -n "${DBS_ON:-}" ]; then
        "$DBS_ON" "$1" "$(address_of "$1")" "$2"
    else
        ${DBS_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10} "$(address_of "$1")" "$2"
    fi
}

# at HOST LINE: run a shell line on a host, in whatever folder, with what is given on standard input.
at() {
    if [ -z "${DBS_ON:-}" ] && is_here "$1"; then sh -c "$2"; else anywhere "$1" "$2"; fi
}

# on HOST LINE: run a shell line in a host's folder, with what is given on standard input.
on() {
    if [ -z "${DBS_ON:-}" ] && is_here "$1"; then
        (cd "$bundle/hosts/$1" && sh -c "$2")
    else
        anywhere "$1" "cd '$place/$1' && $2"
    fi
}

# start ROLE…: start the containers of some roles, host by host.
start() {
    for role in "$@"; do
        for host in $(pick services 2 "$role"); do
            names=$(pick services 3 "$role" "$host" | tr '\n' ' ')
            say "$host: $role: $names"
            on "$host" "$compose up -d --no-deps $names" </dev/null
        done
    done
}

# stop ROLE…: stop the containers of some roles, host by host; their data stays.
stop() {
    for role in "$@"; do
        for host in $(pick services 2 "$role"); do
            names=$(pick services 3 "$role" "$host" | tr '\n' ' ')
            say "$host: $role: $names"
            on "$host" "$compose stop $names" </dev/null
        done
    done
}

# until_true WHAT COMMAND…: wait until a command succeeds.
until_true() {
    what=$1
    shift
    end=$(($(date +%s) + wait))
    until "$@"; do
        [ "$(date +%s)" -lt "$end" ] || fail "waited $wait s in vain: $what"
        sleep 1
    done
}
