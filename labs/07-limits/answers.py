"""07장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

BUSY = """
busy = ["sh", "-c", "while :; do :; done"]
"""

SUSPECT = """
for letter in "abc":
    suspect = client.containers.get(f"gorae-suspect-{letter}")
"""

BAKERY_AGAIN = """
bakery = client.containers.get("gorae-bakery")
command = bakery.attrs["Config"]["Cmd"]
bakery.remove(force=True)
"""

FERRY_AGAIN = """
ferry = client.containers.get("gorae-ferry")
command, environment = ferry.attrs["Config"]["Cmd"], ferry.attrs["Config"]["Env"]
ferry.remove(force=True)
"""

ANSWERS = {
    "07-1": Answers(
        reference=f"""{SUSPECT}
    if suspect.attrs["State"]["OOMKilled"]:
        culprit = suspect.name
""",
        because="커널이 메모리 때문에 죽였을 때에만 OOMKilled가 참입니다. 나머지 둘은 남이 보낸 신호와 스스로 정한 종료 코드였습니다.",
        routes=(
            Case(
                "CLI",
                """
culprit = ""
for letter in "abc":
    told = !docker inspect gorae-suspect-{letter} | grep OOMKilled
    if "true" in told[0]:
        culprit = f"gorae-suspect-{letter}"
""",
            ),
            Case(
                "이벤트에서 찾음",
                """
import time

killed = client.events(since=0, until=int(time.time()) + 1, filters={"event": "oom"}, decode=True)
names = [each["Actor"]["Attributes"]["name"] for each in killed]
culprit = next(name for name in reversed(names) if name.startswith("gorae-suspect-"))
""",
            ),
        ),
        wrong=(
            Case(
                "누가 kill한 것",
                """
culprit = values("07-1").kill
""",
                "fail",
                "누가 docker kill을 보내서 끝났습니다",
            ),
            Case(
                "스스로 137로 끝난 것",
                """
culprit = values("07-1").exit
""",
                "fail",
                "스스로 exit 137로 끝났습니다",
            ),
            Case(
                "이름이 아닌 것",
                """
culprit = "OOM"
""",
                "fail",
                "State에는 종료 코드 말고도",
            ),
        ),
    ),
    "07-2": Answers(
        reference="""
mine = values("07-2")
move = f"dd if=/dev/zero bs=1M count={mine.megabytes} | md5sum"
mover = client.containers.run(
    "gorae/shell:1", ["sh", "-c", move], name="gorae-mover", mem_limit="16m", memswap_limit="16m", detach=True
)
""",
        because="1 MiB씩 읽어 넘겼으므로 메모리에는 늘 1 MiB 남짓만 있었습니다.",
        routes=(
            Case(
                "CLI와 head",
                """
mine = values("07-2")
!docker run --name gorae-mover --memory 16m --memory-swap 16m gorae/shell:1 sh -c "head -c {mine.megabytes}m /dev/zero | md5sum"
""",
            ),
            Case(
                "파일로 쓴 다음 읽음",
                """
mine = values("07-2")
move = f"dd if=/dev/zero of=/tmp/cargo bs=4M count={mine.megabytes} && truncate -s {mine.megabytes}M /tmp/cargo && md5sum /tmp/cargo"
client.containers.run(
    "gorae/shell:1", ["sh", "-c", move], name="gorae-mover", mem_limit="16m", memswap_limit="16m", detach=True
)
""",
            ),
        ),
        wrong=(
            Case(
                "한 번에 모두 올림",
                """
mine = values("07-2")
move = f"dd if=/dev/zero bs={mine.megabytes}M count=1 | md5sum"
client.containers.run(
    "gorae/shell:1", ["sh", "-c", move], name="gorae-mover", mem_limit="16m", memswap_limit="16m", detach=True
)
""",
                "partial",
                "종료 코드는 파이프의 마지막 명령의 것입니다",
            ),
            Case(
                "한도를 올림",
                """
mine = values("07-2")
move = f"dd if=/dev/zero bs={mine.megabytes}M count=1 | md5sum"
client.containers.run(
    "gorae/shell:1", ["sh", "-c", move], name="gorae-mover", mem_limit="256m", memswap_limit="256m", detach=True
)
""",
                "partial",
                "한도를 올리지 않고",
            ),
            Case(
                "스왑을 막지 않음",
                """
