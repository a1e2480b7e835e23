"""06장 실습의 답들입니다: 기준 답, 다른 정직한 길, 흔히 틀리는 답."""

from gorae.exercise import Answers, Case

CREW = """
from datetime import datetime

state = client.containers.get("gorae-crew").attrs["State"]
begin, end = (datetime.fromisoformat(state[key]).timestamp() for key in ("StartedAt", "FinishedAt"))
ledger = client.containers.get("gorae-ledger")
"""

HARBOR = """
mine = values("06-4")
harbor = client.containers.run(
    "gorae/syslog:1", name="gorae-harbor", ports={"514/tcp": ("127.0.0.1", None)}, detach=True
)
listening = ["bash", "-c", ": < /dev/tcp/127.0.0.1/514"]
_ = lab.wait(lambda: harbor.exec_run(listening).exit_code == 0, 20, what="수집기의 준비")
host, port = lab.address(harbor, "514/tcp")
"""

PATROL = """
station = client.containers.get("gorae-station")
patrol = client.containers.get("gorae-patrol")
command, options = patrol.attrs["Config"]["Cmd"], patrol.attrs["HostConfig"]["LogConfig"]["Config"]
host, port = lab.address(station, "514/tcp")
"""

KITCHEN = """
kitchen = client.containers.get("gorae-kitchen")
command, dish = kitchen.attrs["Config"]["Cmd"], f'DISH={values("06-6").word}'
"""

