"""03장의 실습입니다."""

import io
import tarfile
from collections.abc import Mapping
from random import Random

from docker.errors import APIError, NotFound
from docker.models.containers import Container

from gorae import lab
from gorae.errors import LabError
from gorae.exercise import Exercise, Look, Step, token, word

SITE, DRAFT, POLITE, RETRY = "gorae-site", "gorae-draft", "gorae-polite", "gorae-retry"
SHOP, DIARY, SAFE, BOARD = "gorae-shop", "gorae-diary", "gorae-safe", "gorae-board"
PAGE = "/usr/share/nginx/html/index.html"
CONF = "/etc/nginx/conf.d/default.conf"
REPORT = "/srv/report.txt"
PASSWORD = "/etc/password"
BROKEN_CONF = """server {
    listen 80
    charset utf-8;
    location / { root /usr/share/nginx/html; }
}
"""


def pack(name: str, text: str) -> bytes:
    """파일 하나가 든 tar입니다."""
    memory, data = io.BytesIO(), text.encode()
    with tarfile.open(fileobj=memory, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(data), 0o644
        archive.addfile(entry, io.BytesIO(data))
    return memory.getvalue()


def unpack(container: Container, path: str) -> str | None:
    """컨테이너 안의 파일을 읽습니다. 멈춘 컨테이너에서도 됩니다. 파일이 없으면 None입니다."""
    try:
        parts, _ = container.get_archive(path)
    except NotFound:
        return None
    with tarfile.open(fileobj=io.BytesIO(b"".join(parts))) as archive:
        member = archive.next()
        file = archive.extractfile(member) if member is not None and member.isfile() else None
        return file.read().decode("utf-8", "replace") if file is not None else None


def image_is(look: Look, name: str, tag: str) -> None:
    """컨테이너 `name`이 이미지 `tag`로 만들어졌는지 묻습니다."""
    container = look.container(name)
    look.require(
        look.image(tag).id == container.attrs["Image"],
        f"이미지 {tag}로 만든 컨테이너",
        f"이미지 {container.attrs['Config']['Image']}",
        f"컨테이너를 지우고 {tag}로 다시 만드세요.",
        final=True,
    )


def exists(name: str):
    """컨테이너 `name`이 있는지 묻는 함수입니다."""
    return lambda look: look.find("container", name) is not None


# 03-1 이 컴퓨터에서만 열리는 웹 서버


def _site_runs(look: Look) -> None:
    image_is(look, SITE, "gorae/web:1")
    look.running(SITE)


def _wanted_bindings(look: Look, name: str) -> list[Mapping[str, str]]:
    bindings = look.container(name).attrs["HostConfig"]["PortBindings"] or {}
    others = ", ".join(sorted(port for port, places in bindings.items() if places))
    look.require(
        bindings.get("80/tcp"),
        "컨테이너의 80번 포트를 게시",
        f"게시한 포트: {others}" if others else "게시한 포트 없음",
        "nginx는 컨테이너 안에서 80번 포트를 듣습니다. 포트는 컨테이너를 만들 때에만 정할 수 있습니다.",
        final=True,
    )
    return list(bindings["80/tcp"])


def _only_here(look: Look, name: str) -> None:
    places = sorted({each["HostIp"] or "0.0.0.0" for each in _wanted_bindings(look, name)})
    look.require(
        places == ["127.0.0.1"],
        "주소 127.0.0.1에만 게시",
        f"주소 {', '.join(places)}에 게시",
        "주소를 적지 않으면 모든 주소에 게시되어 같은 네트워크의 누구나 들어옵니다. 127.0.0.1을 적어 다시 만드세요.",
        final=True,
    )


def _site_here(look: Look) -> None:
    _only_here(look, SITE)


def _site_free_port(look: Look) -> None:
    fixed = [each["HostPort"] for each in _wanted_bindings(look, SITE) if each["HostPort"] not in ("", "0")]
    look.require(
        not fixed,
        "엔진이 고르는 호스트 포트",
        f"직접 정한 포트 {', '.join(fixed)}",
        "호스트 포트를 비워 두면 엔진이 빈 포트를 고릅니다. docker-py에서는 None, CLI에서는 127.0.0.1::80입니다.",
        final=True,
    )


def _answers(look: Look, name: str) -> str:
    try:
        reply = lab.fetch(look.running(name), "80/tcp", seconds=3)
    except LabError:  # 묻는 사이에 컨테이너가 끝나면 포트도 사라집니다
        reply = lab.Reply(0, "")
    look.require(
        reply.status == 200,
        "게시한 포트에서 200 응답",
        f"상태 코드 {reply.status}" if reply.status else "응답 없음",
        f"docker logs {name}으로 nginx가 무엇이라고 하는지 보세요.",
    )
    return reply.text


def _site_answers(look: Look) -> None:
    _wanted_bindings(look, SITE)
    _answers(look, SITE)


# 03-2 만들되 시작하지 않기


def _draft_made(look: Look) -> None:
    image_is(look, DRAFT, "gorae/shell:1")


def _draft_waits(look: Look) -> None:
    state = look.container(DRAFT).attrs["State"]
    look.require(
        state["Status"] == "created",
        "created 상태",
        f"{state['Status']} 상태",
        "한 번 시작한 컨테이너는 created로 돌아가지 않습니다. 지우고 create로 만드세요.",
        final=True,
    )


def _draft_recipe(look: Look) -> None:
    config = look.container(DRAFT).attrs["Config"]
    environment = [each for each in config["Env"] or [] if each.startswith("WORD=")]
    look.require(
        environment == [f"WORD={look.mine.word}"],
        f"환경 변수 WORD={look.mine.word}",
        ", ".join(environment) or "환경 변수 WORD 없음",
        'environment={"WORD": …}나 -e WORD=…로 넘깁니다. 만든 뒤에는 바꿀 수 없으므로 지우고 다시 만드세요.',
        final=True,
    )
    look.require(
        config["Hostname"] == look.mine.host,
        f"호스트 이름 {look.mine.host}",
        f"호스트 이름 {config['Hostname']}",
        "hostname=…이나 --hostname으로 정합니다. 컨테이너의 이름(name)과는 다른 것입니다.",
        final=True,
    )


# 03-3 143으로 멈추기


def _polite_made(look: Look) -> None:
    image_is(look, POLITE, "gorae/shell:1")
    config = look.container(POLITE).attrs["Config"]
    command = [*(config["Entrypoint"] or []), *(config["Cmd"] or [])]
    wanted = ["sleep", str(look.mine.seconds)]
    look.require(
        command == wanted,
        f"명령 {' '.join(wanted)}",
        f"명령 {' '.join(command)[:60]}",
        "셸로 감싸거나 종료 코드를 흉내 내지 말고, 목표의 명령을 그대로 쓰세요.",
        final=True,
    )


def _polite_ended(look: Look) -> None:
    state = look.container(POLITE).attrs["State"]
    advice = "docker stop으로 멈추세요."
    if state["Status"] == "exited" and state["ExitCode"] == 137:
        advice = (
            "SIGTERM이 듣지 않아 SIGKILL로 끝났습니다. sleep이 PID 1이면 SIGTERM을 무시합니다. "
            "PID 1을 다른 프로그램에 맡기는 옵션이 있습니다."
        )
    elif state["Status"] == "exited" and state["ExitCode"] == 0:
        advice = "sleep이 제 시간을 다 채우고 끝났습니다. 지우고 다시 만들어 도중에 멈추세요."
    look.require(
        state["Status"] == "exited" and state["ExitCode"] == 143,
        "종료 코드 143으로 끝난 상태",
        f"{state['Status']} (종료 코드 {state['ExitCode']})",
        advice,
    )


# 03-4 정해진 횟수만 다시 해 보기


def _retry_policy(look: Look) -> None:
    image_is(look, RETRY, "gorae/shell:1")
    policy = look.container(RETRY).attrs["HostConfig"]["RestartPolicy"]
    look.require(
        policy["Name"] == "on-failure" and policy["MaximumRetryCount"] == look.mine.times,
        f"재시작 정책 on-failure:{look.mine.times}",
        f"재시작 정책 {policy['Name'] or 'no'}:{policy['MaximumRetryCount']}",
        "실패했을 때에만, 횟수를 정해서 다시 시작하는 정책입니다.",
        final=True,
    )


def _retry_count(look: Look) -> None:
    container = look.container(RETRY)
    status, count = container.attrs["State"]["Status"], container.attrs["RestartCount"]
    look.require(
        status == "exited" and count == look.mine.times,
        f"{look.mine.times}번 다시 시작한 뒤 exited",
        f"{count}번 다시 시작, {status}",
        "명령이 곧바로 실패하면 재시작은 몇 초 안에 끝납니다. 도중에 멈추거나 다시 시작하면 횟수가 0이 됩니다.",
    )


def _retry_code(look: Look) -> None:
    state = look.container(RETRY).attrs["State"]
    look.require(
        state["Status"] == "exited" and state["ExitCode"] == look.mine.code,
        f"종료 코드 {look.mine.code}",
        f"{state['Status']} (종료 코드 {state['ExitCode']})",
        f'셸의 exit이 종료 코드를 정합니다. 예: sh -c "exit {look.mine.code}"',
    )


# 03-5 멈춘 컨테이너에서 파일 꺼내기


def _stop_diary(look: Look) -> dict[str, str]:
    look.clear("container", DIARY)
    command = ["sh", "-c", f"mkdir -p /srv; echo 시작할 때마다 처음부터 다시 씁니다 > {REPORT}"]
    diary = look.client.containers.run("gorae/shell:1", command, name=DIARY, detach=True)
    diary.wait()
    secret = token(Random())
    diary.put_archive("/srv", pack("report.txt", f"{secret}\n"))
    diary.reload()
    return {"container": diary.id, "report": secret, "started": diary.attrs["State"]["StartedAt"]}


def _diary_tried(look: Look) -> bool:
    diary = look.find("container", DIARY)
    untouched = diary is not None and diary.attrs["State"]["StartedAt"] == look.made["started"]
    return look.given.get("report") is not None or not untouched


def _diary_read(look: Look) -> None:
    report = look.asked("report", str).strip()
    advice = f"{REPORT}의 내용을 글자 그대로 report에 넣으세요. get_archive가 주는 것은 tar입니다."
    if "다시 씁니다" in report:
        advice = (
            "컨테이너를 다시 시작해서 내용이 지워졌습니다. 시작 셀을 다시 실행하고, 이번에는 시작하지 않은 채 꺼내세요."
        )
    look.require(report == look.made["report"], f"{REPORT}의 내용", f"{report[:60]!r}", advice, final=True)


def _diary_still(look: Look) -> None:
    diary = look.container(DIARY)
    kept = diary.id == look.made["container"] and diary.attrs["State"]["StartedAt"] == look.made["started"]
    look.require(
        kept,
        f"한 번도 다시 시작하지 않은 {DIARY}",
        f"{diary.attrs['State']['Status']}, 그 사이에 시작했거나 새로 만듦",
        "시작 셀을 다시 실행해서 처음 상태로 되돌리세요. 파일은 멈춘 컨테이너에서도 꺼낼 수 있습니다.",
        final=True,
    )


# 03-6 고치기: 계속 다시 시작되는 웹 서버


def _break_shop(look: Look) -> dict[str, str]:
    look.clear("container", SHOP)
    shop = look.client.containers.create(
        "gorae/web:1",
        name=SHOP,
        ports={"80/tcp": ("127.0.0.1", None)},
        restart_policy={"Name": "always"},
    )
    shop.put_archive("/etc/nginx/conf.d", pack("default.conf", BROKEN_CONF))
    shop.put_archive("/usr/share/nginx/html", pack("index.html", f"{look.mine.word} 가게\n"))
    shop.start()
    lab.wait(lambda: shop.reload() or shop.attrs["RestartCount"] >= 2, 20, what="첫 재시작")
    return {"container": shop.id}


def _shop_touched(look: Look) -> bool:
    shop = look.find("container", SHOP)
    return shop is None or shop.id != look.made["container"] or unpack(shop, CONF) != BROKEN_CONF


def _shop_stays(look: Look) -> None:
    shop = look.container(SHOP)
    state = shop.attrs["State"]
    lines = shop.logs(tail=1).decode("utf-8", "replace").strip()
    look.require(
        state["Status"] == "running" and not state["Restarting"] and _nginx_works(shop),
        "오류 없이 계속 실행 중인 nginx",
        f"{state['Status']}, 지금까지 {shop.attrs['RestartCount']}번 다시 시작",
        f"마지막 로그: {lines}",
    )


def _nginx_works(container: Container) -> bool:
    try:
        code, _ = container.exec_run(["nginx", "-t"])
    except APIError:  # 죽어 가는 컨테이너에서는 exec가 듣지 않습니다
        return False
    return bool(code == 0)


def _shop_policy(look: Look) -> None:
    policy = look.container(SHOP).attrs["HostConfig"]["RestartPolicy"]["Name"]
    look.require(
        policy == "always",
        "재시작 정책 always",
        f"재시작 정책 {policy or 'no'}",
        "정책은 고장의 원인이 아닙니다. docker update --restart always로 되돌리세요.",
        final=True,
    )


def _shop_answers(look: Look) -> None:
    _only_here(look, SHOP)
    text = _answers(look, SHOP)
    look.require(
        text.strip() == f"{look.mine.word} 가게",
        f"본문 {look.mine.word} 가게",
        f"본문 {text.strip()[:60]}",
        "새로 만든 컨테이너에는 가게의 페이지가 없습니다. 옛 컨테이너에서 꺼내 옮기거나 시작 셀을 다시 실행하세요.",
    )


# 03-7 inspect에 보이지 않는 비밀번호


def _safe_reads(look: Look) -> None:
    container = look.running(SAFE)
    image_is(look, SAFE, "gorae/shell:1")
    code, said = look.execute(container, ["cat", PASSWORD])
    look.require(
        code == 0 and said.strip() == look.mine.password,
        f"파일 {PASSWORD}에 비밀번호",
        f"내용 {said.strip()[:40]!r}" if code == 0 else "파일 없음",
        "컨테이너를 만든 뒤 docker cp나 put_archive로 파일을 넣을 수 있습니다.",
    )


def _safe_hides(look: Look) -> None:
    attrs = look.container(SAFE).attrs
    config = attrs["Config"]
    places = {
        "환경 변수(Config.Env)": config["Env"],
        "명령(Config.Cmd)": [config["Entrypoint"], config["Cmd"]],
        "레이블(Config.Labels)": config["Labels"],
    }
    shown = [name for name, value in places.items() if look.mine.password in str(value)]
    look.require(
        look.mine.password not in str(attrs),
        "inspect 어디에도 없는 비밀번호",
        f"{', '.join(shown) or 'inspect의 다른 자리'}에 보임",
        "만들 때 정한 것은 모두 inspect에 남습니다. 지우고, 비밀번호 없이 만든 다음 파일로 넣으세요.",
        final=True,
    )


# 03-8 고치기: 누구나 두드리지만 아무도 들어가지 못하는 게시판


def _break_board(look: Look) -> dict[str, str]:
    look.clear("container", BOARD)
    board = look.client.containers.create("gorae/web:1", name=BOARD, ports={"8080/tcp": None})
    secret = token(Random())
    board.put_archive("/usr/share/nginx/html", pack("index.html", f"게시판의 글: {secret}\n"))
    board.start()
    return {"container": board.id, "page": f"게시판의 글: {secret}"}


def _board_touched(look: Look) -> bool:
    board = look.find("container", BOARD)
    if board is None or board.id != look.made["container"] or board.status != "running":
        return True
    return any(path["Path"] == CONF for path in board.diff() or [])


def _board_here(look: Look) -> None:
    container = look.running(BOARD)
    if container.id == look.made["container"]:
        bindings = container.attrs["HostConfig"]["PortBindings"]
        look.require(
            False,
            "주소 127.0.0.1에만 게시",
            f"처음 만든 컨테이너 그대로, 모든 주소에 {', '.join(bindings)} 게시",
            "게시한 주소와 포트는 만든 뒤에 바꿀 수 없습니다. 글을 꺼내 두고 컨테이너를 다시 만드세요.",
            final=True,
        )
    _only_here(look, BOARD)


def _board_answers(look: Look) -> None:
    container = look.running(BOARD)
    ports = container.attrs["HostConfig"]["PortBindings"] or {}
    look.require(
        "80/tcp" in ports,
        "nginx가 듣는 80번 포트를 게시",
        f"게시한 포트: {', '.join(sorted(ports)) or '없음'}",
        "nginx가 어느 포트를 듣는지 컨테이너 안의 설정에서 확인하세요.",
        final=True,
    )
    _answers(look, BOARD)


def _board_page(look: Look) -> None:
    page = (unpack(look.container(BOARD), PAGE) or "").strip()
    look.require(
        page == look.made["page"],
        "처음 게시판에 있던 글",
        f"다른 내용: {page[:30]!r}",
        "컨테이너를 지우면 쓰기 레이어의 글도 지워집니다. 시작 셀을 다시 실행하고, 지우기 전에 꺼내 두세요.",
        final=True,
    )


EXERCISES = (
    Exercise(
        id="03-1",
        title="이 컴퓨터에서만 열리는 웹 서버",
        stars=1,
        goal=(
            f"이미지 `gorae/web:1`로 만든 컨테이너 `{SITE}`가 실행 중이고, 컨테이너의 80번 포트가 주소 `127.0.0.1`에만, "
            "엔진이 고른 호스트 포트로 게시되어 있으며, 그 포트로 응답합니다."
        ),
        steps=(
            Step(f"{SITE}가 gorae/web:1로 실행 중입니다", _site_runs, settles=3),
            Step("80번 포트가 127.0.0.1에만 게시되어 있습니다", _site_here),
            Step("호스트 포트는 엔진이 골랐습니다", _site_free_port),
            Step("게시한 포트로 응답합니다", _site_answers, settles=5),
        ),
        attempted=exists(SITE),
        hints=(
            "앞의 `gorae-web`과 같은 방법입니다. 이름만 다릅니다.",
            '`ports={{"80/tcp": (주소, None)}}`에서 `None`은 엔진이 고르라는 뜻입니다. CLI에서는 `-p 주소::80`입니다.',
            '`client.containers.run("gorae/web:1", name="gorae-site", detach=True, '
            'ports={{"80/tcp": ("127.0.0.1", None)}})`',
        ),
        shows="호스트 포트를 비워 두면 충돌이 없고, 주소를 127.0.0.1로 적으면 이 기계 밖에서는 닿지 않습니다.",
    ),
    Exercise(
        id="03-2",
        title="만들되 시작하지 않기",
        stars=1,
        goal=(
            f"이미지 `gorae/shell:1`로 만든 컨테이너 `{DRAFT}`가 `created` 상태입니다. "
            "환경 변수 `WORD`는 `{word}`이고 호스트 이름은 `{host}`입니다."
        ),
        steps=(
            Step(f"{DRAFT}가 gorae/shell:1로 만들어졌습니다", _draft_made),
            Step("시작하지 않았습니다", _draft_waits),
            Step("환경 변수와 호스트 이름이 목표와 같습니다", _draft_recipe),
        ),
        attempted=exists(DRAFT),
        hints=(
            "만들기만 하는 명령은 `docker create`, docker-py에서는 `client.containers.create`입니다.",
            "환경 변수는 `environment`, 호스트 이름은 `hostname`으로 넘깁니다.",
            '`client.containers.create("gorae/shell:1", name="gorae-draft", '
            'environment={{"WORD": "{word}"}}, hostname="{host}")`',
        ),
        shows="컨테이너는 시작하기 전에 이미 이름과 설정과 쓰기 레이어를 지닌 물건입니다. 프로세스만 아직 없습니다.",
        values=lambda random: {"word": word(random), "host": f"{word(random)}-{random.randint(10, 99)}"},
    ),
    Exercise(
        id="03-3",
        title="143으로 멈추기",
        stars=2,
        goal=(
            f"이미지 `gorae/shell:1`로 만든 컨테이너 `{POLITE}`의 명령은 `sleep {{seconds}}`이고, "
            "SIGKILL이 아니라 SIGTERM으로 끝나서 종료 코드가 143입니다. 컨테이너는 지우지 않고 남겨 둡니다."
        ),
        steps=(
            Step(f"{POLITE}의 명령이 목표와 같습니다", _polite_made),
            Step("종료 코드 143으로 끝났습니다", _polite_ended, points=2, settles=3),
        ),
        attempted=exists(POLITE),
        hints=(
            "그냥 멈추면 137이 됩니다. PID 1이 된 `sleep`은 SIGTERM을 무시하기 때문입니다.",
            "`sleep`이 PID 1이 아니면 됩니다. 신호를 전해 주는 작은 프로그램을 PID 1로 두는 옵션을 앞에서 썼습니다.",
            "`init=True`(CLI에서는 `--init`)로 만들고 `stop()`을 부르세요.",
        ),
        shows="같은 sleep도 PID 1이 아니면 SIGTERM에 끝납니다. 143 = 128 + 15(SIGTERM)입니다.",
        values=lambda random: {"seconds": random.randint(700, 3000)},
    ),
    Exercise(
        id="03-4",
        title="정해진 횟수만 다시 해 보기",
        stars=2,
        goal=(
            f"이미지 `gorae/shell:1`로 만든 컨테이너 `{RETRY}`가 시작하자마자 실패합니다. 종료 코드는 {{code}}입니다. "
            "엔진은 이 컨테이너를 정확히 {times}번 다시 시작해 보고 그만두었습니다. 컨테이너는 지우지 않고 남겨 둡니다."
        ),
        steps=(
            Step("재시작 정책에 횟수가 정해져 있습니다", _retry_policy),
            Step("정해진 횟수만큼 다시 시작했습니다", _retry_count, settles=12),
            Step("종료 코드가 목표와 같습니다", _retry_code, settles=12),
        ),
        attempted=exists(RETRY),
        hints=(
            "실패했을 때에만 다시 시작하는 정책의 이름은 `on-failure`입니다.",
            '횟수는 `restart_policy={{"Name": "on-failure", "MaximumRetryCount": …}}`, CLI에서는 '
            "`--restart on-failure:횟수`입니다.",
            '명령은 `["sh", "-c", "exit {code}"]`, 횟수는 {times}입니다.',
        ),
        shows="재시작 횟수(RestartCount)는 엔진이 스스로 다시 시작한 수입니다. 첫 시작은 세지 않습니다.",
        values=lambda random: {"code": random.randint(3, 90), "times": random.randint(2, 4)},
    ),
    Exercise(
        id="03-5",
        title="멈춘 컨테이너에서 파일 꺼내기",
        stars=2,
        goal=(
            f"멈춘 컨테이너 `{DIARY}`에 파일 `{REPORT}`가 남아 있습니다. 이 컨테이너는 시작할 때마다 그 파일을 덮어씁니다. "
            "한 번도 시작하지 않고 파일의 내용을 꺼내 글자열로 변수 `report`에 넣으세요."
        ),
        steps=(
            Step("변수 report에 파일의 내용이 있습니다", _diary_read, points=2),
            Step("컨테이너를 다시 시작하지 않았습니다", _diary_still),
        ),
        attempted=_diary_tried,
        asks=("report",),
        start=_stop_diary,
        hints=(
            "멈춘 컨테이너에서 `exec`는 되지 않습니다. 파일만 꺼내는 명령이 있습니다.",
            "`get_archive(경로)`는 tar의 조각들과 정보를 돌려줍니다. 조각을 이어 `tarfile`로 풉니다.",
            f"CLI로는 `docker cp {DIARY}:{REPORT} - | tar -xO`가 내용을 화면에 씁니다. "
            "`!` 앞에 `변수 =`를 쓰면 출력의 줄들이 변수에 담깁니다.",
        ),
        shows="쓰기 레이어의 파일은 프로세스와 상관없이 남아 있으므로, 멈춘 컨테이너에서도 꺼낼 수 있습니다.",
    ),
    Exercise(
        id="03-6",
        title="고치기: 계속 다시 시작되는 가게",
        stars=2,
        goal=(
            f"컨테이너 `{SHOP}`은 재시작 정책 때문에 죽고 살아나기를 되풀이합니다. 원인을 찾아 고치세요. "
            f"`{SHOP}`이 재시작 정책 `always` 그대로 계속 실행 중이고, 127.0.0.1에 게시한 80번 포트로 "
            "`{word} 가게`라고 적힌 페이지를 보여 줍니다."
        ),
        steps=(
            Step("nginx가 오류 없이 계속 실행됩니다", _shop_stays, settles=6),
            Step("재시작 정책은 그대로 always입니다", _shop_policy),
            Step("127.0.0.1의 포트로 가게의 페이지를 보여 줍니다", _shop_answers, settles=6),
        ),
        attempted=_shop_touched,
        start=_break_shop,
        repair=True,
        hints=(
            f"죽는 프로그램은 대개 죽기 전에 이유를 말합니다. `docker logs {SHOP}`을 보세요.",
            f"nginx가 `{CONF}`의 한 줄을 탓합니다. 실행 중이 아니어서 exec는 듣지 않지만 cp는 됩니다. "
            "파일을 꺼내 그 바로 앞줄의 끝을 살펴보세요.",
            "`listen 80` 끝에 `;`이 빠졌습니다. 고친 파일을 cp(`put_archive`)로 넣고 `restart`하세요.",
        ),
        shows="재시작 정책은 원인을 고치지 않고 되풀이할 뿐입니다. 멈춘 컨테이너의 로그와 파일에 원인이 남아 있습니다.",
        values=lambda random: {"word": word(random)},
    ),
    Exercise(
        id="03-7",
        title="inspect에 보이지 않는 비밀번호",
        stars=2,
        goal=(
            f"이미지 `gorae/shell:1`로 만든 컨테이너 `{SAFE}`가 실행 중입니다. 컨테이너 안의 파일 `{PASSWORD}`에 비밀번호 "
            "`{password}`가 있지만, `docker inspect`의 어디에도 그 비밀번호는 보이지 않습니다."
        ),
        steps=(
            Step("실행 중인 컨테이너가 파일에서 비밀번호를 읽을 수 있습니다", _safe_reads, settles=2),
            Step("inspect에 비밀번호가 보이지 않습니다", _safe_hides, points=2),
        ),
        attempted=exists(SAFE),
        hints=(
            "inspect에 남는 것은 만들 때 정한 것입니다. 환경 변수, 명령, 레이블이 모두 그렇습니다.",
            "만든 다음에 파일을 넣으세요. 앞에서 쓴 `put_archive`나 `docker cp`가 그 일을 합니다.",
            '`["sleep", "600"]`으로 실행하고, 비밀번호를 적은 파일 `password`의 tar를 `put_archive("/etc", …)`로 넣으세요.',
        ),
        shows="환경 변수로 넘긴 비밀번호는 엔진에 물을 수 있는 모든 사람에게 보이지만, 파일의 내용은 inspect에 나오지 않습니다.",
        values=lambda random: {"password": token(random, 12)},
    ),
    Exercise(
        id="03-8",
        title="고치기: 아무도 들어가지 못하는 게시판",
        stars=3,
        goal=(
            f"게시판 `{BOARD}`는 실행 중인데 아무도 들어가지 못합니다. 게다가 모든 주소에 게시되어 있습니다. "
            f"`{BOARD}`가 주소 `127.0.0.1`에만 게시되어 80번 포트의 페이지를 보여 주게 고치세요. "
            "게시판에 있던 글은 그대로 남아 있어야 합니다."
        ),
        steps=(
            Step("127.0.0.1에만 게시되어 있습니다", _board_here),
            Step("게시한 포트로 응답합니다", _board_answers, settles=5),
            Step("게시판의 글이 남아 있습니다", _board_page),
        ),
        attempted=_board_touched,
        start=_break_board,
        repair=True,
        hints=(
            f"`docker port {BOARD}`가 말하는 컨테이너의 포트와, `{CONF}`의 `listen`이 말하는 포트를 비교하세요.",
            "게시는 만들 때에만 정할 수 있으므로 다시 만들어야 합니다. "
            f"컨테이너를 지우면 글도 지워지니 `{PAGE}`를 먼저 꺼내세요.",
            "`get_archive`가 준 tar의 조각들을 이어 두었다가, 새 컨테이너에 `put_archive`로 그대로 넣을 수 있습니다.",
        ),
        shows="게시는 컨테이너를 만들 때 정해지고, 데이터는 쓰기 레이어와 함께 사라집니다. 그래서 데이터는 볼륨에 둡니다(04장).",
    ),
)
