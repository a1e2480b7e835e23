"""07장의 실습입니다."""

import hashlib
import time
from random import Random
from typing import Any

from docker.models.containers import Container

from gorae import lab
from gorae.exercise import Exercise, Look, Step, Wrong, word

SHELL = "gorae/shell:1"
MEGA = 1 << 20
AGAIN = "시작 셀을 다시 실행하면 처음 상태로 돌아갑니다."
BUSY = ["sh", "-c", "while :; do :; done"]


def _host(container: Container, key: str) -> int:
    """`HostConfig`의 수입니다. 정하지 않았으면 0입니다."""
    return int(container.attrs["HostConfig"].get(key) or 0)


def _logs(container: Container) -> str:
    return str(container.logs().decode("utf-8", "replace")).strip()


def _mega(size: int) -> str:
    return f"{size / MEGA:g} MiB" if size > 0 else "없음"


# 07-1

FATES = {
    "oom": (["dd", "if=/dev/zero", "of=/dev/null", "bs=64M", "count=1"], {"mem_limit": "24m", "memswap_limit": "24m"}),
    "kill": (["sleep", "3600"], {"mem_limit": "24m"}),
    "exit": (["sh", "-c", "exit 137"], {"mem_limit": "24m"}),
}
SUSPECTS = ("gorae-suspect-a", "gorae-suspect-b", "gorae-suspect-c")


def _fates(random: Random) -> dict[str, str]:
    return dict(zip(random.sample(sorted(FATES), 3), SUSPECTS, strict=True))


def _suspects(look: Look) -> dict[str, str]:
    made = {}
    for fate, (command, limits) in FATES.items():
        name = getattr(look.mine, fate)
        look.clear("container", name)
        made[fate] = look.client.containers.run(SHELL, command, name=name, detach=True, **limits)
    made["kill"].kill()
    for each in made.values():
        each.wait(timeout=30)
    return {fate: str(each.id) for fate, each in made.items()}


def _culprit(look: Look) -> None:
    named = look.asked("culprit", str).strip()
    advice = "docker inspect의 State에는 종료 코드 말고도 왜 끝났는지를 말하는 칸이 있습니다."
    if named == look.mine.kill:
        advice = "이 컨테이너는 누가 docker kill을 보내서 끝났습니다. 메모리는 모자라지 않았습니다."
    elif named == look.mine.exit:
        advice = "이 프로그램은 스스로 exit 137로 끝났습니다. 종료 코드는 프로그램이 마음대로 정할 수 있습니다."
    look.require(named == look.mine.oom, "메모리가 모자라 커널이 죽인 컨테이너의 이름", named[:60], advice)


# 07-2


def _cargo(random: Random) -> dict[str, str]:
    return {"megabytes": str(random.randint(60, 90))}


def _md5(look: Look) -> str:
    return hashlib.md5(bytes(int(look.mine.megabytes) * MEGA), usedforsecurity=False).hexdigest()


def _mover_limited(look: Look) -> None:
    mover = look.container("gorae-mover")
    memory, swap = _host(mover, "Memory"), _host(mover, "MemorySwap")
    advice = "한도를 올리지 않고, 한 번에 올리는 양을 줄이는 것이 이 실습입니다."
    look.require(0 < memory <= 16 * MEGA, "메모리 한도 16 MiB", _mega(memory), advice, final=True)
    advice = "memswap_limit(--memory-swap)은 메모리와 스왑을 더한 값입니다. 메모리 한도와 같으면 스왑을 쓰지 못합니다."
    look.require(swap == memory, f"메모리와 스왑을 더해 {_mega(memory)}", _mega(swap), advice, final=True)


def _mover_survived(look: Look) -> None:
    state = look.container("gorae-mover").attrs["State"]
    told = f"{state['Status']}, 종료 코드 {state['ExitCode']}, OOMKilled {state['OOMKilled']}"
    advice = "한 번에 메모리에 올리는 양(bs)이 한도보다 작아야 합니다."
    if state["OOMKilled"] and state["ExitCode"] == 0:
        advice = "종료 코드는 파이프의 마지막 명령의 것입니다. 앞의 명령은 OOM으로 죽었습니다."
    right = state["Status"] == "exited" and state["ExitCode"] == 0 and not state["OOMKilled"]
    look.require(right, "exited, 종료 코드 0, OOMKilled False", told, advice)


