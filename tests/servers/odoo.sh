#!/usr/bin/env bash
# A real Odoo 19 for tests, on loopback only, from nothing on a bare Debian machine (run as root).
#
#   up       bring it up (makes the database when there is none); prints the environment the tests need
#   fresh    the same, with the database as it was right after it was made
#   stop     stop Odoo and its PostgreSQL
#   dump     write the fresh database and its keys to FAIRWAY_ODOO_DUMP, for a cache
#   restore  take the fresh database from FAIRWAY_ODOO_DUMP instead of installing (a minute saved)
#   env      print the environment again
#   keep NAME, back NAME   put the database aside as it is now; take it back later (seconds, for populated ones)
#
#   eval "$(tests/servers/odoo.sh up)" && pytest -m odoo
#
# Settings come from the environment:
#   FAIRWAY_ODOO_ROOT      where everything lies                    (default $TMPDIR/fairway-odoo-tests)
#   FAIRWAY_ODOO_PACKAGES  unpacked Odoo and its Python, cacheable  (default $FAIRWAY_ODOO_ROOT/packages)
#   FAIRWAY_ODOO_DUMP      file for dump and restore                (default $FAIRWAY_ODOO_ROOT/initial.dump)
#   FAIRWAY_ODOO_PORT, FAIRWAY_ODOO_PGPORT                          (default 18269 and 54529)
#   FAIRWAY_ODOO_MODULES   what is installed                        (default crm,hr_holidays)
#
# Odoo and PostgreSQL live under libfaketime and read the offset from one file, the clock: a test writes "-21d"
# into it and both live three weeks ago, so dates are Odoo's own and nothing is back-dated in SQL. Keys: an
# administrator's without expiry, and a sales manager's, who is no administrator and whose keys must expire.
set -euo pipefail
SELF=$(readlink -f "$0")
cd /
unset PGHOST PGPORT PGUSER PGDATABASE PGDATA PGPASSWORD || true # psycopg2 would follow them to another server

ROOT=${FAIRWAY_ODOO_ROOT:-${TMPDIR:-/tmp}/fairway-odoo-tests}
PACKAGES=${FAIRWAY_ODOO_PACKAGES:-$ROOT/packages}
DUMP=${FAIRWAY_ODOO_DUMP:-$ROOT/initial.dump}
PORT=${FAIRWAY_ODOO_PORT:-18269}
PGPORT_OWN=${FAIRWAY_ODOO_PGPORT:-54529}
MODULES=${FAIRWAY_ODOO_MODULES:-crm,hr_holidays}
DATABASE=fairway
INITIAL=fairway_initial
ACCOUNT=odoo-fairway
ADDONS=$PACKAGES/odoo/usr/lib/python3/dist-packages
PYTHON=$PACKAGES/venv/bin/python
CLOCK=$ROOT/clock
KEYS=$ROOT/keys
DAYS_KEYS_HOLD=85

started=$(date +%s)
say() { echo "[$(($(date +%s) - started)) s] $*" >&2; }
fail() { echo "$*" >&2; exit 1; }

# Runs something talkative, twice if need be (mirrors have bad moments); what it says is shown only if it fails.
quietly() {
  local name=$1 log=$ROOT/$1.log
  shift
  "$@" >"$log" 2>&1 || { sleep 5; "$@" >"$log" 2>&1; } || { tail -20 "$log" >&2; fail "$name failed; all of it: $log"; }
}

install_system_packages() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 \
    && /usr/bin/python3 -m ensurepip --version >/dev/null 2>&1 && command -v curl >/dev/null && return
  say "installing PostgreSQL, libfaketime and curl"
  quietly apt-update apt-get update
  quietly apt-install env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    postgresql faketime python3-venv curl ca-certificates debian-archive-keyring
}

