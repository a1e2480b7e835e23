"""06장의 실습입니다."""

import re
import secrets
from random import Random

from docker.errors import APIError
from docker.models.containers import Container
from docker.types import LogConfig

from gorae import lab
from gorae.exercise import Exercise, Look, Step, Wrong, token, word

SHELL, SYSLOG = "gorae/shell:1", "gorae/syslog:1"
AGAIN = "시작 셀을 다시 실행하면 처음 상태로 돌아갑니다."
UNREADABLE = "이 드라이버로는 docker logs를 쓸 수 없습니다. 드라이버는 만든 뒤에 바꿀 수 없으므로 다시 만드세요."
LISTENING = ["bash", "-c", ": < /dev/tcp/127.0.0.1/514"]


def _driver(container: Container) -> tuple[str, dict[str, str]]:
    """컨테이너의 로깅 드라이버와 옵션입니다."""
    chosen = container.attrs["HostConfig"]["LogConfig"]
    return str(chosen["Type"]), dict(chosen["Config"] or {})


def _said(container: Container, stdout: bool = True, stderr: bool = True, timestamps: bool = False) -> list[str]:
    """`docker logs`가 보여 주는 줄들입니다. 읽을 수 없는 드라이버면 `Wrong`을 던집니다."""
    try:
        raw = container.logs(stdout=stdout, stderr=stderr, timestamps=timestamps)
    except APIError as error:
        if "does not support reading" not in str(error.explanation):
            raise
        found = f"드라이버 {_driver(container)[0]}: 읽을 수 없음"
        raise Wrong(f"{container.name}의 로그", found, UNREADABLE, final=True) from error
    return [line.rstrip("\r") for line in raw.decode("utf-8", "replace").split("\n") if line]


def _told(lines: list[str]) -> str:
    """피드백에 보일 줄들입니다."""
    return " / ".join(lines[:3])[:80] + (f" … 모두 {len(lines)}줄" if len(lines) > 3 else "") or "없음"


def _speak(container: Container, *lines: str) -> None:
    """컨테이너의 로그에 줄을 더하고, 엔진이 다 적을 때까지 기다립니다."""
    container.exec_run(["sh", "-c", "".join(f"echo {line} > /proc/1/fd/1; " for line in lines)])
    lab.wait(lambda: lines[-1] in _said(container), 10, what="로그에 적히기")


# 06-1


def _two_words(random: Random) -> dict[str, str]:
    return {"good": word(random), "bad": token(random, 6)}


def _stream(look: Look, which: str, wanted: str) -> None:
    reporter = look.container("gorae-reporter")
    found = _said(reporter, stdout=which == "표준 출력", stderr=which == "표준 오류")
    advice = "표준 오류로 보내려면 셸에서 >&2를 붙입니다."
    if reporter.attrs["Config"]["Tty"]:
        advice = "터미널(-t)을 붙이면 두 갈래가 하나로 합쳐집니다. 터미널 없이 다시 만드세요."
    ended = reporter.attrs["State"]["Status"] in ("exited", "dead")
    look.require(found == [wanted], f"{which}: {wanted}", f"{which}: {_told(found)}", advice, final=ended)


def _stdout(look: Look) -> None:
    _stream(look, "표준 출력", look.mine.good)


def _stderr(look: Look) -> None:
    _stream(look, "표준 오류", look.mine.bad)


# 06-2


def _voyage(look: Look) -> dict[str, str]:
    for name in ("gorae-ledger", "gorae-crew"):
        look.clear("container", name)
    lines = [f"기록 {secrets.token_hex(3)}" for _ in range(9)]
    run = look.client.containers.run
    config = LogConfig(type="json-file", config={})
    ledger = run(SHELL, ["sleep", "86400"], name="gorae-ledger", log_config=config, detach=True)
    _speak(ledger, *lines[:3])
    crew = run(SHELL, ["sleep", "86400"], name="gorae-crew", detach=True)
    _speak(ledger, *lines[3:7])
    crew.kill()
    crew.wait()
    _speak(ledger, *lines[7:])
    crew.reload()
    state = crew.attrs["State"]
    return {"ledger": str(ledger.id), "from": state["StartedAt"], "until": state["FinishedAt"]}


