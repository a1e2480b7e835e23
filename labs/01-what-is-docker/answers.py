"""01장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

FIND = """
mine = values("01-1")
rows = client.containers.run("gorae/shell:1", ["ps", "-o", "pid,ppid,args"], pid_mode="host", remove=True).decode()
first = client.containers.get("gorae-sleeper").attrs["State"]["Pid"]
for row in rows.splitlines()[1:]:
    number, parent, command = row.split(None, 2)
    if int(parent) == first and command == f"sleep {mine.seconds}":
        sleeper_pid = int(number)
"""

PAIR = """
mine = values("01-2")
say = ["sh", "-c", "hostname; uname -r"]
client.containers.run("gorae/shell:1", say, name="gorae-left", hostname=mine.left)
client.containers.run("gorae/base:1", say, name="gorae-right", hostname=mine.right)
"""

SHARE = """
mode = {"pid": "pid_mode", "net": "network_mode"}[values("01-3").kind]
forever = ["sleep", "infinity"]
client.containers.run("gorae/shell:1", forever, name="gorae-nest", detach=True)
client.containers.run("gorae/shell:1", forever, name="gorae-branch", detach=True, **{mode: "container:gorae-nest"})
"""

WATCH = """
monitor = client.containers.get("gorae-monitor")
command = monitor.attrs["Config"]["Cmd"]
monitor.remove(force=True)
client.containers.run("gorae/shell:1", command, name="gorae-monitor", pid_mode="container:gorae-service", detach=True)
"""

LIMITED = """
mine = values("01-5")
client.containers.run(
    "gorae/shell:1",
    ["sleep", "infinity"],
    name="gorae-crowd",
    mem_limit=f"{mine.memory}m",
    pids_limit=mine.processes,
    detach=True,
)
limit_file = {1: "/sys/fs/cgroup/pids/pids.max", 2: "/sys/fs/cgroup/pids.max"}[lab.current().facts.cgroup]
"""

HANDMADE = """
mine = values("01-6")
workshop = client.containers.get("gorae-workshop")
inside = f"hostname {mine.host}; exec sleep {mine.seconds}"
workshop.exec_run(["unshare", "--uts", "--pid", "--fork", "chroot", "/rootfs", "sh", "-c", inside], detach=True)
"""


def _by_hand(command: str) -> str:
    """작업장에서 명령 하나를 시작하는 답입니다."""
    return f"""
mine = values("01-6")
workshop = client.containers.get("gorae-workshop")
workshop.exec_run({command}, detach=True)
"""


ANSWERS = {
    "01-1": Answers(
        reference=FIND,
        because='`pid_mode="host"`인 컨테이너는 호스트의 프로세스 목록을 봅니다. 부모가 컨테이너의 첫 프로세스인 줄만 골랐습니다.',
        routes=(
            Case(
                "CLI",
                """
first = !docker inspect --format "{{{{.State.Pid}}}}" gorae-sleeper
rows = !docker run --rm --pid host gorae/shell:1 ps -o pid,ppid,args
wanted = [first[0], "sleep", str(values("01-1").seconds)]
sleeper_pid = int(next(row.split()[0] for row in rows if row.split()[1:] == wanted))
""",
            ),
            Case(
                "cgroup에서 찾기",
                """
sleeper_id = client.containers.get("gorae-sleeper").id
search = f"grep -l {sleeper_id} /proc/[0-9]*/cgroup | cut -d/ -f3"
members = client.containers.run("gorae/shell:1", ["sh", "-c", search], pid_mode="host", remove=True).split()
for each in members:
    read = ["cat", f"/proc/{int(each)}/cmdline"]
    command = client.containers.run("gorae/shell:1", read, pid_mode="host", remove=True)
    if command.split(b"\\0")[:2] == [b"sleep", str(values("01-1").seconds).encode()]:
        sleeper_pid = int(each)
""",
            ),
        ),
        wrong=(
            Case(
                "안에서 본 번호",
                """
rows = client.containers.get("gorae-sleeper").exec_run(["ps", "-o", "pid,args"]).output.decode().splitlines()
sleeper_pid = int(next(row.split()[0] for row in rows if row.endswith(f"sleep {values('01-1').seconds}")))
""",
                "partial",
                "컨테이너 안에서 본 번호",
            ),
            Case(
                "첫 프로세스의 번호",
                'sleeper_pid = client.containers.get("gorae-sleeper").attrs["State"]["Pid"]',
                "partial",
                "첫 프로세스인 sh",
            ),
            Case(
                "옆의 프로세스",
                FIND.replace('f"sleep {mine.seconds}"', 'f"sleep {mine.seconds + 1}"'),
                "partial",
                "같은 컨테이너의 다른 프로세스",
            ),
            Case("글자열", 'sleeper_pid = "1234"', "partial", "정수(int) 값을 직접 넣으세요"),
            Case("아무 번호", "sleeper_pid = 1", "partial", "이 컨테이너의 프로세스가 아님"),
            Case(
                "컨테이너를 다시 만듦",
                """
