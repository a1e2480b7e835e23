"""cgroup 파일 읽기: v1과 v2의 파일이 같은 제한을 말하면 같은 값이 됩니다."""

from __future__ import annotations

from dataclasses import replace

from gorae.lab.cgroups import parse

V1 = """\
memory/memory.limit_in_bytes:33554432
memory/memory.memsw.limit_in_bytes:67108864
memory/memory.soft_limit_in_bytes:9223372036854771712
memory/memory.usage_in_bytes:4096
memory/memory.oom_control:oom_kill_disable 0
memory/memory.oom_control:oom_kill 2
cpu/cpu.cfs_quota_us:50000
cpu/cpu.cfs_period_us:100000
cpu/cpu.shares:512
cpu/cpu.stat:nr_throttled 7
cpuacct/cpuacct.usage:1500000000
cpuset/cpuset.cpus:0
pids/pids.max:20
"""
V2 = """\
memory.max:33554432
memory.swap.max:33554432
memory.low:0
memory.current:4096
memory.events:oom 3
memory.events:oom_kill 2
cpu.max:50000 100000
cpu.weight:20
cpu.stat:usage_usec 1500000
cpu.stat:nr_throttled 7
cpuset.cpus.effective:0
pids.max:20
"""


def test_both_versions_say_the_same() -> None:
    one, two = parse(V1), parse(V2)
    assert (one.version, one.weight, two.version, two.weight) == (1, 512, 2, 20)
    assert replace(one, version=2, files=two.files, weight=20) == two
    assert (two.cpus, two.memory_and_swap, two.cpu_seconds, two.pids) == (0.5, 64 << 20, 1.5, 20)


def test_no_limit_is_none() -> None:
    one = parse("memory/memory.limit_in_bytes:9223372036854771712\ncpu/cpu.cfs_quota_us:-1\npids/pids.max:max\n")
    two = parse("memory.max:max\nmemory.swap.max:max\ncpu.max:max 100000\npids.max:max\n")
    for each in (one, two):
        assert (each.memory, each.memory_and_swap, each.reservation, each.cpus, each.pids) == (None,) * 5
