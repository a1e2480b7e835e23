#!/bin/busybox sh
# 모듈을 넣고 디스크로 넘어갑니다.
B=/bin/busybox
$B mount -t proc proc /proc
$B mount -t sysfs sys /sys
$B mount -t devtmpfs dev /dev
while read -r module; do $B insmod "/m/$module"; done < /m/order
$B mkdir -p /root
until $B mount -t ext4 /dev/vda /root 2>/dev/null; do $B usleep 100000; done
$B umount /proc /sys /dev
exec $B switch_root /root /vm-run.sh