def _moment(text: str) -> str:
    """엔진이 적은 시각을, 글자 차례로 견줄 수 있게 나노초까지 채운 것입니다."""
    seconds, _, fraction = text.removesuffix("Z").partition(".")
    return f"{seconds}.{fraction:0<9}"


def _between(look: Look) -> list[str]:
    """두 순간 사이에 적힌 줄들입니다."""
    look.container("gorae-ledger")
    ledger = look.find("container", look.made["ledger"])
    if ledger is None:
        raise Wrong("처음의 gorae-ledger", "다른 컨테이너", AGAIN, final=True)
    begin, end = _moment(look.made["from"]), _moment(look.made["until"])
    parted = [line.split(" ", 1) for line in _said(ledger, timestamps=True)]
    return [said for time, said in parted if begin <= _moment(time) <= end]


def _lines(look: Look) -> list[str]:
    found = [str(each).strip() for each in look.asked("lines", list)]
    stamped = next((each for each in found if re.match(r"\d{4}-\d\d-\d\dT", each)), None)
    advice = "timestamps 없이 읽거나, 시각을 떼어 내고 메시지만 넣으세요."
    look.require(stamped is None, "메시지만 든 리스트", str(stamped)[:60], advice)
    return [each for each in found if each]


def _none_missing(look: Look) -> None:
    found = _lines(look)
    missing = [each for each in _between(look) if each not in found]
    advice = "since가 너무 늦거나 until이 너무 이릅니다. 초 아래까지 맞는지 보세요. docker-py에 datetime을 넘기면 초 아래를 버립니다."
    look.require(not missing, "gorae-crew가 도는 동안 적힌 줄 모두", f"{len(missing)}줄이 빠짐", advice)


def _none_besides(look: Look) -> None:
    wanted = _between(look)
    besides = [each for each in _lines(look) if each not in wanted]
    advice = "앞뒤의 줄까지 들었습니다. since와 until을 둘 다 초 아래까지 주세요."
    look.require(not besides, "그사이의 줄만", f"다른 줄 {len(besides)}개: {_told(besides)}", advice)
    look.require(_lines(look), "그사이의 줄", "빈 리스트", "로그를 읽어 변수 lines에 넣으세요.")


# 06-3

LAST = 2000