client.containers.get("gorae-sleeper").remove(force=True)
again = ["sh", "-c", f"sleep {values('01-1').seconds} & wait"]
client.containers.run("gorae/shell:1", again, name="gorae-sleeper", detach=True)
"""
                + FIND,
                "partial",
                "다시 만들지 말고 찾기만",
            ),
        ),
    ),
    "01-2": Answers(
        reference=PAIR,
        because="두 이미지는 운영체제가 다르지만 `uname -r`은 하나뿐인 커널이 대답합니다. 이름은 uts 네임스페이스마다 다릅니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("01-2")
!docker run --name gorae-left --hostname {mine.left} gorae/shell:1 sh -c 'hostname; uname -r'
!docker run --name gorae-right --hostname {mine.right} gorae/base:1 sh -c 'hostname; uname -r'
""",
            ),
            Case(
                "출력하고 계속 실행",
                PAIR.replace("uname -r", "uname -r; exec sleep infinity").replace(
                    "hostname=mine", "detach=True, hostname=mine"
                ),
            ),
        ),
        wrong=(
            Case(
                "같은 이미지",
                PAIR.replace("gorae/base:1", "gorae/shell:1"),
                "partial",
                "gorae/base:1로 다시 만드세요",
            ),
            Case(
                "이름을 정하지 않음",
                PAIR.replace(", hostname=mine.left", "").replace(", hostname=mine.right", ""),
                "partial",
                "이름은 hostname으로 정하고",
            ),
            Case(
                "다른 버전을 출력",
                PAIR.replace("uname -r", "echo 6.0.0-fake"),
                "partial",
                "커널 릴리스는 uname -r이",
            ),
            Case("출력하지 않음", PAIR.replace("hostname; uname -r", "true"), "partial", "두 가지만 차례로 출력"),
            Case(
                "호스트의 이름",
                PAIR.replace("hostname=mine.left", 'uts_mode="host"'),
                "partial",
                "uts_mode를 빼고",
            ),
        ),
    ),
    "01-3": Answers(
        reference=SHARE,
        because="`container:이름`은 그 컨테이너의 네임스페이스에 들어가라는 뜻입니다. 설정하지 않은 것은 저마다 새로 만듭니다.",
        routes=(
            Case(
                "CLI",
                """
option = {"pid": "--pid", "net": "--network"}[values("01-3").kind]
!docker run -d --name gorae-nest gorae/shell:1 sleep infinity
!docker run -d --name gorae-branch {option} container:gorae-nest gorae/shell:1 sleep infinity
""",
            ),
            Case(
                "다른 이미지와 함께",
                SHARE.replace(
                    '"gorae/shell:1", forever, name="gorae-branch"', '"gorae/base:1", forever, name="gorae-branch"'
                ),
            ),
        ),
        wrong=(
            Case("따로따로", SHARE.replace(', **{mode: "container:gorae-nest"}', ""), "partial", "서로 다른"),
            Case("호스트의 것", SHARE.replace('"container:gorae-nest"', '"host"'), "partial", "host가 아니라"),
            Case(
                "둘을 함께",
                SHARE.replace(
                    '**{mode: "container:gorae-nest"}',
                    'pid_mode="container:gorae-nest", network_mode="container:gorae-nest"',
                ),
                "partial",
                "아무 설정도 하지 않으면",
            ),
            Case(
                "끝난 컨테이너",
                SHARE.replace('["sleep", "infinity"]', '["sleep", "1"]').replace(
                    ', **{mode: "container:gorae-nest"}', ""
                )
                + 'client.containers.get("gorae-nest").wait()\n',
                "fail",
                "종료 코드 0",
            ),
        ),
    ),
    "01-4": Answers(
        reference=WATCH,
        because="감시하는 명령은 옳았습니다. 감시자를 `gorae-service`의 pid 네임스페이스에 넣으면 그 프로세스가 보입니다.",
        routes=(
            Case(
                "CLI",
                """
import shlex

command = shlex.join(client.containers.get("gorae-monitor").attrs["Config"]["Cmd"])
!docker rm -f gorae-monitor
!docker run -d --name gorae-monitor --pid container:gorae-service gorae/shell:1 {command}
""",
            ),
            Case(
                "이름을 바꾸어 두고 새로 만들기",
                """
broken = client.containers.get("gorae-monitor")
broken.rename("gorae-monitor-old")
broken.stop(timeout=0)
shared = f"container:{client.containers.get('gorae-service').id}"
again = client.containers.create("gorae/shell:1", broken.attrs["Config"]["Cmd"], name="gorae-monitor", pid_mode=shared)
again.start()
""",
            ),
        ),
        wrong=(
            Case(
                "다시 시작하기만 함",
                'client.containers.get("gorae-monitor").restart(timeout=0)',
                "partial",
                "네임스페이스는 만들 때 정해집니다",
            ),
            Case(
                "네트워크를 함께 씀",
                WATCH.replace("pid_mode", "network_mode"),
                "partial",
                "프로세스 목록을 봅니다",
            ),
            Case(
                "호스트의 프로세스를 모두 보임",
                WATCH.replace('"container:gorae-service"', '"host"'),
                "partial",
                "너무 넓습니다",
            ),
            Case(
                "언제나 정상이라고 말함",
                WATCH.replace(
                    'monitor.attrs["Config"]["Cmd"]', '["sh", "-c", "while true; do echo 정상; sleep 1; done"]'
                ),
                "partial",
                "감시하는 명령은 틀리지 않았습니다",
            ),
            Case(
                "서비스를 감시자 안에서 실행",
                """
client.containers.get("gorae-service").remove(force=True)
web = ["httpd", "-f", "-p", "8080", "-h", "/etc"]
client.containers.run("gorae/shell:1", web, name="gorae-service", pid_mode="container:gorae-monitor", detach=True)
""",
                "partial",
                "멀쩡한 서비스를 다시 만들지 않고",
            ),
        ),
    ),
    "01-5": Answers(
        reference=LIMITED,
        because="cgroup v1은 자원마다 폴더가 따로 있고, v2는 폴더 하나에 모두 있습니다. 파일의 이름은 둘 다 `pids.max`입니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("01-5")
!docker run -d --name gorae-crowd --memory {mine.memory}m --pids-limit {mine.processes} gorae/shell:1 sleep infinity
found = !docker exec gorae-crowd find /sys/fs/cgroup -name pids.max
limit_file = found[0]
""",
            ),
            Case(
                "만들고 나서 바꾸기",
                """
mine = values("01-5")
crowd = client.containers.run("gorae/shell:1", ["sleep", "infinity"], name="gorae-crowd", detach=True)
!docker update --memory {mine.memory}m --memory-swap {mine.memory * 2}m --pids-limit {mine.processes} gorae-crowd
limit_file = crowd.exec_run(["find", "/sys/fs/cgroup", "-name", "pids.max"]).output.decode().split()[0]
""",
            ),
        ),
        wrong=(
            Case(
                "바이트로 잘못 셈",
                LIMITED.replace('f"{mine.memory}m"', "mine.memory * 1_000_000"),
                "partial",
                "1,024 × 1,024바이트",
            ),
            Case(
                "프로세스의 한도를 빠뜨림",
                LIMITED.replace("    pids_limit=mine.processes,\n", ""),
                "partial",
                "pids_limit을 보세요",
            ),
            Case(
                "다른 판의 경로",
                LIMITED.replace("{1: ", "{2: ").replace(
                    ', 2: "/sys/fs/cgroup/pids.max"', ', 1: "/sys/fs/cgroup/pids.max"'
                ),
                "partial",
                "이 엔진은 cgroup v",
            ),
            Case(
                "다른 파일",
                LIMITED + 'limit_file = limit_file.replace("pids.max", "pids.current")\n',
                "partial",
                "한도와 같은 수가 적힌",
            ),
            Case("호스트의 경로", LIMITED + 'limit_file = "/proc/1/cgroup"\n', "partial", "/sys/fs/cgroup 아래에"),
            Case("경로를 넣지 않음", LIMITED + "limit_file = None\n", "partial", "글자열(str) 값을 직접"),
        ),
    ),
    "01-6": Answers(
        reference=HANDMADE,
        because="`unshare`가 네임스페이스를 나누고 `chroot`가 루트를 바꿉니다. `exec`는 PID 1인 `sh`를 `sleep`으로 바꿉니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("01-6")
inside = f"hostname {mine.host}; exec sleep {mine.seconds}"
!docker exec -d gorae-workshop unshare --uts --pid --fork chroot /rootfs sh -c '{inside}'
""",
            ),
            Case(
                "나누고 나서 루트 바꾸기",
                _by_hand(
                    '["unshare", "-upf", "sh", "-c", f"hostname {mine.host}; exec chroot /rootfs sleep {mine.seconds}"]'
                ),
            ),
        ),
        wrong=(
            Case(
                "chroot만 함",
                _by_hand('["chroot", "/rootfs", "sleep", str(mine.seconds)]'),
                "partial",
                "작업장의 pid 네임스페이스",
            ),
            Case(
                "chroot하지 않음",
                _by_hand('["unshare", "-upf", "sh", "-c", f"hostname {mine.host}; exec sleep {mine.seconds}"]'),
                "partial",
                "chroot /rootfs 뒤에",
            ),
            Case(
                "uts를 나누지 않음",
                HANDMADE.replace('"--uts", ', ""),
                "partial",
                "--uts 없이 hostname을 실행했습니다",
            ),
            Case(
                "이름을 정하지 않음",
                HANDMADE.replace("hostname {mine.host}; ", ""),
                "partial",
                "hostname 명령을 먼저 실행하세요",
            ),
            Case(
                "PID 1이 아님",
                HANDMADE.replace("exec sleep {mine.seconds}", "sleep {mine.seconds}; true"),
                "partial",
                "exec를 붙여",
            ),
            Case(
                "다른 명령",
                HANDMADE.replace("exec sleep {mine.seconds}", "exec sleep infinity"),
                "fail",
                "sleep infinity",
            ),
        ),
    ),
}
