#!/bin/sh
# busybox와 그것이 쓰는 라이브러리만으로 루트 파일 시스템을 만듭니다.
# 정적 busybox는 glibc의 이름 찾기에서 죽으므로 동적인 것을 씁니다.
set -eu
out=$1

for folder in usr/bin usr/sbin usr/lib usr/lib64 dev proc sys run var/log var/www home etc; do
  mkdir -p "$out/$folder"
done
for folder in bin sbin lib lib64; do
  ln -s "usr/$folder" "$out/$folder"
done
install -d -m 700 "$out/root"
install -d -m 1777 "$out/tmp" "$out/var/tmp"

busybox=$(command -v busybox)
cp "$busybox" "$out/usr/bin/busybox"
for library in $(ldd "$busybox" | grep -o '/[^ ]*'); do
  mkdir -p "$out$(dirname "$library")"
  cp -L "$library" "$out$library"
done
for applet in $(busybox --list); do
  case $applet in busybox | dpkg | dpkg-deb | rpm | init | linuxrc) continue ;; esac
  ln -s busybox "$out/usr/bin/$applet"
done
cp -r /etc-gorae/. "$out/etc/"