mine = values("07-2")
move = f"dd if=/dev/zero bs=1M count={mine.megabytes} | md5sum"
client.containers.run("gorae/shell:1", ["sh", "-c", move], name="gorae-mover", mem_limit="16m", detach=True)
""",
                "partial",
                "메모리와 스왑을 더한 값입니다",
            ),
        ),
    ),
    "07-3": Answers(
        reference=f"""{BUSY}
for name, shares in (("gorae-big", 1024), ("gorae-small", 512)):
    client.containers.run(
        "gorae/shell:1", busy, name=name, cpuset_cpus="0", cpu_shares=shares, detach=True
    )
""",
        because="같은 CPU에서 다투는 둘에게 커널이 1024 대 512로 시간을 나누어 주었습니다.",
        routes=(
            Case(
                "CLI, 기본값과 그 절반",
                """
!docker run -d --name gorae-big --cpuset-cpus 0 gorae/shell:1 sh -c "while :; do :; done"
!docker run -d --name gorae-small --cpuset-cpus 0 --cpu-shares 512 gorae/shell:1 sh -c "while :; do :; done"
""",
            ),
            Case(
                "실행한 다음 바꿈",
                f"""{BUSY}
for name, shares in (("gorae-big", 2000), ("gorae-small", 1000)):
    made = client.containers.run("gorae/shell:1", busy, name=name, detach=True)
    made.update(cpuset_cpus="0", cpu_shares=shares)
""",
            ),
        ),
        wrong=(
            Case(
                "CPU를 묶지 않음",
                f"""{BUSY}
for name, shares in (("gorae-big", 1024), ("gorae-small", 512)):
    client.containers.run("gorae/shell:1", busy, name=name, cpu_shares=shares, detach=True)
""",
                "partial",
                "같은 CPU 하나에 묶으세요",
            ),
            Case(
                "상한으로 나눔",
                f"""{BUSY}
for name, cpus in (("gorae-big", 400_000_000), ("gorae-small", 200_000_000)):
    client.containers.run("gorae/shell:1", busy, name=name, cpuset_cpus="0", nano_cpus=cpus, detach=True)
""",
                "partial",
                "다툴 때에만 듣는 것은 몫",
            ),
            Case(
                "몫이 거꾸로",
                f"""{BUSY}
for name, shares in (("gorae-big", 512), ("gorae-small", 1024)):
    client.containers.run("gorae/shell:1", busy, name=name, cpuset_cpus="0", cpu_shares=shares, detach=True)
""",
                "partial",
                "지금의 몫은 512과 1024입니다",
            ),
        ),
    ),
    "07-4": Answers(
        reference="""
mill = client.containers.get("gorae-mill")
mill.update(cpu_period=100_000, cpu_quota=25_000)
""",
        because="100밀리초마다 25밀리초, 곧 CPU의 4분의 1만 쓰게 했습니다.",
        routes=(
            Case(
                "CLI",
                """
!docker update --cpus 0.2 gorae-mill
""",
            ),
            Case(
                "CLI의 quota",
                """
!docker update --cpu-quota 10000 gorae-mill
""",
            ),
        ),
        wrong=(
            Case(
                "다시 만듦",
                """
mill = client.containers.get("gorae-mill")
command, environment = mill.attrs["Config"]["Cmd"], mill.attrs["Config"]["Env"]
mill.remove(force=True)
client.containers.run(
    "gorae/shell:1", command, name="gorae-mill", environment=environment, nano_cpus=250_000_000, detach=True
)
""",
                "partial",
                "다시 만들거나 다시 시작하면",
            ),
            Case(
                "멈추어 둠",
                """
client.containers.get("gorae-mill").pause()
""",
                "partial",
                "docker update는 실행 중인 컨테이너의 한도를",
            ),
            Case(
                "한도를 걸고 멈추어 둠",
                """
mill = client.containers.get("gorae-mill")
mill.update(cpu_period=100_000, cpu_quota=25_000)
mill.pause()
""",
                "partial",
                "멈추어 두면(pause)",
            ),
            Case(
                "몫만 줄임",
                """
client.containers.get("gorae-mill").update(cpu_shares=2)
""",
                "partial",
                "몫(shares)은 다툴 때에만 듣고",
            ),
            Case(
                "한도가 너무 큼",
                """
client.containers.get("gorae-mill").update(cpu_period=100_000, cpu_quota=50_000)
""",
                "partial",
                "한도는 걸렸지만 너무 큽니다",
            ),
        ),
    ),
    "07-5": Answers(
        reference=f"""{BAKERY_AGAIN}
