#!/bin/sh
# 웹 폴더가 비었으면 워드프레스를 복사한 뒤 서버가 됩니다(exec).
set -eu
say() { echo "[entrypoint] $*" >&2; }

if [ "${1-}" = apache2 ]; then
  if [ ! -e index.php ]; then
    say '워드프레스를 /var/www/html에 복사합니다.'
    cp -r /usr/src/wordpress/. .
    chown -R www-data:www-data wp-content
  fi
  rm -f /run/apache2.pid
fi
exec "$@"
