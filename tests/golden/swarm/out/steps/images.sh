# shellcheck shell=sh disable=SC2154
# Read by the scripts that bring images to hosts, after on.sh. Columns of images.txt: host, image,
# folder.

# sum_of FOLDER: print what tells a folder from what it was before.
sum_of() {
    (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-16)
}

# is_made HOST IMAGE SUM: whether a host has an image that was built from such a folder.
is_made() {
    had=$(at "$1" "$docker image inspect -f '{{index .Config.Labels \"dbstackc.made\"}}' $2" \
        </dev/null 2>/dev/null || true)
    [ "$had" = "$3" ]
}

# make HOST IMAGE FOLDER: build an image on a host, unless the host has it.
make() {
    sum=$(sum_of "$bundle/$3")
    if is_made "$1" "$2" "$sum"; then
        say "$1: $2 is there"
        return
    fi
    say "$1: $2 is built"
    tar -C "$bundle/$3" -cf - . | at "$1" "$docker build -q --label dbstackc.made=$sum -t $2 -" ||
        fail "$2 cannot be built on $1: the words above this say why"
}

# make_all: build on each host what it needs and no registry has.
make_all() {
    for host in $(pick images 1 -); do
        for image in $(pick images 2 "$host"); do
            make "$host" "$image" "$(pick images 3 "$host" "$image")"
        done
    done
}