def _bytes(text: str) -> float:
    """`10k`처럼 적은 크기를 바이트로 바꿉니다. 읽을 수 없으면 무한대입니다."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([kmg]?)b?", text.strip().lower())
    return float(found[1]) * {"": 1, "k": 1e3, "m": 1e6, "g": 1e9}[found[2]] if found else float("inf")


def _limited(look: Look) -> None:
    kind, options = _driver(look.container("gorae-chatter"))
    size, files = options.get("max-size", "없음"), options.get("max-file", "없음")
    found = f"{kind}, max-size {size}, max-file {files}"
    advice = "두 옵션을 모두 주고 컨테이너를 다시 만드세요. 드라이버와 옵션은 만든 뒤에 바꿀 수 없습니다."
    if kind in ("json-file", "local") and files == "없음" and _bytes(size) == 10_000:
        advice = f"파일의 수가 빠졌습니다. {advice}"
    right = kind in ("json-file", "local") and _bytes(size) == 10_000 and files == "3"
    look.require(right, "max-size 10k, max-file 3", found, advice, final=True)


def _rolled(look: Look) -> None:
    chatter, mine = look.container("gorae-chatter"), look.mine.word
    found = _said(chatter)
    finished = found[-1:] == [f"{mine} {LAST}"]
    running = chatter.attrs["State"]["Status"] == "running"
    expected = f"마지막 줄 {mine} {LAST}"
    last = found[-1][:60] if found else "없음"
    look.require(finished, expected, f"마지막 줄 {last}", "번호는 seq로 만들 수 있습니다.", final=not running)
    advice = "처음 줄이 아직 남아 있습니다. 파일의 한도가 쓴 양보다 큰지 살펴보세요."
    look.require(found[0] != f"{mine} 1", "사라진 처음 줄", f"처음 줄 {found[0][:60]}", advice, final=True)


def _oldest(look: Look) -> None:
    claimed = look.asked("oldest", int)
    found = _said(look.container("gorae-chatter"))
    number = re.search(r"(\d+)$", found[0]) if found else None
    true = int(number[1]) if number else 0
    advice = "docker logs가 보여 주는 첫 줄의 번호입니다. 컨테이너를 다시 만들었으면 다시 세세요."
    look.require(claimed == true, "남아 있는 가장 오래된 줄의 번호", f"{claimed}", advice, final=True)


# 06-4


def _cargo(random: Random) -> dict[str, str]:
    return {"tag": word(random), "code": token(random, 6)}


def _port_open(look: Look) -> None:
    harbor = look.running("gorae-harbor")
    ports = harbor.attrs["NetworkSettings"]["Ports"]
    places = {each["HostIp"] for port in ("514/tcp", "514/udp") for each in ports.get(port) or []}
    advice = "-p 127.0.0.1::514처럼 주소까지 적어 다시 만드세요."
    look.require(places == {"127.0.0.1"}, "127.0.0.1에만 게시한 514번", ", ".join(sorted(places)) or "없음", advice)


def _arrived(look: Look) -> None:
    kind, options = _driver(look.container("gorae-boat"))
    advice = "로깅 드라이버를 syslog로 정해 컨테이너를 다시 만드세요."
    look.require(kind == "syslog", "gorae-boat의 드라이버 syslog", f"드라이버 {kind}", advice, final=True)
    line = _received(look, "gorae-harbor", look.mine.code)
    address = options.get("syslog-address", "없음")
    advice = f"gorae-boat의 주소는 {address}입니다. gorae-harbor가 게시한 포트와 같은지, 메시지가 맞는지 보세요."
    look.require(line, f"gorae-harbor가 받은 {look.mine.code}", "받지 못함", advice)


def _tagged(look: Look) -> None:
    line = _received(look, "gorae-harbor", look.mine.code) or ""
    found = re.search(r"(\S+)\[\d+\]: ", line)
    advice = "syslog 드라이버의 tag 옵션을 쓰세요. 주지 않으면 컨테이너 ID의 앞 12글자입니다."
    right = found is not None and found[1] == look.mine.tag
    look.require(right, f"태그 {look.mine.tag}", f"태그 {found[1] if found else '없음'}", advice)


def _received(look: Look, server: str, text: str) -> str | None:
    """수집기가 받은 것 가운데 메시지가 `text`로 끝나는 마지막 줄입니다."""
    heard = _said(look.running(server))
    return next((line for line in reversed(heard) if line.endswith(f" {text}")), None)


# 06-5


def _patrol(look: Look) -> dict[str, str]:
    for name in ("gorae-patrol", "gorae-station", "gorae-station-old"):
        look.clear("container", name)
    old = _station(look, "gorae-station-old")
    address = "tcp://{}:{}".format(*lab.address(old, "514/tcp"))
    config = LogConfig(type="syslog", config={"syslog-address": address, "tag": look.mine.word})
    command = ["sh", "-c", f"echo {look.mine.code}; exec sleep 86400"]
    patrol = look.client.containers.run(SHELL, command, name="gorae-patrol", log_config=config, detach=True)
    patrol.kill()
    patrol.wait()
    new = _station(look, "gorae-station")
    old.remove(force=True)
    try:
        patrol.start()
    except APIError:
        patrol.reload()
    return {"patrol": str(patrol.id), "station": str(new.id)}


def _station(look: Look, name: str) -> Container:
    """메시지를 받을 준비가 된 수집기입니다."""
    ports = {"514/tcp": ("127.0.0.1", None)}
    station = look.client.containers.run(SYSLOG, name=name, ports=ports, detach=True)
    lab.wait(lambda: station.exec_run(LISTENING).exit_code == 0, 20, what="수집기의 준비")
    return station


def _patrol_touched(look: Look) -> bool:
    patrol, station = look.find("container", look.made["patrol"]), look.find("container", look.made["station"])
    if patrol is None or station is None:
        return True
    return patrol.attrs["State"]["Status"] == "running" or station.attrs["State"]["Status"] != "running"


def _patrol_runs(look: Look) -> None:
    patrol = look.container("gorae-patrol")
    state, kind = patrol.attrs["State"], _driver(patrol)[0]
    if state["Status"] != "running":
        advice = "docker start가 말하는 오류와, gorae-station이 지금 게시한 포트를 견주어 보세요."
        raise Wrong("gorae-patrol: running", f"{state['Status']}: {state['Error'] or '오류 없음'}"[-160:], advice)
    advice = "시작은 하지만 로그가 한곳에 모이지 않습니다. 드라이버를 바꾸는 대신 주소를 고치세요."
    look.require(kind == "syslog", "드라이버 syslog", f"드라이버 {kind}", advice, final=True)


def _patrol_heard(look: Look) -> None:
    line = _received(look, "gorae-station", look.mine.code)
    advice = "gorae-patrol의 명령은 시작할 때 한 줄을 씁니다. 같은 명령으로 시작했는지, 어디로 보냈는지 보세요."
    look.require(line, f"gorae-station이 받은 {look.mine.code}", "받지 못함", advice)
    advice = "다시 만들 때에도 전과 같은 tag를 주세요. 전의 설정은 HostConfig의 LogConfig에 있습니다."
    look.require(f" {look.mine.word}[" in str(line), f"태그 {look.mine.word}", str(line)[-60:], advice)


# 06-6

COOK = 'while true; do echo "$DISH 나갑니다" >> "$LOG_FILE"; sleep 1; done'


def _kitchen(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-kitchen")
    settings = {"DISH": look.mine.word, "LOG_FILE": "/var/log/kitchen.log"}
    kitchen = look.client.containers.run(
        SHELL,
        ["sh", "-c", COOK],
        name="gorae-kitchen",
        environment=settings,
        log_config=LogConfig(type="none"),
        detach=True,
    )
    return {"kitchen": str(kitchen.id)}


def _kitchen_touched(look: Look) -> bool:
    kitchen = look.find("container", look.made["kitchen"])
    if kitchen is None or kitchen.attrs["State"]["Status"] != "running":
        return True
    return look.execute(kitchen, ["test", "-L", "/var/log/kitchen.log"])[0] == 0


def _same_program(look: Look) -> None:
    kitchen = look.running("gorae-kitchen")
    command = " ".join([*(kitchen.attrs["Config"]["Entrypoint"] or []), *(kitchen.attrs["Config"]["Cmd"] or [])])
    env = dict(line.split("=", 1) for line in kitchen.attrs["Config"]["Env"])
    advice = f"프로그램은 그대로 두고 설정만 바꾸세요. {AGAIN}"
    right = command == f"sh -c {COOK}" and env.get("DISH") == look.mine.word
    look.require(right, "그대로인 프로그램", f"명령 {command:.60}", advice, final=True)


def _kitchen_heard(look: Look) -> None:
    kitchen = look.running("gorae-kitchen")
    found = _said(kitchen)
    env = dict(line.split("=", 1) for line in kitchen.attrs["Config"]["Env"])
    advice = f"프로그램은 {env.get('LOG_FILE', '모르는 곳')}에 쓰고 있습니다. 엔진은 표준 출력과 표준 오류만 모읍니다."
    wanted = f"{look.mine.word} 나갑니다"
    look.require(wanted in found, f"docker logs에 {wanted}", _told(found), advice)


def _kitchen_bounded(look: Look) -> None:
    kind, options = _driver(look.container("gorae-kitchen"))
    bounded = kind == "local" or (kind == "json-file" and _bytes(options.get("max-size", "")) < float("inf"))
    found = f"드라이버 {kind}, max-size {options.get('max-size', '없음')}"
    advice = "json-file은 max-size를 주지 않으면 끝없이 자랍니다."
    if kind not in ("local", "json-file"):
        advice = "docker logs로 읽을 수 있고 크기에 한도가 있는 드라이버를 고르세요."
    look.require(bounded, "크기에 한도가 있는 local이나 json-file", found, advice, final=True)


EXERCISES = (
    Exercise(
        id="06-1",
        title="두 갈래로 말하는 컨테이너",
        stars=1,
        goal="""
