#!/bin/sh
# shellcheck disable=SC1091,SC2154
# restore.sh CLUSTER [COPY [--yes]]: bring a cluster back to what it was when a copy of it was taken.
#
# Without a COPY it lists them; `last` is the newest. Without --yes it says what it would do, and does
# nothing. It stops the cluster, puts the data of every node aside, each into a volume of its own that
# nobody removes, unpacks the copy, and starts the cluster: a Galera cluster is born anew on the node
# that was copied, and the others take its data from there; of a replication cluster every node gets
# the copy, and the replicas follow. What was written since the copy is in the volumes aside alone.
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
. "$bundle/steps/on.sh"
. "$bundle/steps/nodes.sh"

[ $# -gt 0 ] || fail "say which cluster: $(pick backups 1 - | tr '\n' ' ')"
cluster=$1
copy=${2:-}
host=$(pick backups 2 "$cluster")
[ -n "$host" ] || fail "no cluster of this name is copied: $(pick backups 1 - | tr '\n' ' ')"
how=$(pick backups 5 "$cluster")
data=/var/lib/mysql
now=$(date -u +%Y%m%dT%H%M%SZ)

# kept WORDS: ask what keeps the copies, on its host.
kept() { on "$host" "./backup/backup.sh $cluster $*" </dev/null; }

if [ -z "$copy" ]; then
    kept list
    exit
fi
[ "$copy" != last ] || copy=$(kept names | tail -n 1)
case $copy in '' | *[!0-9TZ]*) fail "which copy of $cluster? ./restore.sh $cluster lists them" ;; esac
known=$(kept tell "$copy")
# told NAME: print what is known of the copy.
told() { printf '%s\n' "$known" | awk -F '\t' -v name="$1" '$1 == name { print $2 }'; }

all=$(nodes member "$cluster")
if [ -n "$all" ]; then
    first=$(pick backups 3 "$cluster")
else
    first=$(nodes source "$cluster")
    all=$(printf '%s\n' "$first" "$(nodes replica "$cluster")")
fi
others=$(printf '%s\n' "$all" | grep -vx "$first" || true)

say "$cluster: as $(told node) was at $copy, $(told bytes) bytes"
for schema in $(pick shards 1 - "$cluster"); do
    for other in $(pick shards 2 "$schema"); do
        [ "$other" = "$cluster" ] ||
            say "$schema: what lies on $other stays as it is now, so its rows and those of $cluster are of two times"
    done
done
if [ "${3:-}" != --yes ]; then
    say "stopped would be: $(printf '%s\n' "$all" | tr '\n' ' ')"
    say "put aside would be their data, into volumes called NODE-before-$now"
    say "lost would be what was written since; nothing was done: ./restore.sh $cluster $copy --yes"
    exit 2
fi

kept check "$copy" || fail "the copy $copy is damaged; nothing was done"
# roomy NODE: fail where a node's disk cannot hold its data twice, and what is unpacked.
roomy() {
    alone "$1" "du -sk $data 2>/dev/null | cut -f 1; df -Pk $data | tail -n 1" | tr -d '\r' |
        awk -v more="$(told bytes)" 'NR == 1 { needed = $1 + more / 1024 * 1.2 } NR == 2 { fits = $4 > needed } END { exit !fits }'
}
for node in $all; do
    roomy "$node" || fail "the disk of $node cannot hold its data beside the copy; nothing was done"
done
for node in $(printf '%s\n' "$others" "$first"); do
    say "$node: stopped"
    on "$(host_of "$node")" "$compose stop $node" </dev/null
done
for node in $all; do
    say "$node: its data goes into the volume $node-before-$now"
    on "$(host_of "$node")" "$compose run --rm --no-deps -T --user 0 -v $node-before-$now:/before \
        --entrypoint sh $node -c 'set -e; cp -a $data/. /before/; sync; find $data -mindepth 1 -delete'" </dev/null
done

# unpack NODE: fill a node's data folder with the copy, and make it fit to start.
unpack() {
    pxb=/usr/bin/pxc_extra/pxb-$(told server | cut -d . -f 1,2)/bin
    line="set -e; cd $data; PATH=$pxb:\$PATH; if command -v mariadb-backup >/dev/null;"
    line="$line then x=mbstream; t=mariadb-backup; else x=xbstream; t=xtrabackup; fi;"
    line="$line \$x -x; \$t --prepare --target-dir=$data >/tmp/said 2>&1 || { tail -n 5 /tmp/said; exit 1; };"
    line="$line chown -R \$(stat -c %u:%g .) ."
    run="$compose run --rm --no-deps -T --user 0 --entrypoint sh $1 -c '$line'"
    if [ "$(host_of "$1")" = "$host" ]; then
        on "$host" "./backup/backup.sh $cluster give $copy | $run" </dev/null
    else
        kept give "$copy" | on "$(host_of "$1")" "$run"
    fi
    say "$1: has the copy"
}
is_up() { printf 'SELECT 1;\n' | as_root "$1" >/dev/null 2>&1; }
begin() {
    on "$(host_of "$1")" "$compose up -d --no-deps $1" </dev/null
    until_true "$1 answers root" is_up "$1"
}

if [ -n "$(nodes member "$cluster")" ]; then
    unpack "$first"
    override="{\"services\": {\"$first\": {\"command\": [\"$(column "$first" 9)\", \"--wsrep-new-cluster\"], \"restart\": \"no\"}}}"
    printf '%s\n' "$override" | on "$(host_of "$first")" "mkdir -p filled && cat >filled/restore.yml"
    born "$first" filled/restore.yml
    say "$first: in service"
    for node in $others; do
        joined "$node"
        say "$node: joined"
    done
    if [ -n "$others" ]; then
        joined "$first"
        say "$first: joined"
    fi
    on "$(host_of "$first")" "rm -f filled/restore.yml" </dev/null
elif [ "$how" = dump ]; then
    begin "$first"
    kept give "$copy" | as_root "$first"
    say "$first: has the copy"
    for node in $others; do begin "$node"; done
    sh "$bundle/steps/60-follow.sh" "$cluster"
else
    # the copy begins a history of its own: nobody asks for what the old one had
    for node in $all; do
        unpack "$node"
        begin "$node"
        printf '%s\n' 'STOP SLAVE;' 'RESET SLAVE ALL;' 'RESET MASTER;' "SET GLOBAL gtid_slave_pos = '';" |
            as_root "$node"
    done
    sh "$bundle/steps/60-follow.sh" "$cluster"
fi
say "$cluster: is back as it was at $copy"
say "what was there before lies in the volumes NODE-before-$now; remove them when nobody misses anything"
