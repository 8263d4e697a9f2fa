#!/bin/sh
# Close this host: hand firewalld its zone, and take it back after 60 seconds unless somebody who
# could log in anew says so.
#
#   ./firewall/close.sh          load the zone, for a minute
#   ./firewall/close.sh keep     keep it, now and after a restart
#   ./firewall/close.sh open     take it away
#
# A Swarm may lose the rules of its published ports when firewalld reloads: where it does, restart
# Docker, one host after the other.
set -eu
cd "$(dirname "$0")"
mark=/run/dbstackc-firewall
zone=/etc/firewalld/zones/dbstackc.xml
policy=/etc/firewalld/policies/dbstackc-in.xml

case ${1:-} in
    '')
        rm -f "$mark"
        mkdir -p /etc/firewalld/zones /etc/firewalld/policies
        cp zones/dbstackc.xml "$zone"
        cp policies/dbstackc-in.xml "$policy"
        if ! firewall-cmd --check-config; then
            rm -f "$zone" "$policy"
            exit 1
        fi
        firewall-cmd --reload
        nohup sh -c "sleep 60; [ -e $mark ] || { rm -f $zone $policy; firewall-cmd --reload; }" \
            </dev/null >/dev/null 2>&1 &
        echo "closed for a minute: log in anew and say: $(pwd)/close.sh keep"
        ;;
    keep)
        [ -f "$zone" ]
        : >"$mark"
        echo kept
        ;;
    open)
        rm -f "$zone" "$policy"
        firewall-cmd --reload
        echo open
        ;;
    *)
        echo "close.sh: there is no $1" >&2
        exit 2
        ;;
esac