# Odoo is in Debian unstable. It is downloaded through an apt state of our own and unpacked, never installed: the
# machine's own package sources stay as they are.
unpack_odoo() {
  [ -d "$ADDONS/odoo" ] && return
  local state=$ROOT/apt mirror options package
  mkdir -p "$state/etc/preferences.d" "$state/etc/sources.list.d" "$state/lists/partial" "$state/archives/partial" \
    "$PACKAGES" "$ROOT/download"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -1)
  [ -n "$mirror" ] || fail "apt knows no mirror; run apt-get update first"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror%/} sid main" >"$state/etc/sources.list"
  cp /var/lib/dpkg/status "$state/status"
  options=(-o "Dir::Etc=$state/etc" -o "Dir::Etc::sourcelist=$state/etc/sources.list"
    -o "Dir::Etc::sourceparts=$state/etc/sources.list.d" -o "Dir::State=$state" -o "Dir::State::lists=$state/lists"
    -o "Dir::State::status=$state/status" -o "Dir::Cache::archives=$state/archives"
    -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache=" -o "APT::Sandbox::User=root"
    -o "Acquire::Languages=none")
  quietly odoo-update apt-get "${options[@]}" update
  cd "$ROOT/download"
  quietly odoo-download apt-get "${options[@]}" download odoo-19
  cd /
  package=$(ls "$ROOT"/download/odoo-19_*.deb)
  rm -rf "$PACKAGES/odoo.partial" && mkdir -p "$PACKAGES/odoo.partial"
  dpkg-deb -x "$package" "$PACKAGES/odoo.partial"
  mv "$PACKAGES/odoo.partial" "$PACKAGES/odoo"
  rm -f "$package"
  say "unpacked $(sed -n 's/^version_info = //p' "$ADDONS/odoo/release.py")"
}

# Debian's own Python, because Odoo runs as another account than root. Under libfaketime a sleep until a moment fails
# (clock_nanosleep with an absolute time gives EINVAL), so time.sleep waits in select instead.
make_python() {
  [ -f "$PACKAGES/venv/complete" ] && return
  local site
  /usr/bin/python3 -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' \
    || fail "Odoo 19 runs on Python 3.10 to 3.13, and /usr/bin/python3 is $(/usr/bin/python3 --version 2>&1)"
  /usr/bin/python3 -m venv "$PACKAGES/venv"
  quietly pip-install "$PACKAGES/venv/bin/pip" install --prefer-binary --disable-pip-version-check \
    asn1crypto babel cbor2 chardet cryptography decorator docutils freezegun geoip2 gevent greenlet idna jinja2 \
    libsass lxml lxml-html-clean markupsafe num2words ofxparse openpyxl passlib pillow polib psutil psycopg2-binary \
    pyopenssl pypdf pyserial python-dateutil python-magic python-stdnum pytz pyusb qrcode reportlab requests rjsmin \
    setuptools urllib3 vobject werkzeug xlrd xlsxwriter xlwt zeep
  site=$("$PYTHON" -c 'import site; print(site.getsitepackages()[0])')
  echo "$ADDONS" >"$site/odoo.pth"
  cat >"$site/sleeping.py" <<'PY'
import select, time
time.sleep = lambda seconds: select.select([], [], [], max(seconds, 0)) and None
PY
  echo "import sleeping" >"$site/sleeping.pth"
  touch "$PACKAGES/venv/complete"
  say "Python ready"
}

prepare() {
  [ "$(id -u)" = 0 ] || fail "run this as root: it starts PostgreSQL and Odoo under accounts of their own"
  mkdir -p "$ROOT/home" "$ROOT/files" "$ROOT/socket" "$ROOT/postgres"
  chmod 755 "$ROOT"
  install_system_packages
  PGBIN=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
  id -u $ACCOUNT >/dev/null 2>&1 || useradd --system --no-create-home --home-dir "$ROOT/home" $ACCOUNT
  unpack_odoo
  make_python
  [ -f "$CLOCK" ] || echo "+0" >"$CLOCK"
  chmod 666 "$CLOCK"
  chown -R $ACCOUNT "$ROOT/home" "$ROOT/files"
  chown postgres "$ROOT/postgres" "$ROOT/socket"
  chmod 700 "$ROOT/postgres"
  write_configuration
}

# The clock file is read on every look at the clock: a cached one would let a test act in the old hour.
faked() {
  local library
  library=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 | head -1)
  echo "LD_PRELOAD=$library FAKETIME_TIMESTAMP_FILE=$CLOCK FAKETIME_NO_CACHE=1 DONT_FAKE_MONOTONIC=1 FAKETIME_DONT_RESET=1"
}

as_postgres() { su postgres -s /bin/bash -c "$1"; }
as_odoo() { su $ACCOUNT -s /bin/bash -c "cd $ROOT/home && HOME=$ROOT/home env $(faked) $1"; }
sql() { as_postgres "PGOPTIONS=--client-min-messages=warning $PGBIN/psql -qtAX -h $ROOT/socket -p $PGPORT_OWN -d postgres -c \"$1\""; }
has_database() { [ "$(sql "select 1 from pg_database where datname='$1'")" = 1 ]; }

