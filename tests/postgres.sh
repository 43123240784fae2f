#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a private PostgreSQL server, made in a temporary folder and always removed:
#   bash tests/postgres.sh .venv/bin/python -m pytest
# The server listens on a Unix socket in that folder only, so it meets no other server on the machine.
set -euo pipefail

find_server() { # prints the folder that holds initdb and pg_ctl, the newest version first
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV) \
        "$(pg_config --bindir 2>/dev/null)" "$(dirname "$(command -v pg_ctl 2>/dev/null)")"; do
        if [[ -x "$folder/initdb" && -x "$folder/pg_ctl" ]]; then
            echo "$folder"
            return
        fi
    done
}

server=$(find_server)
if [[ -z "$server" && $EUID -eq 0 ]] && command -v apt-get >/dev/null; then
    echo "Installing Debian's PostgreSQL server"
    # The package would start a server of its own; this one needs only the programs.
    export DEBIAN_FRONTEND=noninteractive
    apt-get -o DPkg::Lock::Timeout=600 update --quiet --quiet
    apt-get -o DPkg::Lock::Timeout=600 install --yes --quiet --quiet --no-install-recommends postgresql >/dev/null
    server=$(find_server)
fi
if [[ -z "$server" ]]; then
    echo "There is no PostgreSQL server on this machine: its initdb and pg_ctl were looked for in" >&2
    echo "/usr/lib/postgresql/*/bin, where pg_config points, and on PATH. Install one (on Debian:" >&2
    echo "apt-get install postgresql) and run make test-postgres again." >&2
    exit 1
fi

# PostgreSQL refuses to run as root, so root hands it to the least user there is.
as_server=()
if [[ $EUID -eq 0 ]]; then
    user=$(id -un postgres 2>/dev/null || echo nobody)
    as_server=(setpriv --reuid="$user" --regid="$(id -gn "$user")" --clear-groups)
fi

# Short, because the path of a Unix socket may have 107 characters at most.
folder=$(mktemp -d /tmp/pg.XXXXXX)
clean_up() {
    cd /
    "${as_server[@]}" "$server/pg_ctl" stop --silent --pgdata "$folder/data" --mode immediate >/dev/null || echo "The PostgreSQL server in $folder was not running" >&2
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [[ $EUID -eq 0 ]]; then chown "$user" "$folder"; fi
project=$PWD
cd "$folder" # a folder that the server's user may enter
"${as_server[@]}" "$server/initdb" --pgdata data --username tests --auth trust --encoding UTF8 --locale C --no-sync >initdb.log
# fsync off: nothing in it outlives the run. jit off: stores of tests have no statistics, so the server takes their few
# rows for many, and spends a quarter of a second on compiling a query that takes a thousandth.
options="-c listen_addresses='' -c unix_socket_directories='$folder'"
options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"
if ! "${as_server[@]}" "$server/pg_ctl" start --silent --wait --pgdata data --log server.log --options "$options"; then
    cat server.log >&2
    exit 1
fi
cd "$project"

echo "PostgreSQL $("$server/postgres" --version | grep -oE '[0-9.]+' | head -1) in $folder"
DATABASE_URL="postgres://tests@/postgres?host=$folder" "$@"
