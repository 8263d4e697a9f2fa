# shellcheck shell=sh
# Handed by backup.sh to a shell in the node's container: inside.sh ACTION ROLE HOW ACCOUNT LIMIT.
#
# `take` writes a copy to standard output, and at the end of what it says that it is whole. A member of
# a Galera cluster is let fall behind its group meanwhile, so that nobody waits for it, and is in sync
# afterwards, also where the copy fails. `release` does that for a run that was killed.
# The password comes by standard input, and is kept in memory, for the time of the run.
set -eu
umask 077
action=$1
role=$2
how=$3
account=$4
limit=$5
mark=/tmp/.dbstackc-backup
lag=60
job=
work=
room=/dev/shm
[ -w "$room" ] || room=/tmp
own=$(mktemp -d "$room/dbstackc.XXXXXX")
client=mysql
! command -v mariadb >/dev/null || client=mariadb

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

named() { "$client" --defaults-extra-file="$own/login" -u "$account" --vertical -e "$1"; }
sql() { "$client" --defaults-extra-file="$own/login" -u "$account" -N -B -e "$1"; }

# catch_up: let the node catch up, where a run of ours lets it fall behind.
catch_up() {
    [ -e "$mark.desynced" ] || return 0
    sql 'SET GLOBAL wsrep_desync = OFF'
    rm -f "$mark.desynced"
}

end() {
    code=$?
    trap - EXIT
    trap '' INT TERM HUP PIPE
    if [ -n "$job" ]; then
        kill "$job" 2>/dev/null || true
        wait "$job" || true
    fi
    catch_up || code=1
    rm -rf "$own" "$work"
    [ "$action" != take ] || rm -f "$mark.left" "$mark.pid"
    exit "$code"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP PIPE

{
    echo '[client]'
    printf 'password="'
    sed 's/[\\"]/\\&/g' | tr -d '\n'
    echo '"'
} >"$own/login"

if [ "$action" = release ]; then
    pid=$(cat "$mark.pid" 2>/dev/null || true)
    if [ -n "$pid" ] && grep -q dbstackc-backup "/proc/$pid/cmdline" 2>/dev/null; then
        kill "$pid" 2>/dev/null || true
        tries=60
        while [ -e "$mark.pid" ] && [ "$tries" -gt 0 ]; do
            sleep 0.5
            tries=$((tries - 1))
        done
    fi
    # what was killed could not take its password away
    while IFS= read -r left; do rm -rf "$left"; done 2>/dev/null <"$mark.left" || true
    rm -f "$mark.left" "$mark.pid"
    sql 'SELECT 1' >/dev/null
    exit
fi

echo "$own" >"$mark.left"
echo "$$" >"$mark.pid"
version=$(sql 'SELECT @@version')
state() { sql "SHOW GLOBAL STATUS LIKE 'wsrep_local_state'" | cut -f 2; }

# behind: print by how many seconds a replica is behind its source; nothing where it does not follow.
behind() {
    { named 'SHOW REPLICA STATUS' 2>/dev/null || named 'SHOW SLAVE STATUS'; } | awk '
        $1 ~ /_(IO|SQL)_Running:$/ && $2 == "Yes" { runs++ }
        $1 ~ /^Seconds_Behind_/ { seconds = $2 }
        END { if (runs == 2 && seconds ~ /^[0-9]+$/) print seconds }
    '
}

case $role in
    member)
        [ "$(state)" = 4 ] || fail "the node is not in sync with its group"
        [ "$(sql 'SELECT @@GLOBAL.wsrep_desync')" = 0 ] || fail "somebody else has set wsrep_desync"
        : >"$mark.desynced"
        sql 'SET GLOBAL wsrep_desync = ON'
        ;;
    replica)
        end=$(($(date +%s) + limit))
        while :; do
            seconds=$(behind)
            [ -n "$seconds" ] || fail "the replica does not follow its source"
            [ "$seconds" -gt "$lag" ] || break
            [ "$(date +%s)" -lt "$end" ] || fail "the replica is $seconds s behind its source"
            sleep 5
        done
        ;;
esac

work=$(mktemp -d)
echo "$work" >>"$mark.left"
if [ "$how" = dump ]; then
    tool=mysqldump
    command -v "$tool" >/dev/null || tool=mariadb-dump
    others="'mysql', 'sys', 'information_schema', 'performance_schema'"
    sql "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ($others)" >"$work/names"
    set -- --databases
    while IFS= read -r name; do set -- "$@" "$name"; done <"$work/names"
    [ $# -gt 1 ] || fail "there is no database to copy"
    set -- "$tool" --defaults-extra-file="$own/login" -u "$account" --single-transaction --quick \
        --routines --events --triggers --hex-blob --no-tablespaces --loose-set-gtid-purged=OFF "$@"
else
    series=$(echo "$version" | cut -d . -f 1,2)
    tool=
    for each in mariadb-backup mariabackup "/usr/bin/pxc_extra/pxb-$series/bin/xtrabackup" xtrabackup; do
        if command -v "$each" >/dev/null; then
            tool=$each
            break
        fi
    done
    [ -n "$tool" ] || fail "this image has neither mariadb-backup nor xtrabackup"
    set -- "$tool" --defaults-extra-file="$own/login" --user="$account" --backup --stream=xbstream \
        --target-dir="$work" --datadir="$(sql 'SELECT @@datadir')"
    [ "$role" != member ] || set -- "$@" --galera-info
fi
timeout -k 5 "$limit" "$@" &
job=$!
wait "$job" || fail "$tool ended with $?"
job=
catch_up
if [ "$role" = member ]; then
    tries=600
    while [ "$(state)" != 4 ] && [ "$tries" -gt 0 ]; do
        sleep 0.5
        tries=$((tries - 1))
    done
fi
echo "dbstackc: server $version" >&2
echo 'completed OK!' >&2