start_postgres() {
  if [ ! -f "$ROOT/postgres/PG_VERSION" ]; then
    as_postgres "$PGBIN/initdb -D $ROOT/postgres -E UTF8 --locale=C.UTF-8 -A trust" >/dev/null
    cat >>"$ROOT/postgres/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $PGPORT_OWN
unix_socket_directories = '$ROOT/socket'
shared_buffers = 128MB
fsync = off
synchronous_commit = off
full_page_writes = off
timezone = 'UTC'
CONF
  fi
  if ! as_postgres "$PGBIN/pg_isready -q -h $ROOT/socket -p $PGPORT_OWN"; then
    as_postgres "env $(faked) setsid nohup $PGBIN/postgres -D $ROOT/postgres >>$ROOT/postgres/log 2>&1 </dev/null &" >/dev/null 2>&1
    for _ in $(seq 60); do
      as_postgres "$PGBIN/pg_isready -q -h $ROOT/socket -p $PGPORT_OWN" && break
      sleep 0.5
    done
  fi
  [ "$(sql "select 1 from pg_roles where rolname='odoo'")" = 1 ] || sql "create role odoo login createdb password 'odoo'"
}

write_configuration() {
  cat >"$ROOT/odoo.conf" <<CONF
[options]
addons_path = $ADDONS/odoo/addons
data_dir = $ROOT/files
db_host = 127.0.0.1
db_port = $PGPORT_OWN
db_user = odoo
db_password = odoo
list_db = False
http_interface = 127.0.0.1
http_port = $PORT
gevent_port = $((PORT + 1))
workers = 0
max_cron_threads = 0
smtp_server = 127.0.0.1
smtp_port = 1
limit_time_cpu = 0
limit_time_real = 0
log_level = warn
CONF
  chmod 644 "$ROOT/odoo.conf"
}

is_running() { [ -f "$ROOT/home/odoo.pid" ] && kill -0 "$(cat "$ROOT/home/odoo.pid")" 2>/dev/null; }

start_odoo() {
  is_running && return
  rm -f "$ROOT/home/odoo.pid"
  as_odoo "setsid nohup $PYTHON -m odoo server -c $ROOT/odoo.conf -d $DATABASE --pidfile=$ROOT/home/odoo.pid \
    >>$ROOT/home/odoo.log 2>&1 </dev/null &" >/dev/null 2>&1
  for _ in $(seq 120); do
    curl -fsS -o /dev/null "http://127.0.0.1:$PORT/web/version" 2>/dev/null && return
    sleep 0.5
  done
  tail -20 "$ROOT/home/odoo.log" >&2
  fail "Odoo did not start"
}

wait_for_end() {
  for _ in $(seq 60); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.5
  done
}

stop_odoo() {
  is_running || return 0
  local pid
  pid=$(cat "$ROOT/home/odoo.pid")
  kill "$pid"
  wait_for_end "$pid"
  rm -f "$ROOT/home/odoo.pid"
}

stop_postgres() {
  [ -f "$ROOT/postgres/postmaster.pid" ] || return 0
  local pid
  pid=$(head -1 "$ROOT/postgres/postmaster.pid")
  kill -INT "$pid" 2>/dev/null || return 0
  wait_for_end "$pid"
}

install_database() {
  echo "+0" >"$CLOCK"
  sql "drop database if exists $INITIAL"
  sql "create database $INITIAL owner odoo template template0 encoding 'UTF8'"
  as_odoo "$PYTHON -m odoo server -c $ROOT/odoo.conf -d $INITIAL --stop-after-init --no-http -i $MODULES" \
    >"$ROOT/install.log" 2>&1 || { tail -30 "$ROOT/install.log" >&2; fail "installing $MODULES failed"; }
  say "installed $MODULES"
}