컨테이너 `gorae-reporter`가 표준 출력에는 `{good}` 한 줄만, 표준 오류에는 `{bad}` 한 줄만 썼습니다. 끝난 컨테이너여도 됩니다.
""",
        steps=(
            Step("표준 출력에는 좋은 소식만 있다", _stdout, settles=3),
            Step("표준 오류에는 나쁜 소식만 있다", _stderr, settles=3),
        ),
        attempted=lambda look: look.find("container", "gorae-reporter") is not None,
        hints=(
            "셸에서 `echo 글`은 표준 출력에, `echo 글 >&2`는 표준 오류에 씁니다.",
            '명령은 `["sh", "-c", "echo {good}; echo {bad} >&2"]`입니다. 터미널(`tty`)은 붙이지 마세요.',
        ),
        shows="엔진은 두 갈래를 따로 받아서, 어느 쪽에서 왔는지까지 줄마다 적어 둡니다.",
        values=_two_words,
    ),
    Exercise(
        id="06-2",
        title="두 순간 사이의 줄",
        stars=2,
        goal="""
`gorae-ledger`는 계속 기록을 남기고, `gorae-crew`는 잠깐 돌다가 끝났습니다. `gorae-crew`가 **시작한 순간과 끝난 순간 사이에** `gorae-ledger`가 남긴 줄만 변수 `lines`에 리스트로 넣습니다. 한 줄이 글자열 하나이고, 시각은 넣지 않습니다.
""",
        steps=(
            Step("그사이의 줄이 모두 있다", _none_missing),
            Step("앞뒤의 줄은 없다", _none_besides),
        ),
        attempted=lambda look: look.given.get("lines") is not None,
        hints=(
            '두 순간은 `gorae-crew`의 `attrs["State"]`에 `StartedAt`과 `FinishedAt`으로 있습니다.',
            "CLI의 `--since`와 `--until`에는 그 글자열을 그대로 넣으면 됩니다. docker-py에는 `datetime.fromisoformat(…).timestamp()`로 바꾼 실수를 넣습니다.",
            "받은 바이트를 줄로 나누려면 `.decode().splitlines()`를 씁니다.",
        ),
        shows="로그의 시각과 컨테이너의 시각은 같은 엔진의 시계로 적히므로, 초 아래까지 맞추어 볼 수 있습니다.",
        asks=("lines",),
        start=_voyage,
    ),
    Exercise(
        id="06-3",
        title="30 kB를 넘지 않는 로그",
        stars=2,
        goal="""
