#!/bin/sh
# 서버가 TCP로 대답하면 건강합니다. 초기화하는 동안에는 TCP가 닫혀 있습니다.
# healthcheck는 아무 권한이 없는 사용자입니다.
exec mariadb-admin --no-defaults --user=healthcheck --protocol=tcp --host=127.0.0.1 --connect-timeout=3 --silent ping