def _mover_sum(look: Look) -> None:
    found, wanted = _logs(look.container("gorae-mover")), _md5(look)
    advice = f"0으로 된 {look.mine.megabytes} MiB(1 MiB는 1,048,576바이트)를 모두 md5sum에 넘겨야 합니다."
    if "d41d8cd98f00b204e9800998ecf8427e" in found:
        advice = "이것은 0바이트의 MD5입니다. 앞의 명령이 아무것도 넘기지 못하고 죽었습니다."
    look.require(wanted in found, f"로그에 {wanted}", found[:60] or "빈 로그", advice)


# 07-3

RIVALS = ("gorae-big", "gorae-small")
WINDOW = 1.0


def _busy_pair(look: Look) -> tuple[Container, Container]:
    big, small = (look.running(name) for name in RIVALS)
    return big, small


def _same_cpu(look: Look) -> None:
    sets = [str(each.attrs["HostConfig"].get("CpusetCpus") or "") for each in _busy_pair(look)]
    advice = (
        "CPU가 둘이면 둘 다 하나씩 차지해서 다투지 않습니다. cpuset_cpus(--cpuset-cpus)로 같은 CPU 하나에 묶으세요."
    )
    right = sets[0] == sets[1] and sets[0].isdigit()
    look.require(right, "둘 다 같은 CPU 하나", " / ".join(each or "모든 CPU" for each in sets), advice, final=True)


def _no_ceiling(look: Look) -> None:
    for each in _busy_pair(look):
        quota = _host(each, "NanoCpus") or max(_host(each, "CpuQuota"), 0)
        advice = "--cpus와 quota는 다투지 않을 때에도 막습니다. 다툴 때에만 듣는 것은 몫(shares)입니다."
        look.require(not quota, f"{each.name}: CPU 상한 없음", "상한이 걸려 있음", advice, final=True)


def _spent(container: Container) -> float:
    seen = lab.usage(container)
    return seen.cpu_seconds if seen else 0.0


def _twice(look: Look) -> None:
    pair = _busy_pair(look)
    before = [_spent(each) for each in pair]
    time.sleep(WINDOW)
    big, small = (_spent(each) - past for each, past in zip(pair, before, strict=True))
    total = big + small
    advice = "둘 다 쉬지 않고 계산하는 중이어야 견줄 수 있습니다 (while :; do :; done)."
    idle = f"{big:.2f}초 / {small:.2f}초"
    look.require(min(big, small) > 0.05 * WINDOW, "둘 다 바쁨", f"{WINDOW:g}초 동안 쓴 CPU 시간 {idle}", advice)
    shares = [_host(each, "CpuShares") or 1024 for each in pair]
    advice = f"지금의 몫은 {shares[0]}과 {shares[1]}입니다. 몫은 크기가 아니라 비율로 듣습니다."
    expected = "gorae-big이 gorae-small의 약 두 배 (1.5배에서 2.6배)"
    look.require(1.5 <= big / small <= 2.6, expected, f"{big / small:.1f}배 (둘이 쓴 시간 {total:.2f}초)", advice)


# 07-4

MILL = 'n=0; while :; do n=$((n+1)); [ $((n % 20000)) != 0 ] || echo "$GRAIN $n"; done'


