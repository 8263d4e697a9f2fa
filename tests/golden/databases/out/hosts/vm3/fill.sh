#!/bin/sh
# Fill the holes of this host's files.
#
# Brings each secret of fill.txt into secrets/ (from the environment, a file or a vault, as declared;
# else what lies there already, or in the folder DBS_SECRETS), then writes each file of fill.txt with
# its holes filled to filled/. Prints names, never a value. Run it again whenever either changed.
set -eu
umask 077
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")"
tab=$(printf '\t')
mine=$(id -u)

# What is half written goes when this ends, however it ends.
new=
trap '[ -z "$new" ] || rm -f "$new"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
    printf 'fill.sh: %s\n' "$*" >&2
    exit 1
}

# give FILE OWNER: hand a file to the one who reads it in its container; root reads anyone's.
give() {
    chmod 600 "$1"
    [ "$mine" = "$2" ] && return
    [ "$mine" != 0 ] && [ "$2" = 0 ] && return
    [ "$mine" = 0 ] || fail "$1 must belong to uid $2: run this as root"
    chown "$2" "$1"
}

# fetch NAME KIND PLACE: print a secret as it is kept; fails where there is none.
fetch() {
    case $2 in
        env) if [ -n "$(printenv "$3")" ]; then printenv "$3" && return; fi ;;
        file)
            cat -- "$3" || fail "secret $1: cannot read $3"
            return
            ;;
        vault)
            field=${3#*#}
            [ "$field" != "$3" ] || field=value
            vault kv get -field="$field" "${3%%#*}" || fail "secret $1: no answer for $3"
            return
            ;;
    esac
    if [ -f "secrets/$1" ]; then
        cat "secrets/$1"
    elif [ -f "${DBS_SECRETS:-/nonexistent}/$1" ]; then
        cat "$DBS_SECRETS/$1"
    else
        fail "secret $1 is missing: set $3, or put it into $(pwd)/secrets/$1"
    fi
}

# take NAME KIND PLACE OWNER: bring a secret into secrets/, if it is one line of text.
take() {
    new="secrets/.$1.new"
    fetch "$1" "$2" "$3" >"$new" || exit 1
    [ -s "$new" ] || fail "secret $1 is empty"
    [ "$(awk 'END { print NR }' "$new")" = 1 ] || fail "secret $1 has more than one line"
    value=$(cat "$new")
    [ -n "$value" ] || fail "secret $1 is empty"
    printf '%s' "$value" >"$new"
    if grep -q '[[:cntrl:]]' "$new" || [ "$(tr -d '\000' <"$new" | wc -c)" != "$(wc -c <"$new")" ]; then
        fail "secret $1 has a control character"
    fi
    value=
    give "$new" "$4"
    mv -f "$new" "secrets/$1"
}

# hash NAME: print a secret's bcrypt. The salt follows from the secret, so that the same secret has the
# same hash on every run: a Swarm keeps no two texts under one name.
hash() {
    salt=$({ printf salt: && cat "secrets/$1"; } | sha256sum | cut -c1-22)
    made=$(perl -e 'open(F, "<", $ARGV[0]) or die; print crypt(scalar(<F>), q($2b$10$) . $ARGV[1])' \
        "secrets/$1" "$salt") || fail "secret $1: perl is needed to hash it"
    [ "${#made}" = 60 ] || fail "secret $1: this system has no bcrypt"
    printf '%s\n' "$made"
}

# fill ESCAPE PATH OWNER: write the filled copy of a file.
fill() {
    new="filled/$2.new"
    mkdir -p "$(dirname "filled/$2")"
    rm -f secrets/.*.bcrypt
    if [ "$1" = bcrypt ]; then
        sed -n 's/.*@@secret\.\([A-Za-z0-9_.-]*\)@@.*/\1/p' "$2" | while read -r name; do
            hash "$name" >"secrets/.$name.bcrypt" || exit 1
        done
    fi
    awk -v escape="$1" '
        BEGIN {
            split("& &amp; < &lt; > &gt; \" &quot; '\'' &#39;", said, " ")
            for (i = 1; i < 11; i += 2) xml[said[i]] = said[i + 1]
        }
        function refuse(name, why) {
            printf "fill.sh: secret %s: %s\n", name, why >"/dev/stderr"
            failed = 1
            exit 1
        }
        function written(name, value,    out, i, c) {
            if (escape == "keepalived") {
                if (length(value) > 8) refuse(name, "keepalived reads 8 bytes, and it has more")
                if (value !~ /^[A-Za-z0-9_.+-]+$/) refuse(name, "letters, digits and _.+- only")
            }
            if (escape == "plain" || escape == "keepalived" || escape == "bcrypt") return value
            out = ""
            for (i = 1; i <= length(value); i++) {
                c = substr(value, i, 1)
                if (escape == "xml") out = out (c in xml ? xml[c] : c)
                else if (escape == "sql") out = out (c == "'\''" ? c c : c == "\\" || c == "/" ? "\\" c : c)
                else if (escape == "option") out = out (c == "\"" || c == "\\" ? "\\" c : c)
                else if (escape == "exporter") out = out (c == "$" ? "${DOLLAR}" : c)
                else if (escape == "haproxy") out = out (c ~ /["\\$]/ ? "\\" c : c)
                else refuse(name, "nobody knows how " escape " is written")
            }
            return out
        }
        function value_of(name,    value, file) {
            if (!(name in known)) {
                file = escape == "bcrypt" ? "secrets/." name ".bcrypt" : "secrets/" name
                if ((getline value <file) < 1) refuse(name, "is missing")
                close(file)
                known[name] = written(name, value)
            }
            return known[name]
        }
        {
            out = ""
            while (match($0, /@@secret\.[A-Za-z0-9_.-]+@@/)) {
                out = out substr($0, 1, RSTART - 1) value_of(substr($0, RSTART + 9, RLENGTH - 11))
                $0 = substr($0, RSTART + RLENGTH)
            }
            print out $0
        }
        END { if (failed) exit 1 }
    ' "$2" >"$new" || exit 1
    rm -f secrets/.*.bcrypt
    give "$new" "$3"
    mv -f "$new" "filled/$2"
}

mkdir -p secrets filled
chmod 700 secrets filled
taken=0
while IFS="$tab" read -r what name kind place owner; do
    [ "$what" = secret ] || continue
    take "$name" "$kind" "$place" "$owner" </dev/null
    taken=$((taken + 1))
done <fill.txt
written=0
while IFS="$tab" read -r what path escape owner; do
    [ "$what" = file ] || continue
    fill "$escape" "$path" "$owner" </dev/null
    written=$((written + 1))
done <fill.txt
printf '%s: %s secrets, %s files filled\n' "$(basename "$(pwd)")" "$taken" "$written"
