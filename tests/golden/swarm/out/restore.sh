#!/bin/sh
# shellcheck disable=SC1091,SC2154
# restore.sh CLUSTER [COPY [--yes]]: bring a cluster back to what it was when a copy of it was taken.
#
# Without a COPY it lists them; `last` is the newest. Without --yes it says what it would do, and does
# nothing. It stops the cluster, puts the data of every node aside, each into a volume of its own that
# nobody removes, unpacks the copy, and starts the cluster: a Galera cluster is born anew on the node
# that was copied, and the others take its data from there; of a replication cluster every node gets
# the copy, and the replicas follow. What was written since the copy is in the volumes aside alone.
# Where a Swarm carries the stack it is run on a manager.
set -eu
bundle=$(cd "$(dirname "$0")" && pwd)
. "$bundle/steps/on.sh"
DBS_ENGINE=compose
[ -z "$($docker stack services -q "$stack" 2>/dev/null)" ] || DBS_ENGINE=swarm
export DBS_ENGINE
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

# of NODE FORMAT: print what a Swarm knows of a node's service.
of() { $docker service inspect -f "$2" "${stack}_$1"; }
# apart NODE LINE [FLAGS]: print how a shell line runs as root beside the data of a node that is down.
apart() {
    if [ "$DBS_ENGINE" = swarm ]; then
        volume=$(of "$1" "{{range .Spec.TaskTemplate.ContainerSpec.Mounts}}{{if eq .Target \"$data\"}}{{.Source}}{{end}}{{end}}")
        [ -n "$volume" ] || fail "the service of $1 keeps no data"
        say "$docker run --rm -i --user 0 -v $volume:$data ${3:-} --entrypoint sh" \
            "$(of "$1" '{{.Spec.TaskTemplate.ContainerSpec.Image}}') -c '$2'"
    else
        say "$compose run --rm --no-deps -T --user 0 ${3:+$3 }--entrypoint sh $1 -c '$2'"
    fi
}
# beside NODE LINE [FLAGS]: run it.
beside() {
    if [ "$DBS_ENGINE" = swarm ]; then
        line=$(apart "$@")
        at "$(host_of "$1")" "$line" </dev/null
    else
        on "$(host_of "$1")" "$(apart "$@")" </dev/null
    fi
}
is_gone() { [ -z "$(at "$(host_of "$1")" "$docker ps -q -f label=com.docker.swarm.service.name=${stack}_$1" </dev/null)" ]; }
halt() {
    if [ "$DBS_ENGINE" = swarm ]; then
        $docker service scale -d "${stack}_$1=0" >/dev/null
        until_true "$1 has ended" is_gone "$1"
    else
        on "$(host_of "$1")" "$compose stop $1" </dev/null
    fi
}
go() {
    if [ "$DBS_ENGINE" = swarm ]; then
        $docker service scale -d "${stack}_$1=1" >/dev/null
    else
        on "$(host_of "$1")" "$compose up -d --no-deps $1" </dev/null
    fi
}
# found NODE: let a node found its cluster anew, this one time.
found() {
    words="$(column "$1" 9) --wsrep-new-cluster"
    if [ "$DBS_ENGINE" = swarm ]; then
        $docker service update -d -q --args "$words" --restart-condition none --replicas 1 "${stack}_$1" >/dev/null
    else
        override="{\"services\": {\"$1\": {\"command\": [\"${words% *}\", \"${words#* }\"], \"restart\": \"no\"}}}"
        printf '%s\n' "$override" | on "$(host_of "$1")" "mkdir -p filled && cat >filled/restore.yml"
        on "$(host_of "$1")" "$compose -f compose.yml -f filled/restore.yml up -d --no-deps $1" </dev/null
    fi
    until_true "$1 is in service" is_synced "$1"
}
# settle NODE: start the founder as it always starts.
settle() {
    if [ "$DBS_ENGINE" = swarm ]; then
        $docker service rollback -d -q "${stack}_$1" >/dev/null
        until_true "$1 has ended" is_gone "$1"
        go "$1"
    else
        go "$1"
        on "$(host_of "$1")" "rm -f filled/restore.yml" </dev/null
    fi
    until_true "$1 is in service" is_synced "$1"
}

# roomy NODE: fail where a node's disk cannot hold its data twice, and what is unpacked.
roomy() {
    beside "$1" "du -sk $data 2>/dev/null | cut -f 1; df -Pk $data | tail -n 1" | tr -d '\r' |
        awk -v more="$(told bytes)" 'NR == 1 { needed = $1 + more / 1024 * 1.2 } NR == 2 { fits = $4 > needed } END { exit !fits }'
}
for node in $all; do
    roomy "$node" || fail "the disk of $node cannot hold its data beside the copy; nothing was done"
done
for node in $(printf '%s\n' "$others" "$first"); do
    say "$node: stopped"
    halt "$node"
done
for node in $all; do
    say "$node: its data goes into the volume $node-before-$now"
    beside "$node" "set -e; cp -a $data/. /before/; sync; find $data -mindepth 1 -delete" "-v $node-before-$now:/before"
done

# unpack NODE: fill a node's data folder with the copy, and make it fit to start.
unpack() {
    pxb=/usr/bin/pxc_extra/pxb-$(told server | cut -d . -f 1,2)/bin
    line="set -e; cd $data; PATH=$pxb:\$PATH; if command -v mariadb-backup >/dev/null;"
    line="$line then x=mbstream; t=mariadb-backup; else x=xbstream; t=xtrabackup; fi;"
    line="$line \$x -x; \$t --prepare --target-dir=$data >/tmp/said 2>&1 || { tail -n 5 /tmp/said; exit 1; };"
    line="$line chown -R \$(stat -c %u:%g .) ."
    run=$(apart "$1" "$line")
    if [ "$(host_of "$1")" = "$host" ]; then
        on "$host" "./backup/backup.sh $cluster give $copy | $run" </dev/null
    elif [ "$DBS_ENGINE" = swarm ]; then
        kept give "$copy" | at "$(host_of "$1")" "$run"
    else
        kept give "$copy" | on "$(host_of "$1")" "$run"
    fi
    say "$1: has the copy"
}
is_up() { printf 'SELECT 1;\n' | as_root "$1" >/dev/null 2>&1; }
begin() {
    go "$1"
    until_true "$1 answers root" is_up "$1"
}

if [ -n "$(nodes member "$cluster")" ]; then
    unpack "$first"
    found "$first"
    say "$first: in service"
    for node in $others; do
        go "$node"
        until_true "$node is in service" is_synced "$node"
        say "$node: joined"
    done
    if [ -n "$others" ]; then
        settle "$first"
        say "$first: joined"
    fi
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