client.containers.run("gorae/shell:1", command, name="gorae-bakery", pids_limit=50, mem_limit="64m", detach=True)
""",
        because="셸과 제빵사를 모두 더해도 50개가 되지 않으므로, 다 만들고도 끝이 있는 한도입니다.",
        routes=(
            Case(
                "CLI로 한도를 바꾸어 다시 시작",
                """
!docker update --pids-limit 40 gorae-bakery
!docker start gorae-bakery
""",
            ),
            Case(
                "CLI로 다시 만듦",
                """
bakers = values("07-5").bakers
!docker rm -f gorae-bakery
work = f'for n in $(seq {bakers}); do sleep 3600 & done; echo "제빵사 {bakers}명이 모두 왔습니다"; wait'
import subprocess
_ = subprocess.run(
    ["docker", "run", "-d", "--name", "gorae-bakery", "--pids-limit", "100", "gorae/shell:1", "sh", "-c", work], check=True
)
""",
            ),
        ),
        wrong=(
            Case(
                "한도를 없앰",
                f"""{BAKERY_AGAIN}
client.containers.run("gorae/shell:1", command, name="gorae-bakery", detach=True)
""",
                "partial",
                "한도를 없애면 프로그램이 잘못되었을 때",
            ),
            Case(
                "제빵사를 줄임",
                """
client.containers.get("gorae-bakery").remove(force=True)
few = 'for n in $(seq 3); do sleep 3600 & done; echo "모두 왔습니다"; wait'
client.containers.run("gorae/shell:1", ["sh", "-c", few], name="gorae-bakery", pids_limit=8, detach=True)
""",
                "fail",
                "제빵사를 줄이지 말고",
            ),
            Case(
                "조금만 올림",
                """
_ = client.containers.get("gorae-bakery").remove(force=True)
client.containers.run(
    "gorae/shell:1",
    ["sh", "-c", f'for n in $(seq {values("07-5").bakers}); do sleep 3600 & done; echo "제빵사 {values("07-5").bakers}명이 모두 왔습니다"; wait'],
    name="gorae-bakery",
    pids_limit=10,
    detach=True,
)
""",
                "fail",
                "can't fork",
            ),
        ),
    ),
    "07-6": Answers(
        reference="""
ferry = client.containers.get("gorae-ferry")
ferry.stop(timeout=1)
ferry.update(mem_limit="96m", memswap_limit="96m")
ferry.start()
""",
        because="색인을 읽는 동안 필요한 메모리보다 한도가 작았습니다. 한도를 그만큼 올렸습니다.",
        routes=(
            Case(
                "CLI",
                """
!docker stop -t 1 gorae-ferry
!docker update --memory 128m --memory-swap 128m gorae-ferry
!docker start gorae-ferry
""",
            ),
            Case(
                "다시 만듦",
                f"""{FERRY_AGAIN}
client.containers.run(
    "gorae/shell:1",
    command,
    name="gorae-ferry",
    environment=environment,
    mem_limit="100m",
    restart_policy={{"Name": "unless-stopped"}},
    detach=True,
)
""",
            ),
        ),
        wrong=(
            Case(
                "색인을 줄임",
                f"""{FERRY_AGAIN}
smaller = ["INDEX_MB=8" if each.startswith("INDEX_MB=") else each for each in environment]
client.containers.run(
    "gorae/shell:1",
    command,
    name="gorae-ferry",
    environment=smaller,
    mem_limit="24m",
    memswap_limit="24m",
    restart_policy={{"Name": "always"}},
    detach=True,
)
""",
                "partial",
                "색인은 줄일 수 없습니다",
            ),
            Case(
                "한도를 없앰",
                f"""{FERRY_AGAIN}
client.containers.run(
    "gorae/shell:1",
    command,
    name="gorae-ferry",
    environment=environment,
    restart_policy={{"Name": "always"}},
    detach=True,
)
""",
                "partial",
                "한도를 없애면 이 컨테이너가",
            ),
            Case(
                "재시작 정책만 없앰",
                """
ferry = client.containers.get("gorae-ferry")
ferry.stop(timeout=1)
ferry.update(restart_policy={"Name": "no"})
ferry.start()
ferry.wait(timeout=20)
""",
                "partial",
                "색인을 읽습니다",
            ),
        ),
    ),
}
