#!/bin/sh
# age.sh STACK NAME ADDRESS: look when the certificate ends that is shown at an address, and write it
# where the host's exporter reads it. Of a chain the first to end counts.
#
# What is shown, and not what lies in the file: a registry reads its file when it starts.
#
# DBS_UNDER  a folder in place of / for what is written
set -eu
LC_ALL=C
export LC_ALL
stack=$1
name=$2
address=$3
kept=${DBS_UNDER:-}/var/lib/dbstackc/metrics

fail() {
    printf 'age.sh: %s: %s\n' "$name" "$*" >&2
    exit 1
}

command -v openssl >/dev/null || fail "openssl is not installed"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
timeout 20 openssl s_client -connect "$address" -showcerts </dev/null >"$work/shown" 2>"$work/said" || true
awk -v work="$work" '
    /^-----BEGIN CERTIFICATE-----$/ { file = work "/" ++count ".pem" }
    file != "" { print >file }
    /^-----END CERTIFICATE-----$/ { close(file); file = "" }
' "$work/shown"
[ -f "$work/1.pem" ] || fail "$address shows no certificate: $(tail -n 1 "$work/said")"

first=
for each in "$work"/*.pem; do
    ends=$(openssl x509 -noout -enddate -in "$each")
    ends=$(date -u -d "${ends#notAfter=}" +%s)
    if [ -z "$first" ] || [ "$ends" -lt "$first" ]; then first=$ends; fi
done

mkdir -p "$kept"
chmod 755 "${kept%/metrics}" "$kept"
new=$kept/.certificate-$stack-$name.new
{
    echo '# TYPE dbstackc_certificate_end_timestamp_seconds gauge'
    printf 'dbstackc_certificate_end_timestamp_seconds{stack="%s",certificate="%s"} %s\n' "$stack" "$name" "$first"
} >"$new"
chmod 644 "$new"
mv -f "$new" "$kept/certificate-$stack-$name.prom"
printf '%s: good until %s\n' "$name" "$(date -u -d "@$first" '+%Y-%m-%d %H:%M UTC')"
