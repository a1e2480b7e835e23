#!/bin/bash
# 가상 머신의 첫 프로세스입니다. 네트워크와 cgroup v2를 갖추고 노드의 init처럼 엔진을 돌립니다.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp
mount -t cgroup2 cgroup /sys/fs/cgroup
hostname gorae-vm
for module in overlay ip_vs ip_vs_rr br_netfilter veth bridge nf_tables nft_chain_nat nft_compat xt_nat xt_MASQUERADE \
  xt_addrtype xt_conntrack xt_ipvs dummy ipvlan macvlan; do
  modprobe "$module" || echo "no module: $module"
done
ip link set lo up
device=$(ls /sys/class/net | grep -v -e lo -e dummy | head -1)
ip link set "$device" up
ip address add 10.0.2.15/24 dev "$device"
ip route add default via 10.0.2.2
echo "gorae-vm: starting dockerd"
exec /usr/local/sbin/gorae-init -H unix:///var/run/docker.sock -H tcp://0.0.0.0:2375 --tls=false
