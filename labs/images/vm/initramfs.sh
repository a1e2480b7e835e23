#!/bin/sh
# 디스크를 찾아 그리로 넘어가는 일만 하는 initramfs를 만듭니다.
set -eu
target=$1
tree=$(mktemp -d)
modules=$(ls -d /lib/modules/*)
mkdir -p "$tree/bin" "$tree/m" "$tree/proc" "$tree/sys" "$tree/dev"
cp /bin/busybox "$tree/bin/busybox"
cp /tmp/vm-init.sh "$tree/init" && chmod +x "$tree/init"
: > "$tree/m/order"
# 의존하는 모듈이 먼저 오도록 modules.dep의 오른쪽부터 넣습니다.
for wanted in virtio_pci virtio_blk virtio_net ext4; do
  line=$(grep "/$wanted\.ko[.a-z]*:" "$modules/modules.dep" || true)
  for file in $(echo "${line#*:}" | tr ' ' '\n' | tac) ${line%%:*}; do
    name=$(basename "$file" | sed 's/\.ko.*/.ko/')
    grep -qx "$name" "$tree/m/order" && continue
    case $file in
      *.xz) busybox xzcat "$modules/$file" > "$tree/m/$name" ;;
      *) cp "$modules/$file" "$tree/m/$name" ;;
    esac
    echo "$name" >> "$tree/m/order"
  done
done
(cd "$tree" && find . | cpio -o -H newc --quiet | gzip -1) > "$target"
cp /boot/vmlinuz-*-cloud-amd64 /boot/vmlinuz
rm -rf "$tree"
