#!/bin/sh
# Stand in for the entrypoint of an image with a server: what MariaDB's, MySQL's and PXC's promise.
#
# A command that is no server is run as it is. An empty data folder is filled, and the SQL in
# /docker-entrypoint-initdb.d run, where the image would do so: PXC's leaves it empty while
# CLUSTER_JOIN says whom to join. A server never runs as root.
# shellcheck disable=SC2086
set -eu
case $1 in mysqld | mariadbd) ;; *) exec "$@" ;; esac
shift
rows=/var/lib/mysql
as=
[ "$(id -u)" != 0 ] || as="setpriv --reuid=mysql --regid=mysql --clear-groups"

own=mariadbd client=mariadb
command -v mariadbd >/dev/null || own=mysqld client=mysql

born() {
    if [ $own = mysqld ]; then
        $as mysqld --initialize-insecure "$@"
        $as mysqld "$@" --skip-networking &
    else
        $as mariadb-install-db --no-defaults --auth-root-authentication-method=normal \
            --skip-test-db --datadir=$rows --lower-case-table-names=1 >/dev/null
        $as mariadbd --wsrep-on=OFF --skip-networking &
    fi
    server=$!
    until $client -u root -e 'SELECT 1' >/dev/null 2>&1; do
        kill -0 "$server"
        sleep 0.1
    done
    password=
    [ -z "${MYSQL_ROOT_PASSWORD_FILE:-}" ] || password=$(cat "$MYSQL_ROOT_PASSWORD_FILE")
    {
        cat /docker-entrypoint-initdb.d/*.sql 2>/dev/null || true
        # root's password is this node's alone; what the files say is for its replicas too
        [ -z "$password" ] || printf '%s' "SET SESSION sql_log_bin = 0;" \
            "ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';"
    } | $client -u root
    kill "$server"
    wait "$server"
}

if [ ! -d $rows/mysql ] && [ -z "${CLUSTER_JOIN:-}" ]; then
    born "$@"
fi
at=
if [ "${CLUSTER_NAME:-}" ] && [ -s $rows/grastate.dat ]; then
    at=$($as mariadbd --wsrep-recover --disable-log-error 2>&1 |
        sed -n 's/.*WSREP: Recovered position: */--wsrep-start-position=/p' | tail -n 1)
fi
exec $as $own $at "$@"
