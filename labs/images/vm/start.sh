#!/bin/sh
# 디스크를 만들고 가상 머신을 켭니다. 안쪽 엔진의 API를 $1 소켓으로 잇습니다.
set -eu
socket=$1 group=$2
mkfs.ext4 -q -O ^has_journal -d /machine /disk/disk.img 8G
ip link set lo up 2>/dev/null || true
rm -f "$socket"
# 가상 머신이 켜지는 동안의 연결 실패는 알리지 않습니다.
socat -d0 "UNIX-LISTEN:$socket,fork,mode=660,group=$group" TCP:127.0.0.1:2375 &
exec qemu-system-x86_64 -M q35 -accel tcg,thread=multi -smp 2 -cpu max -m 3072 -nographic -no-reboot \
  -netdev user,id=n,restrict=on,hostfwd=tcp:127.0.0.1:2375-:2375 -device virtio-net-pci,netdev=n,romfile= \
  -kernel /machine/boot/vmlinuz -initrd /machine/boot/initramfs.gz \
  -drive file=/disk/disk.img,format=raw,if=virtio,cache=unsafe \
  -append 'console=ttyS0 quiet panic=-1'