# Keys can only be made inside Odoo: over RPC it asks for the password again.
make_keys() {
  cat >"$ROOT/home/keys.py" <<PY
from datetime import datetime, timedelta
users = env["res.users"].with_context(active_test=False)
manager = users.search([("login", "=", "sales.manager")])
if not manager:
    group = env.ref("sales_team.group_sale_manager")
    manager = users.create({"name": "Sales Manager", "login": "sales.manager", "password": "sales.manager",
                            "tz": "Europe/Berlin", "group_ids": [(4, group.id)]})
until = datetime.now() + timedelta(days=$DAYS_KEYS_HOLD)
for word, user, end in (("ADMIN", env.ref("base.user_admin"), None), ("MANAGER", manager, until)):
    key = env["res.users.apikeys"].with_user(user)._generate("rpc", "tests", end)
    print(f"KEY {word} {key}")
env.cr.commit()
PY
  as_odoo "$PYTHON -m odoo shell -c $ROOT/odoo.conf -d $INITIAL --no-http --log-level=error <$ROOT/home/keys.py" \
    2>"$ROOT/keys.log" | sed -n 's/.*KEY \([A-Z]*\) \([0-9a-f]*\)$/\1 \2/p' >"$KEYS.partial"
  [ "$(wc -l <"$KEYS.partial")" = 2 ] || { cat "$ROOT/keys.log" >&2; fail "making API keys failed"; }
  chmod 600 "$KEYS.partial" && mv "$KEYS.partial" "$KEYS"
  say "made API keys"
}

ensure_initial() {
  has_database $INITIAL || { install_database; rm -f "$KEYS"; }
  local oldest=$((DAYS_KEYS_HOLD / 2))
  if [ ! -s "$KEYS" ] || [ -n "$(find "$KEYS" -mtime +$oldest)" ]; then make_keys; fi
}

# The database anew, as a copy of another.
database_from() {
  stop_odoo
  sql "drop database if exists $DATABASE with (force)"
  echo "+0" >"$CLOCK"
  sql "create database $DATABASE owner odoo template $1"
}

kept_name() {
  [[ "${1:-}" =~ ^[a-z0-9_]+$ ]] || fail "give the state a name of small letters and digits"
  echo "kept_$1"
}

keep_database() {
  stop_odoo
  sql "drop database if exists $1 with (force)"
  sql "create database $1 owner odoo template $DATABASE"
}

print_environment() {
  cat <<ENV
export FAIRWAY_ODOO_URL=http://127.0.0.1:$PORT
export FAIRWAY_ODOO_DATABASE=$DATABASE
export FAIRWAY_ODOO_KEY=$(sed -n 's/^ADMIN //p' "$KEYS")
export FAIRWAY_ODOO_MANAGER_KEY=$(sed -n 's/^MANAGER //p' "$KEYS")
export FAIRWAY_ODOO_CLOCK=$CLOCK
export FAIRWAY_ODOO_ROOT=$ROOT FAIRWAY_ODOO_PACKAGES=$PACKAGES FAIRWAY_ODOO_MODULES=$MODULES
export FAIRWAY_ODOO_PORT=$PORT FAIRWAY_ODOO_PGPORT=$PGPORT_OWN
ENV
}

restore_initial() {
  [ -s "$DUMP" ] && [ -s "$DUMP.keys" ] || fail "there is no $DUMP with its keys; run dump first"
  sql "drop database if exists $INITIAL"
  sql "create database $INITIAL owner odoo template template0 encoding 'UTF8'"
  as_postgres "$PGBIN/pg_restore -h $ROOT/socket -p $PGPORT_OWN --no-owner --role=odoo -d $INITIAL" <"$DUMP"
  cp -p "$DUMP.keys" "$KEYS"
  say "restored"
}

case "${1:-up}" in
  up)
    prepare; start_postgres; ensure_initial
    has_database $DATABASE || database_from $INITIAL
    start_odoo; print_environment; say "Odoo answers on port $PORT" ;;
  fresh) prepare; start_postgres; ensure_initial; database_from $INITIAL; start_odoo; print_environment; say "fresh database" ;;
  restore) prepare; start_postgres; restore_initial; ensure_initial; database_from $INITIAL; start_odoo; print_environment ;;
  dump)
    prepare; start_postgres; ensure_initial
    as_postgres "$PGBIN/pg_dump -h $ROOT/socket -p $PGPORT_OWN -Fc -Z6 $INITIAL" >"$DUMP"
    cp -p "$KEYS" "$DUMP.keys"
    say "wrote $DUMP" ;;
  keep) prepare; start_postgres; keep_database "$(kept_name "${2:-}")"; start_odoo; say "kept $2" ;;
  back)
    prepare; start_postgres
    name=$(kept_name "${2:-}")
    has_database "$name" || fail "no state is kept as $2"
    database_from "$name"; start_odoo; print_environment; say "back to $2" ;;
  env) print_environment ;;
  stop) stop_odoo; PGBIN=; stop_postgres; say "stopped" ;;
  *) sed -n '2,23p' "$SELF" >&2; exit 2 ;;
esac
