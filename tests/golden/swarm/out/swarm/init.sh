#!/bin/sh
# shellcheck disable=SC1091,SC2034,SC2086,SC2154
# Make the swarm, label its machines, and deploy the stack from this machine, its first manager.
#
# Managers join before workers. Join tokens are read when they are needed and kept nowhere. A second
# run changes what changed: who manages, who has joined, labels, the stack.
set -eu
bundle=$(cd "$(dirname "$0")/.." && pwd)
. "$bundle/steps/on.sh"
export DBS_ENGINE=swarm
. "$bundle/steps/nodes.sh"

first=$(pick managers 1 - | head -n 1)
is_here "$first" || fail "run this on $first (or say DBS_HERE=$first if this is it)"
# of_swarm HOST FIELD: print what a host's Docker knows of its swarm.
of_swarm() {
    if [ "$1" = "$first" ]; then
        $docker info -f "{{.Swarm.$2}}"
    else
        anywhere "$1" "$docker info -f '{{.Swarm.$2}}'" </dev/null
    fi
}
role() { case " $(pick managers 1 - | tr '\n' ' ') " in *" $1 "*) echo manager ;; *) echo worker ;; esac; }

if [ "$(of_swarm "$first" LocalNodeState)" != active ]; then
    pool=$(pick pools 1 -)
    [ -z "$pool" ] || pool="--default-addr-pool $pool --default-addr-pool-mask-length $(pick pools 2 -)"
    $docker swarm init --advertise-addr "$(address_of "$first")" $pool
fi
for kind in manager worker; do
    for host in $(pick hosts 1 -); do
        [ "$(role "$host")" = "$kind" ] || continue
        if [ "$(of_swarm "$host" LocalNodeState)" != active ]; then
            say "$host: joins as $kind"
            own="--advertise-addr $(address_of "$host")"
            $docker swarm join-token -q "$kind" | anywhere "$host" \
                "read -r token && $docker swarm join --token \"\$token\" $own $(address_of "$first"):2377"
        fi
    done
done

# a node is known to the managers a moment after it joined
is_known() { $docker node inspect "$1" >/dev/null 2>&1; }
is_a() {
    reach=$($docker node inspect -f '{{with .ManagerStatus}}{{.Reachability}}{{end}}' "$2")
    case $1 in manager) [ "$reach" = reachable ] ;; *) [ -z "$reach" ] ;; esac
}
is_labelled() {
    # shellcheck disable=SC2016
    had=$($docker node inspect -f '{{range $key, $value := .Spec.Labels}}{{$key}}={{$value}} {{end}}' "$1")
    case " $had" in *" $2 "*) return 0 ;; esac
    # another change of the node may be under way, and then this one is refused
    $docker node update --label-add "$2" "$1" >/dev/null 2>&1 || return 1
    say "$host: $2"
}
for kind in manager worker; do
    for host in $(pick hosts 1 -); do
        [ "$(role "$host")" = "$kind" ] || continue
        id=$(of_swarm "$host" NodeID)
        until_true "$host is known to the swarm" is_known "$id"
        if [ "$($docker node inspect -f '{{.Spec.Role}}' "$id")" != "$kind" ]; then
            say "$host: is a $kind from now on"
            case $kind in manager) $docker node promote "$id" ;; *) $docker node demote "$id" ;; esac
            until_true "$host is a $kind" is_a "$kind" "$id"
        fi
        for label in $(pick labels 2 "$host"); do
            until_true "$host has the label $label" is_labelled "$id" "$label"
        done
    done
done

# the files of all hosts are kept by the swarm, so they are filled here
for folder in "$bundle"/hosts/*/; do
    [ ! -f "$folder/fill.sh" ] || DBS_SECRETS=${DBS_SECRETS:-$bundle.secrets} sh "$folder/fill.sh"
done

login=
if [ -f "$bundle/steps/registry.sh" ]; then
    . "$bundle/steps/registry.sh"
    open_registry
    # a task is told how to log in, and not whom to trust
    for host in $(pick hosts 1 -); do trust "$host"; done
    mirror_all
    login=--with-registry-auth
fi
if [ -f "$bundle/steps/images.sh" ]; then
    . "$bundle/steps/images.sh"
    make_all
    [ -z "$login" ] || push_built
fi

cd "$bundle"
if [ -n "$($docker stack services -q "$stack" 2>/dev/null)" ] || [ ! -f swarm/bootstrap.yml ]; then
    $docker stack deploy $login -c swarm/stack.yml "$stack"
else
    for volume in $($docker volume ls -q -f "label=com.docker.stack.namespace=$stack"); do
        fail "$volume is there, so this is no birth: deploy swarm/stack.yml by hand"
    done
    $docker stack deploy $login -c swarm/stack.yml -c swarm/bootstrap.yml "$stack"
    for member in $(nodes member); do
        until_true "$member is in service" is_synced "$member"
        say "$member: in service"
    done
    $docker stack deploy $login -c swarm/stack.yml "$stack"
fi
[ -z "$(nodes replica)" ] || sh "$bundle/steps/60-follow.sh"
# last: who is shut out, and a host without systemd, meet a stack that stands all the same
for step in "$bundle"/steps/[89]*.sh; do
    [ ! -f "$step" ] || sh "$step"
done
