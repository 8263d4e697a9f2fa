#!/bin/sh
# Close this host: load the rules, and take them away again after 60 seconds unless somebody who
# could log in anew says so.
#
#   ./firewall/close.sh          load the rules, for a minute
#   ./firewall/close.sh keep     keep them, now and after a restart
#   ./firewall/close.sh open     take them away
set -eu
cd "$(dirname "$0")"
mark=/run/dbstackc-firewall
unit=/etc/systemd/system/dbstackc-firewall.service

case ${1:-} in
    '')
        nft -c -f dbstackc.nft
        rm -f "$mark"
        nft -f dbstackc.nft
        nohup sh -c "sleep 60; [ -e $mark ] || nft delete table inet dbstackc" \
            </dev/null >/dev/null 2>&1 &
        echo "closed for a minute: log in anew and say: $(pwd)/close.sh keep"
        ;;
    keep)
        nft list table inet dbstackc >/dev/null
        : >"$mark"
        mkdir -p /etc/dbstackc
        cp dbstackc.nft /etc/dbstackc/firewall.nft
        if [ -d /run/systemd/system ]; then
            # not by nftables.service: what it reads begins by flushing Docker's rules as well
            printf '%s\n' '[Unit]' 'Description=What the stack lets in' 'Before=network-pre.target' \
                'Wants=network-pre.target' '[Service]' 'Type=oneshot' 'RemainAfterExit=yes' \
                'ExecStart=nft -f /etc/dbstackc/firewall.nft' \
                'ExecStop=nft delete table inet dbstackc' \
                '[Install]' 'WantedBy=multi-user.target' >"$unit"
            systemctl daemon-reload
            systemctl enable dbstackc-firewall.service
        fi
        echo kept
        ;;
    open)
        nft delete table inet dbstackc
        rm -f /etc/dbstackc/firewall.nft
        if [ -f "$unit" ]; then
            systemctl disable dbstackc-firewall.service
            rm -f "$unit"
        fi
        echo open
        ;;
    *)
        echo "close.sh: there is no $1" >&2
        exit 2
        ;;
esac