컨테이너 `gorae-chatter`가 `{word} 1`부터 `{word} 2000`까지 한 줄씩 표준 출력에 썼습니다. 로그 파일은 하나에 10 kB까지, 3개까지만 둡니다. 한도가 듣는다는 증거로, `docker logs`에 남아 있는 가장 오래된 줄의 **번호**를 변수 `oldest`에 정수로 넣습니다.
""",
        steps=(
            Step("로그 파일은 10 kB까지, 3개까지다", _limited),
            Step("마지막 줄은 있고 처음 줄은 사라졌다", _rolled, settles=5),
            Step("남은 가장 오래된 줄의 번호를 안다", _oldest),
        ),
        attempted=lambda look: look.find("container", "gorae-chatter") is not None,
        hints=(
            "드라이버의 옵션 `max-size`와 `max-file`을 컨테이너를 만들 때 함께 줍니다.",
            'docker-py에서는 `log_config=LogConfig(type="json-file", config={{"max-size": "10k", "max-file": "3"}})`입니다.',
            "2,000줄은 `for n in $(seq 2000); do echo {word} $n; done`으로 씁니다. 번호는 `docker logs`의 첫 줄에 있습니다.",
        ),
        shows="한도를 준 로그는 아무리 오래 돌아도 디스크를 30 kB 남짓만 씁니다. 대신 오래된 줄은 되찾을 수 없습니다.",
        values=lambda random: {"word": word(random)},
        asks=("oldest",),
    ),
    Exercise(
        id="06-4",
        title="항구에 닿는 한 줄",
        stars=2,
        goal="""
