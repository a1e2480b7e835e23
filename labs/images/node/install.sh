#!/bin/sh
# 데비안의 판 하나에서 엔진을 설치합니다. buildx와 compose는 있는 판에서만 설치합니다.
set -eu
suite=$1
export DEBIAN_FRONTEND=noninteractive

own=/etc/apt/sources.list
if [ "$suite" != trixie ]; then
  # 베이스 이미지의 미러에서 그 판도 읽되, 엔진의 꾸러미만 가져옵니다.
  grep -hE ' trixie main' $own > /etc/apt/sources.list.d/suite.list 2>/dev/null \
    || echo "deb $(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources | head -1) trixie main" \
      > /etc/apt/sources.list.d/suite.list
  sed -i "s/ trixie main/ $suite main/" /etc/apt/sources.list.d/suite.list
  printf 'Package: *\nPin: release n=%s\nPin-Priority: 100\n' "$suite" > /etc/apt/preferences.d/suite
  [ "$suite" != testing ] || printf 'Package: *\nPin: release a=testing\nPin-Priority: 100\n' > /etc/apt/preferences.d/suite
fi
# testing의 목록은 미러에서 기한이 지났을 수 있습니다.
valid=
[ "$suite" != testing ] || valid='-o Acquire::Check-Valid-Until=false'
apt-get $valid update

wanted=
for name in docker.io docker-cli docker-buildx docker-compose containerd runc; do
  found=$(apt-cache madison "$name" | awk -F'|' -v suite="$suite" 'index($3, " " suite "/") { gsub(/ /, "", $2); print $2; exit }')
  # Debian 12의 docker-compose는 파이썬으로 된 옛것(1.29)이므로 쓰지 않습니다.
  case $name=$found in *= | docker-compose=1.*) continue ;; esac
  wanted="$wanted $name=$found"
done
apt-get install -y --no-install-recommends $wanted iptables iproute2 procps kmod ca-certificates
rm -rf /var/lib/apt/lists/* /etc/apt/sources.list.d/suite.list /etc/apt/preferences.d/suite
rm -rf /var/lib/docker /usr/bin/containerd-stress /usr/bin/ctr