def _mill(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-mill")
    mill = look.client.containers.run(
        SHELL, ["sh", "-c", MILL], name="gorae-mill", environment={"GRAIN": look.mine.word}, detach=True
    )
    mill.reload()
    return {"mill": str(mill.id), "since": mill.attrs["State"]["StartedAt"]}


def _mill_same(look: Look) -> None:
    mill = look.find("container", look.made["mill"])
    advice = f"다시 만들거나 다시 시작하면 지금까지 센 것을 잃습니다. {AGAIN}"
    same = mill is not None and mill.attrs["State"]["StartedAt"] == look.made["since"]
    look.require(same, "처음 그 컨테이너, 다시 시작하지 않음", "새로 만들었거나 다시 시작함", advice, final=True)


def _mill_bounded(look: Look) -> None:
    mill = look.container("gorae-mill")
    nano, quota, period = (_host(mill, key) for key in ("NanoCpus", "CpuQuota", "CpuPeriod"))
    cpus = nano / 1e9 if nano else quota / (period or 100_000)
    advice = "docker update는 실행 중인 컨테이너의 한도를 바꿉니다."
    if cpus > 0.25:
        advice = "한도는 걸렸지만 너무 큽니다. quota를 period로 나눈 것이 CPU의 수입니다."
    elif _host(mill, "CpuShares") or mill.attrs["HostConfig"].get("CpusetCpus"):
        advice = "몫(shares)은 다툴 때에만 듣고, cpuset은 쓸 CPU를 고를 뿐입니다. 상한을 거세요."
    told = f"CPU {cpus:g}개" if cpus > 0 else "상한 없음"
    look.require(0 < cpus <= 0.25, "CPU 상한이 0.25개 이하", told, advice, final=True)


def _mill_works(look: Look) -> None:
    mill = look.container("gorae-mill")
    status = mill.attrs["State"]["Status"]
    advice = "멈추어 두면(pause) CPU를 쓰지 않지만 일도 하지 않습니다. docker unpause로 풀고 한도를 거세요."
    look.require(status == "running", "running", status, advice, final=status != "paused")


# 07-5

BAKERY = 'for n in $(seq {bakers}); do sleep 3600 & done; echo "제빵사 {bakers}명이 모두 왔습니다"; wait'


def _bakers(random: Random) -> dict[str, str]:
    return {"bakers": str(random.randint(12, 20))}


def _bakery_command(look: Look) -> list[str]:
    return ["sh", "-c", BAKERY.format(bakers=look.mine.bakers)]


def _bakery(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-bakery")
    bakery = look.client.containers.run(
        SHELL, _bakery_command(look), name="gorae-bakery", pids_limit=8, mem_limit="64m", detach=True
    )
    bakery.wait(timeout=20)
    return {"bakery": str(bakery.id)}


def _bakery_touched(look: Look) -> bool:
    bakery = look.find("container", look.made["bakery"])
    return bakery is None or bakery.attrs["State"]["Status"] != "exited" or _host(bakery, "PidsLimit") != 8


def _bakery_open(look: Look) -> None:
    bakery = look.running("gorae-bakery")
    command = bakery.attrs["Config"]["Cmd"] or []
    advice = f"제빵사를 줄이지 말고 한도를 고치세요. {AGAIN}"
    look.require(command == _bakery_command(look), "그대로인 명령", " ".join(command)[:80], advice, final=True)
    found = sum("sleep 3600" in each and "seq" not in each for each in look.processes(bakery).values())
    advice = "docker logs와 docker top으로 몇 명까지 왔는지 보세요."
    look.require(found == int(look.mine.bakers), f"제빵사 {look.mine.bakers}명", f"{found}명", advice)


def _bakery_bounded(look: Look) -> None:
    found = _host(look.container("gorae-bakery"), "PidsLimit")
    advice = (
        "한도를 없애면 프로그램이 잘못되었을 때 기계 전체의 프로세스를 다 씁니다. 넉넉하게, 그러나 끝이 있게 거세요."
    )
    right = int(look.mine.bakers) < found <= 100
    told = f"{found}개" if found > 0 else "없음"
    expected = f"프로세스 한도 {int(look.mine.bakers) + 1}–100개"
    look.require(right, expected, told, advice, final=True)


# 07-6

FERRY = """
echo "색인을 읽습니다: ${INDEX_MB} MB"
dd if=/dev/zero of=/dev/null bs=${INDEX_MB}M count=1 2>/dev/null || exit $?
mkdir -p /www && echo "$TITLE" > /www/index.html
echo "문을 엽니다"
exec httpd -f -p 80 -h /www
"""


def _index(random: Random) -> dict[str, str]:
    return {"word": word(random), "index": str(random.randint(40, 56))}


def _ferry(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-ferry")
    ferry = look.client.containers.run(
        SHELL,
        ["sh", "-c", FERRY],
        name="gorae-ferry",
        environment={"INDEX_MB": look.mine.index, "TITLE": look.mine.word},
        mem_limit="24m",
        memswap_limit="24m",
        restart_policy={"Name": "always"},
        detach=True,
    )

    def restarted() -> bool:
        ferry.reload()
        return int(ferry.attrs["RestartCount"]) > 0

    lab.wait(restarted, 30, what="첫 번째 재시작")
    return {"ferry": str(ferry.id)}


def _ferry_touched(look: Look) -> bool:
    ferry = look.find("container", look.made["ferry"])
    if ferry is None or ferry.attrs["HostConfig"]["RestartPolicy"]["Name"] != "always":
        return True
    return _host(ferry, "Memory") != 24 * MEGA or ferry.attrs["State"]["Status"] in ("exited", "paused")


def _ferry_serves(look: Look) -> None:
    ferry = look.container("gorae-ferry")
    state = ferry.attrs["State"]
    if state["Status"] == "restarting":
        last = f"restarting, 종료 코드 {state['ExitCode']}, OOMKilled {state['OOMKilled']}"
        advice = "색인을 읽는 데 필요한 메모리와 한도를 견주어 보세요. 로그에 색인의 크기가 있습니다."
        raise Wrong("gorae-ferry: running", last, advice)
    code, page = look.execute(look.running("gorae-ferry"), ["wget", "-q", "-O", "-", "http://127.0.0.1/"])
    advice = "색인을 다 읽어야 문을 엽니다. docker logs로 어디까지 갔는지 보세요."
    look.require(code == 0 and page.strip() == look.mine.word, f"페이지 {look.mine.word}", page.strip()[:60], advice)


def _ferry_same(look: Look) -> None:
    config = look.container("gorae-ferry").attrs["Config"]
    env = dict(line.split("=", 1) for line in config.get("Env") or [])
    right = config["Cmd"] == ["sh", "-c", FERRY] and env.get("INDEX_MB") == look.mine.index
    told = f"INDEX_MB={env.get('INDEX_MB')}, 명령 {' '.join(config['Cmd'] or [])[:40]!r}"
    advice = f"색인은 줄일 수 없습니다. 프로그램과 색인은 그대로 두고 한도를 맞추세요. {AGAIN}"
    look.require(right, f"그대로인 프로그램과 INDEX_MB={look.mine.index}", told, advice, final=True)


def _ferry_bounded(look: Look) -> None:
    ferry = look.container("gorae-ferry")
    memory, swap = _host(ferry, "Memory"), _host(ferry, "MemorySwap")
    advice = "한도를 없애면 이 컨테이너가 다른 컨테이너의 메모리까지 씁니다. 필요한 만큼만 주세요."
    right = 0 < memory <= 128 * MEGA and 0 < swap <= 256 * MEGA
    told = f"메모리 {_mega(memory)}, 스왑까지 {_mega(swap)}"
    look.require(right, "메모리 한도 128 MiB 이하", told, advice, final=True)


def _ferry_restarts(look: Look) -> None:
    policy = look.container("gorae-ferry").attrs["HostConfig"]["RestartPolicy"]["Name"] or "no"
    advice = "까닭 없이 죽을 때를 위한 안전장치는 그대로 두세요."
    look.require(policy in ("always", "unless-stopped"), "재시작 정책 always", policy, advice, final=True)


def _exists(name: str) -> Any:
    return lambda look: look.find("container", name) is not None


EXERCISES = (
    Exercise(
        id="07-1",
        title="137 셋 가운데 하나",
        stars=1,
        goal=(
            "컨테이너 `gorae-suspect-a`, `gorae-suspect-b`, `gorae-suspect-c`가 모두 종료 코드 137로 끝났습니다. "
            "그 가운데 **메모리가 모자라서** 커널이 죽인 것은 하나뿐입니다. 그 이름을 변수 `culprit`에 글자열로 넣습니다."
        ),
        steps=(Step("메모리가 모자라 죽은 컨테이너를 찾았습니다", _culprit, points=2),),
        attempted=lambda look: look.given.get("culprit") is not None,
        hints=(
            "137은 SIGKILL(9번 신호)로 끝났다는 뜻일 뿐, 누가 보냈는지는 말하지 않습니다.",
            '`docker inspect`에서 `State`의 `OOMKilled`를 보세요. docker-py에서는 `attrs["State"]["OOMKilled"]`입니다.',
        ),
        shows="종료 코드는 같아도 까닭은 다릅니다. OOM은 OOMKilled와 이벤트 oom으로 가려냅니다.",
        values=_fates,
        asks=("culprit",),
        start=_suspects,
    ),
    Exercise(
        id="07-2",
        title="작은 배로 큰 짐을",
        stars=2,
        goal=(
            "컨테이너 `gorae-mover`는 메모리 한도가 **16 MiB**이고 스왑은 쓰지 못합니다. 그 안에서 0으로 된 {megabytes} MiB를 "
            "`md5sum`에 넘겨 나온 값을 로그에 남기고, 메모리가 모자라는 일 없이 종료 코드 0으로 끝났습니다."
        ),
        steps=(
            Step("메모리 한도가 16 MiB이고 스왑이 없습니다", _mover_limited),
            Step("메모리가 모자라지 않았습니다", _mover_survived, settles=10),
            Step("{megabytes} MiB의 MD5가 로그에 있습니다", _mover_sum, points=2, settles=10),
        ),
        attempted=_exists("gorae-mover"),
        hints=(
            "`/dev/zero`를 읽으면 0이 끝없이 나옵니다. 읽을 양만 정하면 됩니다.",
            "`dd if=/dev/zero bs={megabytes}M count=1`은 전체를 한 번에 메모리에 올립니다. 나누어 읽으면 어떻게 됩니까?",
            "`dd if=/dev/zero bs=1M count={megabytes} | md5sum`을 `mem_limit`과 `memswap_limit`이 모두 `16m`인 컨테이너에서 실행하세요.",
        ),
        shows="처리할 자료가 한도보다 커도, 한 번에 올리는 양이 작으면 됩니다.",
        values=_cargo,
    ),
    Exercise(
        id="07-3",
        title="다툴 때만 두 배",
        stars=2,
        goal=(
            "컨테이너 `gorae-big`과 `gorae-small`이 **같은 CPU 하나**에서 쉬지 않고 계산하고 있습니다. "
            "`gorae-big`은 `gorae-small`의 약 두 배를 씁니다. 다만 혼자 남으면 그 CPU를 다 쓸 수 있어야 하므로, 상한은 걸지 않습니다."
        ),
        steps=(
            Step("둘이 같은 CPU 하나를 씁니다", _same_cpu),
            Step("둘 다 상한이 없습니다", _no_ceiling),
            Step("gorae-big이 약 두 배를 씁니다", _twice, points=2, settles=4),
        ),
        attempted=lambda look: any(look.find("container", name) for name in RIVALS),
        hints=(
            "상한(`--cpus`)은 언제나 막고, 몫(`--cpu-shares`)은 다툴 때에만 나눕니다.",
            '`cpuset_cpus="0"`으로 둘을 같은 CPU에 두고, `cpu_shares`를 2 대 1로 주세요.',
            '계산은 `["sh", "-c", "while :; do :; done"]`으로 시킵니다. 몫을 정하지 않으면 1024입니다.',
        ),
        shows="몫은 다툴 때의 비율입니다. 한쪽이 쉬면 다른 쪽이 남은 것을 다 씁니다.",
    ),
    Exercise(
        id="07-4",
        title="폭주하는 방앗간",
        stars=2,
        goal=(
            "`gorae-mill`이 CPU 하나를 다 쓰고 있습니다. 이 컨테이너를 **멈추거나 다시 시작하지 않고**, "
            "CPU를 0.25개까지만 쓰면서 계속 돌게 합니다."
        ),
        steps=(
            Step("처음부터 돌던 그 컨테이너입니다", _mill_same),
            Step("CPU를 0.25개까지만 씁니다", _mill_bounded, points=2),
            Step("지금도 일하고 있습니다", _mill_works),
        ),
        attempted=lambda look: bool(
            (mill := look.find("container", look.made["mill"])) is None
            or mill.attrs["State"]["Status"] != "running"
            or mill.attrs["State"]["StartedAt"] != look.made["since"]
            or any(_host(mill, key) for key in ("NanoCpus", "CpuQuota", "CpuShares"))
            or mill.attrs["HostConfig"].get("CpusetCpus")
        ),
        hints=(
            "한도는 실행 중인 컨테이너에도 바꿀 수 있습니다.",
            "CLI에서는 `docker update --cpus 0.25 gorae-mill`입니다.",
            "docker-py의 `update`에는 `nano_cpus`가 없습니다. `cpu_period=100000, cpu_quota=25000`을 주세요.",
        ),
        shows="한도를 바꾼 것은 커널의 파일 하나입니다. 프로세스는 그대로이고 세던 수도 이어집니다.",
        values=lambda random: {"word": word(random)},
        start=_mill,
    ),
    Exercise(
        id="07-5",
        title="열리지 않는 빵집",
        stars=2,
        goal=(
            "`gorae-bakery`는 제빵사 {bakers}명이 모두 와야 문을 엽니다. 그런데 시작하자마자 끝납니다. 까닭을 찾아, "
            "**같은 명령으로** 제빵사 {bakers}명이 모두 일하게 합니다. 프로세스 수의 한도는 남겨 두되 100개를 넘지 않게 합니다."
        ),
        steps=(
            Step("제빵사가 모두 일합니다", _bakery_open, points=2, settles=5),
            Step("프로세스 수의 한도가 있습니다", _bakery_bounded),
        ),
        attempted=_bakery_touched,
        hints=(
            "`docker logs gorae-bakery`의 마지막 줄이 무엇을 하다 실패했는지 말합니다.",
            "`docker inspect`에서 `HostConfig`의 `PidsLimit`을 보세요. 셸 자신도 프로세스 하나입니다.",
            "`docker update --pids-limit 50 gorae-bakery` 다음에 `docker start gorae-bakery`를 실행하거나, `pids_limit=50`으로 다시 만드세요.",
        ),
        shows="프로세스를 더 만들지 못해 끝났습니다. 메모리도 CPU도 남아 있었습니다.",
        values=_bakers,
        start=_bakery,
        repair=True,
    ),
    Exercise(
        id="07-6",
        title="자꾸 되돌아오는 나룻배",
        stars=3,
        goal=(
            "웹 서버 `gorae-ferry`가 문을 열지 못하고 자꾸 다시 시작합니다. 까닭을 찾아, **프로그램과 색인의 크기는 그대로 두고** "
            "80번 포트에서 페이지 `{word}`를 내주게 합니다. 메모리 한도는 128 MiB 이하로 남겨 두고, 재시작 정책도 남겨 둡니다."
        ),
        steps=(
            Step("페이지를 내줍니다", _ferry_serves, points=2, settles=30),
            Step("프로그램과 색인이 그대로입니다", _ferry_same),
            Step("메모리 한도가 있습니다", _ferry_bounded),
            Step("재시작 정책이 있습니다", _ferry_restarts),
        ),
        attempted=_ferry_touched,
        hints=(
            "`docker inspect`에서 `State`의 `ExitCode`와 `OOMKilled`를, `docker logs`에서 마지막으로 한 일을 보세요.",
            "메모리 한도를 `memswap_limit`보다 크게 바꾸려 하면 거절됩니다. 둘을 함께 바꾸세요.",
            "되풀이해 죽는 중에는 한도를 바꾸다가 `container not running`이라는 오류를 만나기도 합니다. "
            "`docker stop`으로 멈추고, `docker update --memory 96m --memory-swap 96m gorae-ferry`로 바꾼 다음 `docker start`로 다시 시작하세요.",
        ),
        shows="재시작 정책은 죽은 것을 다시 살릴 뿐, 죽는 까닭을 없애지는 않습니다.",
        values=_index,
        start=_ferry,
        repair=True,
    ),
)
