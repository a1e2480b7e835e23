#!/bin/sh
# 현재 폴더의 .deb에서 레지스트리와 두 도구, 그 라이브러리만 $1에 모읍니다.
set -eu
out=$1
for deb in *.deb; do
  dpkg-deb -x "$deb" deb
done
cd deb
mkdir -p "$out/usr/local/bin"
cp usr/bin/docker-registry "$out/usr/local/bin/registry"
# 라이브러리의 폴더 이름은 아키텍처마다 다릅니다.
for file in usr/bin/htpasswd usr/bin/openssl etc/ssl/openssl.cnf usr/lib/ssl/openssl.cnf \
  usr/lib/*/libapr-1.so.0* usr/lib/*/libaprutil-1.so.0* usr/lib/*/libexpat.so.1*; do
  mkdir -p "$out/$(dirname "$file")"
  cp -P "$file" "$out/$file"
done
