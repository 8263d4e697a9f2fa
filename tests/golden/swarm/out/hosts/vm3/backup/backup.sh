#!/bin/sh
# backup.sh CLUSTER [take]: copy a cluster from its node on this host, which backup.txt names.
# backup.sh CLUSTER list | tell COPY | check COPY | give COPY | prune | release
#
# A copy is a folder, called by when it began: what the tool wrote, packed (data.gz), what is known
# of it (copy.txt), what the tool said (log), and SHA256SUMS. It gets that name when all of it was
# read back; until then the name ends in .part. Of two runs on a host the second waits.
#
# `tell` prints what is known of a copy, `check` reads it, `give` unpacks it to standard output.
# `prune` removes copies that are kept no longer, and never the last good one. `release` ends what a
# run that was killed left in the node, and lets the node catch up with its group.
#
# DBS_UNDER   a folder in place of / for the copies
# DBS_DOCKER  the container engine's program (docker)
set -eu
umask 077
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")"
root=${DBS_UNDER:-}
docker=${DBS_DOCKER:-docker}
cluster=${1:-}
new=
running=

say() { printf '%s: %s\n' "$cluster" "$*"; }

fail() {
    printf 'backup.sh: %s: %s\n' "$cluster" "$*" >&2
    exit 1
}

# column NUMBER: print a field of the cluster's row.
column() { awk -F '\t' -v cluster="$cluster" -v column="$1" '$1 == cluster { print $column }' backup.txt; }
[ -n "$(column 1)" ] ||
    fail "no cluster of that name is copied here: $(awk -F '\t' '!/^#/ { print $1 }' backup.txt | tr '\n' ' ')"
stack=$(column 2)
node=$(column 3)
role=$(column 4)
how=$(column 5)
account=$(column 6)
secret=$(column 7)
folder=$root$(column 8)
keep=$(column 9)
limit=$(column 10)
gap=$(column 11)
mounted=$(column 12)
then=$(column 13)
place=$folder/$stack/$cluster

# in_node ACTION: run inside.sh in the node's container, which a Swarm calls otherwise; the password
# goes by standard input.
in_node() {
    task=$($docker ps -q -f "label=com.docker.swarm.service.name=${stack}_$node" 2>/dev/null | head -n 1)
    $docker exec -i "${task:-$node}" sh -c "$(cat inside.sh)" inside.sh "$1" "$role" "$how" "$account" "$limit" \
        <"../secrets/$secret"
}

# copies: print the names of whole copies, the oldest first.
copies() {
    for each in "$place"/????????T??????Z; do
        case ${each##*/} in *[!0-9TZ]*) continue ;; esac
        [ ! -f "$each/SHA256SUMS" ] || printf '%s\n' "${each##*/}"
    done
}

# is_good COPY: whether a copy is what it was when it was taken.
is_good() { (cd "$place/$1" && sha256sum --quiet -c SHA256SUMS) >/dev/null 2>&1; }

# chosen COPY: whether there is a copy of this name.
chosen() {
    copies | grep -qx -e "${1:-}" || fail "there is no copy $1 in $place"
}

# remove COPY: take its name before its files, so that half of it is never taken for a copy.
remove() {
    mv "$place/$1" "$place/$1.part"
    rm -rf "$place/$1.part"
    say "$1: kept no longer"
}

# prune [COPY]: remove what is kept no longer; COPY is known to be good.
prune() {
    good=${1:-}
    for each in $([ -n "$good" ] || copies | sort -r); do
        if is_good "$each"; then
            good=$each
            break
        fi
        say "$each: is damaged" >&2
    done
    if [ -z "$good" ]; then
        say "no copy is good, so none is removed" >&2
        return
    fi
    case $keep in
        *s) oldest=$(date -u -d "@$(($(date +%s) - ${keep%s}))" +%Y%m%dT%H%M%SZ) ;;
        *) oldest=$(copies | sort -r | awk -v keep="$keep" 'NR <= keep' | tail -n 1) ;;
    esac
    for each in $(copies | awk -v oldest="$oldest" -v good="$good" '$0 < oldest && $0 < good'); do
        remove "$each"
    done
}

# stop: leave nothing behind, however this ends.
stop() {
    code=$?
    trap - EXIT
    trap '' INT TERM HUP
    if [ -n "$new" ]; then
        in_node release >/dev/null 2>&1 || true
        [ -z "$running" ] || wait "$running" || true
        rm -rf "$new"
    fi
    exit "$code"
}

# read_back: unpack what was written, print how many bytes it is, and fail where it is broken.
read_back() {
    { gzip -dc "$new/data.gz" || : >"$new/broken"; } | wc -c | tr -d ' '
    [ ! -e "$new/broken" ]
}