ANSWERS = {
    "06-1": Answers(
        reference="""
mine = values("06-1")
speak = ["sh", "-c", f"echo {mine.good}; echo {mine.bad} >&2"]
client.containers.run("gorae/shell:1", speak, name="gorae-reporter", detach=True)
""",
        because="셸에서 `>&2`는 출력을 표준 오류로 돌립니다. 엔진은 두 갈래를 따로 받아 적습니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("06-1")
!docker run -d --name gorae-reporter gorae/shell:1 sh -c "echo {mine.good}; echo {mine.bad} >&2"
""",
            ),
            Case(
                "실행 중인 컨테이너의 두 갈래에 씀",
                """
mine = values("06-1")
reporter = client.containers.run("gorae/shell:1", ["sleep", "3600"], name="gorae-reporter", detach=True)
_ = reporter.exec_run(["sh", "-c", f"echo {mine.good} > /proc/1/fd/1; echo {mine.bad} > /proc/1/fd/2"])
""",
            ),
        ),
        wrong=(
            Case(
                "모두 표준 출력에",
                """
mine = values("06-1")
speak = ["sh", "-c", f"echo {mine.good}; echo {mine.bad}"]
client.containers.run("gorae/shell:1", speak, name="gorae-reporter", detach=True)
""",
                "fail",
                "셸에서 >&2를 붙입니다",
            ),
            Case(
                "터미널을 붙임",
                """
mine = values("06-1")
speak = ["sh", "-c", f"echo {mine.good}; echo {mine.bad} >&2"]
client.containers.run("gorae/shell:1", speak, name="gorae-reporter", tty=True, detach=True)
""",
                "fail",
                "두 갈래가 하나로 합쳐집니다",
            ),
            Case(
                "나쁜 소식만 씀",
                """
speak = ["sh", "-c", f'echo {values("06-1").bad} >&2']
client.containers.run("gorae/shell:1", speak, name="gorae-reporter", detach=True)
""",
                "partial",
                "표준 출력: 없음",
            ),
            Case(
                "읽을 수 없는 드라이버",
                """
from docker.types import LogConfig

mine = values("06-1")
speak = ["sh", "-c", f"echo {mine.good}; echo {mine.bad} >&2"]
client.containers.run("gorae/shell:1", speak, name="gorae-reporter", log_config=LogConfig(type="none"), detach=True)
""",
                "fail",
                "이 드라이버로는 docker logs를 쓸 수 없습니다",
            ),
        ),
    ),
    "06-2": Answers(
        reference=f"""{CREW}
lines = ledger.logs(since=begin, until=end).decode().splitlines()
""",
        because=(
            "엔진이 적은 두 시각을 초 아래까지 살린 실수로 바꾸어 주었습니다. "
            "datetime을 그대로 넘기면 docker-py가 초 아래를 버려서 앞뒤의 줄이 섞입니다."
        ),
        routes=(
            Case(
                "CLI",
                """
state = client.containers.get("gorae-crew").attrs["State"]
begin, end = state["StartedAt"], state["FinishedAt"]
lines = !docker logs --since {begin} --until {end} gorae-ledger
lines = list(lines)
""",
            ),
            Case(
                "시각을 함께 읽어 스스로 거름",
                """
state = client.containers.get("gorae-crew").attrs["State"]
stamped = client.containers.get("gorae-ledger").logs(timestamps=True).decode().splitlines()
begin, end = (each.rstrip("Z").ljust(29, "0") for each in (state["StartedAt"], state["FinishedAt"]))
lines = [line.split(" ", 1)[1] for line in stamped if begin <= line[:29] <= end]
""",
            ),
        ),
        wrong=(
            Case(
                "모두 넣음",
                """
lines = client.containers.get("gorae-ledger").logs().decode().splitlines()
""",
                "partial",
                "앞뒤의 줄까지 들었습니다",
            ),
            Case(
                "until을 빠뜨림",
                f"""{CREW}
lines = ledger.logs(since=begin).decode().splitlines()
""",
                "partial",
                "다른 줄 2개",
            ),
            Case(
                "앞의 두 줄만",
                f"""{CREW}
lines = ledger.logs(since=begin, until=end).decode().splitlines()[:2]
""",
                "partial",
                "2줄이 빠짐",
            ),
            Case(
                "시각까지 넣음",
                f"""{CREW}
lines = ledger.logs(since=begin, until=end, timestamps=True).decode().splitlines()
""",
                "fail",
                "시각을 떼어 내고",
            ),
            Case(
                "글 한 덩어리",
                f"""{CREW}
lines = ledger.logs(since=begin, until=end).decode()
""",
                "fail",
                "리스트(list)",
            ),
        ),
    ),
    "06-3": Answers(
        reference="""
from docker.types import LogConfig

limit = LogConfig(type="json-file", config={"max-size": "10k", "max-file": "3"})
count = f'for n in $(seq 2000); do echo {values("06-3").word} $n; done'
chatter = client.containers.run("gorae/shell:1", ["sh", "-c", count], name="gorae-chatter", log_config=limit, detach=True)
chatter.wait()
oldest = int(chatter.logs().decode().splitlines()[0].split()[1])
""",
        because="파일 셋이 모두 차면 가장 오래된 파일이 통째로 사라지므로, 남은 첫 줄은 1번이 아닙니다.",
        routes=(
            Case(
                "CLI와 local 드라이버",
                """
mine = values("06-3")
!docker run --log-driver local --log-opt max-size=10k --log-opt max-file=3 --name gorae-chatter gorae/shell:1 sh -c 'seq 2000 | sed "s/^/{mine.word} /"' > /dev/null
first = !docker logs gorae-chatter | head -n 1
oldest = int(first[0].split()[1])
""",
            ),
            Case(
                "한도를 바이트로 적음",
                """
mine = values("06-3")
count = f'seq 2000 | sed "s/^/{mine.word} /"'
limit = {"Type": "json-file", "Config": {"max-size": "10000", "max-file": "3"}}
chatter = client.containers.run("gorae/shell:1", ["sh", "-c", count], name="gorae-chatter", log_config=limit, detach=True)
chatter.wait()
oldest = int(chatter.logs(stderr=False).split(b"\\n")[0].split()[1])
""",
            ),
        ),
        wrong=(
            Case(
                "max-file을 빠뜨림",
                """
limit = {"Type": "json-file", "Config": {"max-size": "10k"}}
count = f'for n in $(seq 2000); do echo {values("06-3").word} $n; done'
chatter = client.containers.run("gorae/shell:1", ["sh", "-c", count], name="gorae-chatter", log_config=limit, detach=True)
chatter.wait()
oldest = int(chatter.logs().decode().splitlines()[0].split()[1])
""",
                "partial",
                "파일의 수가 빠졌습니다",
            ),
            Case(
                "한도가 너무 큼",
                """
limit = {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "3"}}
count = f'for n in $(seq 2000); do echo {values("06-3").word} $n; done'
chatter = client.containers.run("gorae/shell:1", ["sh", "-c", count], name="gorae-chatter", log_config=limit, detach=True)
chatter.wait()
oldest = 1
""",
                "partial",
                "파일의 한도가 쓴 양보다 큰지",
            ),
            Case(
                "번호 대신 남은 줄의 수",
                """
limit = {"Type": "json-file", "Config": {"max-size": "10k", "max-file": "3"}}
count = f'for n in $(seq 2000); do echo {values("06-3").word} $n; done'
chatter = client.containers.run("gorae/shell:1", ["sh", "-c", count], name="gorae-chatter", log_config=limit, detach=True)
chatter.wait()
oldest = len(chatter.logs().splitlines())
""",
                "partial",
                "docker logs가 보여 주는 첫 줄의 번호입니다",
            ),
        ),
    ),
    "06-4": Answers(
        reference=f"""
from docker.types import LogConfig
{HARBOR}
post = LogConfig(type="syslog", config={{"syslog-address": f"tcp://{{host}}:{{port}}", "tag": mine.tag}})
client.containers.run("gorae/shell:1", ["echo", mine.code], name="gorae-boat", log_config=post, detach=True)
""",
        because="주소는 컨테이너가 아니라 엔진이 보는 것이므로, 호스트에 게시한 포트를 적었습니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("06-4")
!docker run -d --name gorae-harbor -p 127.0.0.1::514 gorae/syslog:1
!until docker exec gorae-harbor bash -c ': < /dev/tcp/127.0.0.1/514'; do :; done 2> /dev/null
place = !docker port gorae-harbor 514/tcp
!docker run --name gorae-boat --log-driver syslog --log-opt syslog-address=tcp://{place[0]} --log-opt tag={mine.tag} gorae/shell:1 echo {mine.code}
""",
            ),
            Case(
                "UDP로 보냄",
                """
mine = values("06-4")
ports = {"514/udp": ("127.0.0.1", None)}
harbor = client.containers.run("gorae/syslog:1", name="gorae-harbor", ports=ports, detach=True)
listening = ["bash", "-c", ": < /dev/tcp/127.0.0.1/514"]
_ = lab.wait(lambda: harbor.exec_run(listening).exit_code == 0, 20, what="수집기의 준비")
host, port = lab.address(harbor, "514/udp")
options = {"syslog-address": f"udp://{host}:{port}", "tag": mine.tag, "syslog-format": "rfc3164"}
post = {"Type": "syslog", "Config": options}
client.containers.run("gorae/shell:1", ["echo", mine.code], name="gorae-boat", log_config=post, detach=True)
""",
            ),
        ),
        wrong=(
            Case(
                "태그를 빠뜨림",
                f"""{HARBOR}
post = {{"Type": "syslog", "Config": {{"syslog-address": f"tcp://{{host}}:{{port}}"}}}}
client.containers.run("gorae/shell:1", ["echo", mine.code], name="gorae-boat", log_config=post, detach=True)
""",
                "partial",
                "주지 않으면 컨테이너 ID의 앞 12글자입니다",
            ),
            Case(
                "드라이버를 정하지 않음",
                f"""{HARBOR}
client.containers.run("gorae/shell:1", ["echo", mine.code], name="gorae-boat", detach=True)
""",
                "partial",
                "로깅 드라이버를 syslog로 정해",
            ),
            Case(
                "모든 주소에 게시",
                f"""{HARBOR}
harbor.remove(force=True)
harbor = client.containers.run("gorae/syslog:1", name="gorae-harbor", ports={{"514/tcp": None}}, detach=True)
_ = lab.wait(lambda: harbor.exec_run(listening).exit_code == 0, 20, what="수집기의 준비")
host, port = lab.address(harbor, "514/tcp")
post = {{"Type": "syslog", "Config": {{"syslog-address": f"tcp://{{host}}:{{port}}", "tag": mine.tag}}}}
client.containers.run("gorae/shell:1", ["echo", mine.code], name="gorae-boat", log_config=post, detach=True)
""",
                "partial",
                "주소까지 적어 다시 만드세요",
            ),
        ),
    ),
    "06-5": Answers(
        reference=f"""{PATROL}
patrol.remove(force=True)
options["syslog-address"] = f"tcp://{{host}}:{{port}}"
post = {{"Type": "syslog", "Config": options}}
client.containers.run("gorae/shell:1", command, name="gorae-patrol", log_config=post, detach=True)
""",
        because="수집기를 다시 만들면서 엔진이 고른 포트가 바뀌었습니다. 나머지는 전의 설정을 그대로 읽어 썼습니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("06-5")
place = !docker port gorae-station 514/tcp
!docker rm gorae-patrol
!docker run -d --name gorae-patrol --log-driver syslog --log-opt syslog-address=tcp://{place[0]} --log-opt tag={mine.word} gorae/shell:1 sh -c "echo {mine.code}; exec sleep 86400"
""",
            ),
            Case(
                "수집기를 옛 포트로 되돌림",
                f"""{PATROL}
old = int(options["syslog-address"].rpartition(":")[2])
station.remove(force=True)
station = client.containers.run("gorae/syslog:1", name="gorae-station", ports={{"514/tcp": ("127.0.0.1", old)}}, detach=True)
listening = ["bash", "-c", ": < /dev/tcp/127.0.0.1/514"]
_ = lab.wait(lambda: station.exec_run(listening).exit_code == 0, 20, what="수집기의 준비")
patrol.start()
""",
            ),
        ),
        wrong=(
            Case(
                "드라이버를 바꿈",
                f"""{PATROL}
patrol.remove(force=True)
client.containers.run("gorae/shell:1", command, name="gorae-patrol", detach=True)
""",
                "fail",
                "드라이버를 바꾸는 대신 주소를 고치세요",
            ),
            Case(
                "태그를 빠뜨림",
                f"""{PATROL}
patrol.remove(force=True)
post = {{"Type": "syslog", "Config": {{"syslog-address": f"tcp://{{host}}:{{port}}"}}}}
client.containers.run("gorae/shell:1", command, name="gorae-patrol", log_config=post, detach=True)
""",
                "partial",
                "전과 같은 tag를 주세요",
            ),
            Case(
                "수집기만 지움",
                'client.containers.get("gorae-station").remove(force=True)',
                "fail",
                "docker start가 말하는 오류와",
            ),
            Case(
                "명령을 바꿈",
                f"""{PATROL}
patrol.remove(force=True)
options["syslog-address"] = f"tcp://{{host}}:{{port}}"
post = {{"Type": "syslog", "Config": options}}
client.containers.run("gorae/shell:1", ["sleep", "86400"], name="gorae-patrol", log_config=post, detach=True)
""",
                "partial",
                "같은 명령으로 시작했는지",
            ),
        ),
    ),
    "06-6": Answers(
        reference=f"""{KITCHEN}
kitchen.remove(force=True)
client.containers.run(
    "gorae/shell:1",
    command,
    name="gorae-kitchen",
    environment=[dish, "LOG_FILE=/dev/stdout"],
    log_config={{"Type": "local", "Config": {{}}}},
    detach=True,
)
""",
        because=(
            "막힌 곳은 둘이었습니다. 프로그램은 컨테이너 안의 파일에 쓰고 있었고, 드라이버는 아무것도 남기지 않는 none이었습니다. "
            "local은 정하지 않아도 100 MB에서 멈춥니다."
        ),
        routes=(
            Case(
                "CLI와 json-file",
                f"""{KITCHEN}
mine = values("06-6")
program = command[2]
import shlex

quoted = shlex.quote(program)
!docker rm -f gorae-kitchen
!docker run -d --name gorae-kitchen -e DISH={{mine.word}} -e LOG_FILE=/dev/stdout --log-driver json-file --log-opt max-size=1m gorae/shell:1 sh -c {{quoted}}
""",
            ),
            Case(
                "파일을 표준 출력으로 잇는 링크",
                f"""{KITCHEN}
kitchen.remove(force=True)
keep = {{"Type": "local", "Config": {{"max-size": "1m"}}}}
env = [dish, "LOG_FILE=/var/log/kitchen.log"]
kitchen = client.containers.create("gorae/shell:1", command, name="gorae-kitchen", environment=env, log_config=keep)
kitchen.start()
_ = kitchen.exec_run(["ln", "-sf", "/proc/1/fd/1", "/var/log/kitchen.log"])
""",
            ),
        ),
        wrong=(
            Case(
                "드라이버만 바꿈",
                f"""{KITCHEN}
kitchen.remove(force=True)
env = [dish, "LOG_FILE=/var/log/kitchen.log"]
client.containers.run("gorae/shell:1", command, name="gorae-kitchen", environment=env, log_config={{"Type": "local"}}, detach=True)
""",
                "partial",
                "프로그램은 /var/log/kitchen.log에 쓰고 있습니다",
            ),
            Case(
                "쓰는 곳만 바꿈",
                f"""{KITCHEN}
kitchen.remove(force=True)
env = [dish, "LOG_FILE=/dev/stdout"]
client.containers.run("gorae/shell:1", command, name="gorae-kitchen", environment=env, log_config={{"Type": "none"}}, detach=True)
""",
                "partial",
                "이 드라이버로는 docker logs를 쓸 수 없습니다",
            ),
            Case(
                "한도를 주지 않음",
                f"""{KITCHEN}
kitchen.remove(force=True)
env = [dish, "LOG_FILE=/dev/stdout"]
keep = {{"Type": "json-file"}}
client.containers.run("gorae/shell:1", command, name="gorae-kitchen", environment=env, log_config=keep, detach=True)
""",
                "partial",
                "max-size를 주지 않으면 끝없이 자랍니다",
            ),
            Case(
                "프로그램을 바꿈",
                """
client.containers.get("gorae-kitchen").remove(force=True)
mine = values("06-6")
speak = ["sh", "-c", f'while true; do echo "{mine.word} 나갑니다"; sleep 1; done']
client.containers.run("gorae/shell:1", speak, name="gorae-kitchen", log_config={"Type": "local"}, detach=True)
""",
                "partial",
                "프로그램은 그대로 두고",
            ),
        ),
    ),
}
