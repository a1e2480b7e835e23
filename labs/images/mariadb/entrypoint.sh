#!/bin/sh
# 데이터 폴더가 비었으면 처음 상태로 채우고 암호와 데이터베이스를 만든 뒤 서버가 됩니다(exec).
set -eu
data=/var/lib/mysql
unfinished=$data/gorae-init-unfinished

say() { echo "[entrypoint] $*" >&2; }

# 값을 SQL 문자열로 바꿉니다.
quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/[\\\\']/\\\\&/g")"; }
named() { printf '`%s`' "$(printf %s "$1" | sed 's/`/``/g')"; }

# NAME, NAME_FILE, 옛 이름(MYSQL_…) 가운데 주어진 것을 읽습니다.
given() {
  for name in "MARIADB_$1" "MYSQL_$1"; do
    eval "value=\${$name-} file=\${${name}_FILE-}"
    if [ -n "$value" ]; then printf %s "$value"; return; fi
    if [ -n "$file" ]; then cat "$file"; return; fi
  done
}

# dash의 echo는 백슬래시를 바꾸므로 쓰지 않습니다.
sql() { printf '%s\n' "$1"; }

statements() {
  password=$1
  sql "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');"
  sql "DELETE FROM mysql.proxies_priv WHERE Host <> 'localhost';"
  sql 'FLUSH PRIVILEGES;'
  sql "ALTER USER 'root'@'localhost' IDENTIFIED BY $(quoted "$password");"
  sql "CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY $(quoted "$password");"
  sql "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
  sql "CREATE USER IF NOT EXISTS 'healthcheck'@'127.0.0.1';"
  database=$(given DATABASE) user=$(given USER) user_password=$(given PASSWORD)
  [ -z "$database" ] || sql "CREATE DATABASE IF NOT EXISTS $(named "$database");"
  if [ -n "$user" ]; then
    sql "CREATE USER IF NOT EXISTS $(quoted "$user")@'%' IDENTIFIED BY $(quoted "$user_password");"
    [ -z "$database" ] || sql "GRANT ALL ON $(named "$database").* TO $(quoted "$user")@'%';"
  fi
}

initialise() {
  password=$(given ROOT_PASSWORD)
  if [ -z "$password" ] && [ -n "$(given RANDOM_ROOT_PASSWORD)" ]; then
    password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
    say "root 암호를 만들었습니다: $password"
  fi
  if [ -z "$password" ] && [ -z "$(given ALLOW_EMPTY_ROOT_PASSWORD)" ] && [ -z "$(given ALLOW_EMPTY_PASSWORD)" ]; then
    say '데이터 폴더가 비었는데 root 암호가 없습니다.'
    say 'MARIADB_ROOT_PASSWORD, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD, MARIADB_RANDOM_ROOT_PASSWORD 가운데 하나를 주세요.'
    exit 1
  fi
  say '데이터 폴더를 처음 상태로 채웁니다.'
  touch "$unfinished"
  tar -C "$data" --extract --same-owner --file=/usr/local/share/mariadb-seed.tar.gz
  statements "$password" | mariadbd --bootstrap --skip-networking --silent-startup
  rm "$unfinished"
  say '준비가 끝났습니다.'
}

case ${1-} in
  -*) set -- mariadbd "$@" ;;
esac
if [ "${1-}" = mariadbd ] || [ "${1-}" = mysqld ]; then
  if [ -e "$unfinished" ]; then
    say '지난 번 초기화가 끝나지 않아 처음부터 다시 합니다.'
    find "$data" -mindepth 1 -delete
  fi
  if [ -z "$(find "$data" -mindepth 1 -maxdepth 1 ! -name lost+found -print -quit)" ]; then
    initialise
  fi
  [ "$(id -u)" != 0 ] || find "$data" ! -user mysql -exec chown mysql:mysql {} +
fi
exec "$@"
