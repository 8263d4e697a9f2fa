# shellcheck shell=sh disable=SC2154
# Read by the scripts that fill the registry, after on.sh. Columns of registry.txt: host, address,
# account, secret, authority.
hub=$(pick registry 1 -)
hub_address=$(pick registry 2 -)
hub_account=$(pick registry 3 -)
hub_secret=$(pick registry 4 -)
hub_authority=$(pick registry 5 -)
hub_compose="$compose -p $stack-registry -f registry/compose.yml"

# trust HOST: let a host's Docker trust who signed the registry's certificate.
trust() {
    [ "$hub_authority" != - ] || return 0
    folder=/etc/docker/certs.d/$hub_address
    at "$1" "mkdir -p '$folder' && cp '$hub_authority' '$folder/ca.crt'" </dev/null
}

# log_in HOST: let a host's Docker trust the registry, and the registry know who it is.
log_in() {
    trust "$1"
    [ "$hub_secret" != - ] || return 0
    on "$1" "$docker login -u $hub_account --password-stdin $hub_address <secrets/$hub_secret >/dev/null" \
        </dev/null
}

open_registry() {
    on "$hub" "$hub_compose up -d" </dev/null
    until_true "$hub logs in to $hub_address" log_in "$hub"
}

has_image() { on "$hub" "$docker pull -q $1 >/dev/null 2>&1" </dev/null; }

# mirror IMAGE NAME: bring an image of others into the registry, under another name.
mirror() {
    say "$hub: $1 is pulled, and pushed as $2"
    on "$hub" "$docker pull -q $1 && $docker tag $1 $2 && $docker push -q $2" </dev/null
}

# mirror_all [again]: bring what the registry has not, or everything.
mirror_all() {
    for image in $(pick mirror 1 -); do
        name=$(pick mirror 2 "$image")
        if [ "${1:-}" != again ] && has_image "$name"; then
            say "$hub: $name is there"
        else
            mirror "$image" "$name"
        fi
    done
}

# push_built: bring what is built here into the registry.
push_built() {
    [ -f "$tables/images.txt" ] || return 0
    for image in $(pick images 2 "$hub"); do
        on "$hub" "$docker push -q $image" </dev/null
    done
}