# tell_metrics: say for Prometheus when the last good copy was taken.
tell_metrics() {
    kept=$root/var/lib/dbstackc/metrics
    mkdir -p "$kept"
    chmod 755 "$root/var/lib/dbstackc" "$kept"
    labels="{stack=\"$stack\",cluster=\"$cluster\",node=\"$node\"}"
    {
        printf '# TYPE dbstackc_backup_%s gauge\n' last_success_timestamp_seconds
        printf 'dbstackc_backup_last_success_timestamp_seconds%s %s\n' "$labels" "$1"
        printf '# TYPE dbstackc_backup_%s gauge\n' duration_seconds
        printf 'dbstackc_backup_duration_seconds%s %s\n' "$labels" "$2"
        printf '# TYPE dbstackc_backup_%s gauge\n' bytes
        printf 'dbstackc_backup_bytes%s %s\n' "$labels" "$3"
        printf '# TYPE dbstackc_backup_%s gauge\n' copies
        printf 'dbstackc_backup_copies%s %s\n' "$labels" "$(copies | wc -l)"
        printf '# TYPE dbstackc_backup_%s gauge\n' interval_seconds
        printf 'dbstackc_backup_interval_seconds%s %s\n' "$labels" "$gap"
    } >"$kept/.backup-$stack-$cluster.new"
    chmod 644 "$kept/.backup-$stack-$cluster.new"
    mv -f "$kept/.backup-$stack-$cluster.new" "$kept/backup-$stack-$cluster.prom"
}

# is_roomy: whether the place can hold as much again as the last copy took.
is_roomy() {
    last=$(copies | tail -n 1)
    [ -n "$last" ] || return 0
    needed=$(du -sk "$place/$last" | cut -f 1)
    [ "$(df -Pk "$place" | awk 'NR == 2 { print $4 }')" -gt "$needed" ]
}

take() {
    [ -s "../secrets/$secret" ] || fail "the secret $secret is not here: run fill.sh"
    if [ "$mounted" = yes ]; then
        [ -d "$folder" ] || fail "$folder is not there, and is to be mounted"
        [ "$(df -P "$folder" | awk 'NR == 2 { print $6 }')" != / ] ||
            fail "$folder is to be mounted, and lies on this host's own root: nothing was copied"
    fi
    mkdir -p "$place" "$root/run/lock"
    exec 9>"$root/run/lock/dbstackc-backup"
    flock -w "$limit" 9 || fail "other copies took longer than $limit s on this host; this one was not begun"
    in_node release >/dev/null || fail "$node cannot be asked: it does not run, or does not know the account $account"
    rm -rf "$place"/*.part
    is_roomy || fail "$place has less room than the last copy took; nothing was copied"
    # a copy is called by its second, and this one may have one
    while began=$(date +%s) && name=$(date -u -d "@$began" +%Y%m%dT%H%M%SZ) && [ -e "$place/$name" ]; do
        sleep 1
    done
    new=$place/$name.part
    trap stop EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    mkdir "$new"
    {
        code=0
        in_node take 2>"$new/log" || code=$?
        printf '%s\n' "$code" >"$new/code"
    } | gzip -1 >"$new/data.gz" &
    running=$!
    wait "$running" || true
    running=
    if [ "$(cat "$new/code" 2>/dev/null)" != 0 ] || ! grep -q 'completed OK!$' "$new/log"; then
        tail -n 5 "$new/log" >&2
        fail "$node was not copied; what was copied before is kept"
    fi
    bytes=$(read_back) || fail "what was written to $place cannot be read back"
    ended=$(date +%s)
    {
        printf 'cluster\t%s\nnode\t%s\nrole\t%s\nhow\t%s\n' "$cluster" "$node" "$role" "$how"
        sed -n 's/^dbstackc: \([a-z]*\) /\1\t/p' "$new/log"
        printf 'bytes\t%s\nseconds\t%s\n' "$bytes" "$((ended - began))"
    } >"$new/copy.txt"
    rm -f "$new/code"
    (cd "$new" && sha256sum copy.txt data.gz log >SHA256SUMS)
    sync
    mv "$new" "$place/$name"
    new=
    trap - EXIT
    say "$name: $bytes bytes from $node in $((ended - began)) s"
    prune "$name"
    tell_metrics "$began" "$((ended - began))" "$bytes"
    if [ "$then" != - ]; then
        timeout -k 30 "$limit" "$root$then" "$place/$name" </dev/null ||
            fail "the copy $name is whole, and $then failed on it"
    fi
}

case ${2:-take} in
    take) take ;;
    list)
        for each in $(copies); do
            awk -F '\t' -v name="$each" '
                { known[$1] = $2 }
                END { printf "%s  %12s bytes  from %s, %s\n", name, known["bytes"], known["node"], known["server"] }
            ' "$place/$each/copy.txt"
        done
        ;;
    names) copies ;;
    tell)
        chosen "${3:-}"
        cat "$place/$3/copy.txt"
        ;;
    check)
        chosen "${3:-}"
        is_good "$3" || fail "$3 is damaged"
        ;;
    give)
        chosen "${3:-}"
        gzip -dc "$place/$3/data.gz"
        ;;
    prune) prune ;;
    release) in_node release ;;
    *) fail "nobody knows how to $2" ;;
esac
