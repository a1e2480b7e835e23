"""컨테이너에 걸린 제한을 커널의 cgroup 파일에서 읽습니다. v1과 v2의 다른 파일을 같은 이름과 단위로 돌려줍니다."""

from __future__ import annotations

from dataclasses import dataclass

from docker.models.containers import Container

from gorae.errors import LabError

_ROOT = "/sys/fs/cgroup"
_UNLIMITED = 1 << 62
_V1 = {
    "memory": "memory/memory.limit_in_bytes",
    "swap": "memory/memory.memsw.limit_in_bytes",
    "reservation": "memory/memory.soft_limit_in_bytes",
    "used": "memory/memory.usage_in_bytes",
    "oom": "memory/memory.oom_control",
    "quota": "cpu/cpu.cfs_quota_us",
    "period": "cpu/cpu.cfs_period_us",
    "weight": "cpu/cpu.shares",
    "stat": "cpu/cpu.stat",
    "time": "cpuacct/cpuacct.usage",
    "cpus": "cpuset/cpuset.cpus",
    "pids": "pids/pids.max",
}
_V2 = {
    "memory": "memory.max",
    "swap": "memory.swap.max",
    "reservation": "memory.low",
    "used": "memory.current",
    "oom": "memory.events",
    "quota": "cpu.max",
    "weight": "cpu.weight",
    "stat": "cpu.stat",
    "cpus": "cpuset.cpus.effective",
    "pids": "pids.max",
}


@dataclass(frozen=True)
class Cgroup:
    """컨테이너 하나의 cgroup에서 읽은 것입니다. 제한이 없거나 커널이 세지 않으면 None입니다.

    Attributes:
        version: cgroup 버전 (1이나 2).
        files: 무엇을 어느 파일에서 읽었는지 (`/sys/fs/cgroup` 아래의 경로).
        memory: 메모리 한계 (바이트).
        memory_and_swap: 메모리와 스왑을 더한 한계 (바이트).
        reservation: 예약한 메모리 (바이트).
        memory_used: 지금 쓰는 메모리 (바이트).
        oom_kills: 이 cgroup에서 OOM으로 죽은 프로세스의 수.
        cpus: 쓸 수 있는 CPU의 양 (1.5는 CPU 하나 반).
        weight: CPU를 다툴 때의 무게. v1과 v2의 눈금이 달라 비율만 뜻이 있습니다.
        cpu_set: 쓸 수 있는 CPU의 번호 (`0-1`).
        cpu_seconds: 지금까지 쓴 CPU 시간 (초).
        throttled: 할당을 다 써서 멈추어 기다린 주기의 수.
        pids: 프로세스와 스레드 수의 한계.
    """

    version: int
    files: dict[str, str]
    memory: int | None
    memory_and_swap: int | None
    reservation: int | None
    memory_used: int
    oom_kills: int
    cpus: float | None
    weight: int
    cpu_set: str
    cpu_seconds: float
    throttled: int
    pids: int | None


def cgroup(container: Container) -> Cgroup:
    """돌고 있는 컨테이너 안에서 제 cgroup 파일을 읽습니다.

    Raises:
        LabError: 컨테이너가 파일을 보여 주지 않을 때.
    """
    paths = sorted({*_V1.values(), *_V2.values()})
    script = f'cd {_ROOT} && for f in {" ".join(paths)}; do [ ! -f $f ] || sed "s|^|$f:|" $f; done'
    found = container.exec_run(["sh", "-c", script])
    if found.exit_code != 0:
        raise LabError(
            "cgroup 파일을 읽지 못했습니다.",
            todo="컨테이너가 돌고 있는지 확인하세요 (docker ps).",
        )
    return parse(found.output.decode())


def parse(listing: str) -> Cgroup:
    """`경로:줄`이 이어진 글에서 제한을 읽습니다."""
    lines: dict[str, list[str]] = {}
    for each in listing.splitlines():
        path, _, line = each.partition(":")
        lines.setdefault(path, []).append(line)
    version = 1 if _V1["memory"] in lines else 2
    files = {what: path for what, path in (_V1 if version == 1 else _V2).items() if path in lines}
    values = {what: lines[path] for what, path in files.items()}
    stat = _pairs(values.get("stat", []))
    memory, swap = _limit(values, "memory"), _limit(values, "swap")
    if version == 2 and swap is not None:
        swap = None if memory is None else memory + swap
    nanoseconds = int(values["time"][0]) if "time" in values else stat.get("usage_usec", 0) * 1000
    return Cgroup(
        version=version,
        files=files,
        memory=memory,
        memory_and_swap=swap,
        reservation=_limit(values, "reservation") or None,
        memory_used=_limit(values, "used") or 0,
        oom_kills=_pairs(values.get("oom", [])).get("oom_kill", 0),
        cpus=_cpus(values),
        weight=_limit(values, "weight") or 0,
        cpu_set=values.get("cpus", [""])[0],
        cpu_seconds=nanoseconds / 1e9,
        throttled=stat.get("nr_throttled", 0),
        pids=_limit(values, "pids"),
    )


def _limit(values: dict[str, list[str]], what: str) -> int | None:
    """`max`와 v1의 아주 큰 수는 한계가 없다는 뜻입니다."""
    text = values.get(what, ["max"])[0]
    return None if text == "max" or int(text) >= _UNLIMITED else int(text)


def _cpus(values: dict[str, list[str]]) -> float | None:
    words = [*values.get("quota", ["max"])[0].split(), *values.get("period", [])]
    return None if words[0] in ("max", "-1") else int(words[0]) / int(words[1])


def _pairs(lines: list[str]) -> dict[str, int]:
    return {name: int(number) for name, _, number in (line.partition(" ") for line in lines)}