- `gorae-harbor`는 `gorae/syslog:1`로 만든 수집기이고, 실행 중이며, 514번 포트를 `127.0.0.1`에만 게시합니다.
- `gorae-boat`는 로깅 드라이버 `syslog`로 `{code}` 한 줄을 그 수집기에 보냈습니다.
- 수집기가 받은 그 줄의 태그는 `{tag}`입니다.
""",
        steps=(
            Step("수집기가 127.0.0.1에서 받는다", _port_open),
            Step("gorae-boat의 줄이 수집기에 닿았다", _arrived, points=2, settles=5),
            Step("태그가 맞다", _tagged, settles=5),
        ),
        attempted=lambda look: any(look.find("container", name) for name in ("gorae-harbor", "gorae-boat")),
        hints=(
            "먼저 수집기를 띄우고, 엔진이 고른 포트를 `docker port`나 `lab.address`로 알아냅니다.",
            "드라이버의 옵션은 `syslog-address`(`tcp://127.0.0.1:포트`)와 `tag`(`{tag}`)입니다.",
            "수집기가 준비되기 전에 보낸 줄은 사라질 수 있습니다. 514번에서 받기 시작한 뒤에 `gorae-boat`를 시작하세요.",
        ),
        shows="애플리케이션은 표준 출력에 썼을 뿐인데, 로그는 다른 곳에 이름표를 달고 모였습니다.",
        values=_cargo,
    ),
    Exercise(
        id="06-5",
        title="시작하지 못하는 순찰선",
        stars=2,
        goal="""
어제 수집기 `gorae-station`을 다시 만들었습니다. 그 뒤로 `gorae-patrol`이 시작하지 못합니다. 까닭을 찾아, `gorae-patrol`이 **전과 같이 `syslog` 드라이버로** 실행되고 그 로그(`{code}`)가 `gorae-station`에 모이게 합니다. 태그는 전과 같이 `{word}`입니다.
""",
        steps=(
            Step("gorae-patrol이 syslog 드라이버로 실행 중이다", _patrol_runs),
            Step("그 로그가 gorae-station에 모인다", _patrol_heard, points=2, settles=5),
        ),
        attempted=_patrol_touched,
        hints=(
            "`docker start gorae-patrol`을 해 보면 엔진이 까닭을 말합니다. `State`의 `Error`에도 남아 있습니다.",
            "`gorae-patrol`의 `HostConfig`에 있는 `LogConfig`가 어디로 보내는지, `docker port gorae-station`이 무엇인지 견주어 보세요.",
            "로깅 설정은 만든 뒤에 바꿀 수 없습니다. 같은 명령, 같은 태그, 새 주소로 `gorae-patrol`을 다시 만듭니다.",
        ),
        shows="syslog를 TCP로 보내는 컨테이너는 수집기에 닿지 못하면 시작조차 하지 않습니다. 수집기의 주소는 바뀌지 않게 두어야 합니다.",
        values=lambda random: {"word": word(random), "code": token(random, 6)},
        start=_patrol,
        repair=True,
    ),
    Exercise(
        id="06-6",
        title="아무 말이 없는 주방",
        stars=3,
        goal="""
`gorae-kitchen`은 1초에 한 번 `{word} 나갑니다`라고 적는다는데, `docker logs`에서는 볼 수 없습니다. 프로그램(컨테이너의 명령과 `DISH`)은 그대로 두고, `docker logs gorae-kitchen`으로 그 줄을 볼 수 있게 합니다. 오래 돌 컨테이너이므로 로그의 크기에 한도도 두세요.
""",
        steps=(
            Step("같은 프로그램이 실행 중이다", _same_program),
            Step("docker logs에서 볼 수 있다", _kitchen_heard, points=2, settles=4),
            Step("로그의 크기에 한도가 있다", _kitchen_bounded),
        ),
        attempted=_kitchen_touched,
        hints=(
            "막힌 곳이 하나가 아닙니다. 먼저 `docker logs gorae-kitchen`이 하는 말을 읽으세요.",
            "`docker inspect`에서 명령과 환경 변수를 보면 프로그램이 어디에 쓰는지 알 수 있습니다.",
            "환경 변수 `LOG_FILE`을 `/dev/stdout`으로, 드라이버를 `local`로 정해 다시 만듭니다.",
        ),
        shows="엔진이 모으는 것은 표준 출력과 표준 오류뿐이고, 읽을 수 있는지는 드라이버가 정합니다.",
        values=lambda random: {"word": word(random)},
        start=_kitchen,
        repair=True,
    ),
)
