"""12장의 실습입니다."""

import io
import json
import re
import secrets
import tarfile
from random import Random
from typing import Any

from docker.errors import NotFound
from docker.models.containers import Container

from gorae import lab
from gorae.exercise import Exercise, Look, Step, Wrong, word

SHELL, BASE = "gorae/shell:1", "gorae/base:1"
AGAIN = "시작 셀을 다시 실행하면 처음 상태로 돌아갑니다."


def _values(random: Random) -> dict[str, str]:
    return {"word": word(random)}


def _environment(attrs: dict[str, Any]) -> dict[str, str]:
    """이미지나 컨테이너의 환경 변수입니다."""
    return dict(line.split("=", 1) for line in attrs["Config"].get("Env") or [])


def _made_from(look: Look, container: Container, image: str) -> None:
    """컨테이너가 지금의 이미지 `image`로 만든 것인지 묻습니다."""
    found = str(container.attrs["Config"]["Image"])
    same = container.attrs["Image"] == look.image(image).id or found in (image, f"{image}:latest")
    advice = "이미지를 다시 빌드했으면 컨테이너도 다시 만드세요."
    look.require(same, f"이미지 {image}로 만든 {container.name}", f"이미지 {found:.40}", advice, final=True)


def _files(container: Container, path: str) -> dict[str, tarfile.TarInfo]:
    """컨테이너의 폴더 안에 있는 것들입니다. 폴더 자신은 `.`입니다."""
    try:
        stream, _ = container.get_archive(f"{path}/.")
    except NotFound as error:
        raise Wrong(f"폴더 {path}", "없음", "Dockerfile에서 그 폴더를 만들었는지 보세요.", final=True) from error
    with tarfile.open(fileobj=io.BytesIO(b"".join(stream))) as tar:
        return {each.name.removeprefix("./").rstrip("/") or ".": each for each in tar}


def _logs(container: Container) -> str:
    return str(container.logs().decode("utf-8", "replace")).strip()


def _program(name: str, script: str) -> str:
    """셸 스크립트 하나를 이미지에 넣는 RUN 지시어입니다."""
    lines = " ".join("'" + line.replace("'", "'\\''") + "'" for line in script.strip().splitlines())
    return f"RUN printf '%s\\n' {lines} > /usr/bin/{name} && chmod 755 /usr/bin/{name}\n"


def _built(look: Look, tag: str, dockerfile: str) -> None:
    look.client.images.build(fileobj=io.BytesIO(dockerfile.encode()), tag=tag, rm=True, forcerm=True)


# 12-1


def _releases(random: Random) -> dict[str, str]:
    first, second = (f"{major}.{random.randint(0, 9)}.{random.randint(10, 99)}" for major in (1, 2))
    return {"first": first, "second": second}


def _release(look: Look, tag: str, wanted: str) -> None:
    name = f"gorae-stamp:{tag}"
    found = _environment(look.image(name).attrs).get("RELEASE")
    advice = "ARG로 받은 값은 빌드가 끝나면 사라집니다. 컨테이너까지 남기려면 ENV로 옮겨 적으세요."
    if found:
        advice = "빌드 인수의 값과 태그가 짝이 맞는지 확인하세요."
    look.require(found == wanted, f"{name}의 RELEASE={wanted}", f"RELEASE={found or '없음'}", advice, final=True)


def _both_releases(look: Look) -> None:
    _release(look, "first", look.mine.first)
    _release(look, "second", look.mine.second)


def _default_release(look: Look) -> None:
    _release(look, "latest", "dev")


def _argument(look: Look) -> None:
    for tag in ("first", "second"):
        name = f"gorae-stamp:{tag}"
        created = [str(each.get("CreatedBy", "")) for each in look.image(name).history()]
        found = any(re.search(r"\bARG RELEASE\b", each) for each in created)
        advice = "Dockerfile을 판마다 고치지 말고, ARG로 받아 빌드할 때 값을 넘기세요."
        look.require(found, f"{name}의 기록에 있는 ARG RELEASE", "없음", advice, final=True)


# 12-2

PAGES = ("index.html", "style.css")


def _attic(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-attic")
    page = f"{look.mine.word} {secrets.token_hex(4)}"
    script = f"""
mkdir /pages && cd /pages && echo "{page}" > index.html && echo "body {{ color: navy }}" > style.css
tar -czf /var/www/pages.tar.gz index.html style.css && exec httpd -f -p 80 -h /var/www
"""
    attic = look.client.containers.run(SHELL, ["sh", "-c", script], name="gorae-attic", detach=True)
    lab.wait(lambda: look.execute(attic, ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1/pages.tar.gz"])[0] == 0)
    return {"attic": str(attic.id), "page": page}


def _shop_runs(look: Look) -> Container:
    shop = look.running("gorae-shop")
    _made_from(look, shop, "gorae-shop")
    return shop


def _pages_out(look: Look) -> None:
    shop = _shop_runs(look)
    code, found = look.execute(shop, ["cat", "/srv/shop/index.html"])
    advice = "docker exec gorae-shop ls /srv/shop으로 무엇이 들어 있는지 보세요."
    if code and "pages.tar.gz" in look.execute(shop, ["ls", "-R", "/srv"])[1]:
        advice = "묶음이 풀리지 않은 채 들어 있습니다. ADD는 URL에서 받은 묶음을 풀지 않습니다."
    right = code == 0 and found.strip() == look.made["page"]
    look.require(right, "/srv/shop/index.html의 내용", found.strip()[:80], advice, final=True)
    names = sorted(set(_files(shop, "/srv/shop")) - {"."})
    advice = "풀고 난 묶음은 같은 RUN에서 지우세요."
    look.require(names == sorted(PAGES), f"/srv/shop에 {', '.join(PAGES)}만", ", ".join(names)[:80], advice, final=True)


def _pages_owned(look: Look) -> None:
    found = _files(_shop_runs(look), "/srv/shop")
    told = {name: (each.uid, each.gid) for name, each in found.items() if name in (*PAGES, ".")}
    wrong = ", ".join(f"{name} {uid}:{gid}" for name, (uid, gid) in sorted(told.items()) if (uid, gid) != (33, 33))
    advice = "빌드 중에 만든 파일은 root의 것입니다. RUN에서 chown -R www-data:www-data로 바꾸세요."
    look.require(len(told) == 3 and not wrong, "소유자 33:33 (www-data)", wrong or "파일이 모자람", advice, final=True)


def _pages_in_image(look: Look) -> None:
    changed = [str(each["Path"]) for each in _shop_runs(look).diff() or []]
    found = [path for path in changed if path == "/srv" or path.startswith("/srv/")]
    advice = "컨테이너 안에서 고친 것은 이미지에 들어가지 않습니다. Dockerfile에서 하세요."
    look.require(
        not found, "이미지에 든 그대로인 /srv", f"컨테이너에서 바뀜: {', '.join(found)[:60]}", advice, final=True
    )


# 12-3


def _diarist_user(look: Look) -> None:
    diarist = look.running("gorae-diarist")
    _made_from(look, diarist, "gorae-diarist")
    written = look.image("gorae-diarist").attrs["Config"].get("User") or ""
    advice = "실행할 때마다 --user를 붙이는 대신, 이미지에 USER를 적으세요."
    look.require(written, "이미지에 적힌 USER", "없음 (root)", advice, final=True)
    _, uid = look.execute(diarist, ["id", "-u"])
    advice = "USER에 gorae나 1000을 적고 컨테이너를 다시 만드세요."
    look.require(uid.strip() == "1000", "1000번 사용자로 실행", f"{uid.strip()[:40]}번 사용자", advice, final=True)


def _diary_written(look: Look) -> None:
    diarist = look.running("gorae-diarist")
    _, found = look.execute(diarist, ["cat", "/diary/today.txt"])
    advice = "컨테이너의 명령이 /diary/today.txt에 낱말을 쓰고 계속 실행되어야 합니다."
    look.require(
        found.strip() == look.mine.word, f"/diary/today.txt의 내용 {look.mine.word}", found.strip()[:80], advice
    )
    owner = _files(diarist, "/diary")["today.txt"].uid
    advice = "root가 빌드하면서 쓴 글이 아니라, 실행한 사용자가 쓴 글이어야 합니다."
    look.require(owner == 1000, "today.txt의 소유자 1000", f"소유자 {owner}", advice, final=True)


def _diary_closed(look: Look) -> None:
    top = _files(look.container("gorae-diarist"), "/diary")["."]
    mode = top.mode & 0o7777
    advice = "아무나 쓸 수 있게 열어 두는 대신, chown으로 그 사용자의 것으로 만드세요."
    right = top.uid == 1000 and not mode & 0o022
    look.require(right, "/diary: 소유자 1000, 남은 못 씀", f"소유자 {top.uid}, 권한 {mode:o}", advice, final=True)


# 12-4


def _greeting(look: Look) -> None:
    config = look.image("gorae-greet").attrs["Config"]
    entry, cmd = config.get("Entrypoint") or [], config.get("Cmd") or []
    told = f"ENTRYPOINT {json.dumps(entry, ensure_ascii=False)}, CMD {json.dumps(cmd, ensure_ascii=False)}"
    advice = "바뀌지 않을 것은 ENTRYPOINT에, 바꿀 수 있는 인수는 CMD에 적습니다."
    if entry[:2] == ["/bin/sh", "-c"] and len(entry) == 3:
        advice = "셸 형식의 ENTRYPOINT는 CMD도, docker run 뒤에 적은 인수도 받지 않습니다. 배열로 적으세요."
    elif not entry:
        advice = f"ENTRYPOINT가 없으면 docker run 뒤에 적은 말이 명령 전체를 바꿉니다. {advice}"
    right = entry and cmd == ["고래"] and not (entry[:2] == ["/bin/sh", "-c"] and len(entry) == 3)
    look.require(right, "ENTRYPOINT는 프로그램, CMD는 인수 고래 하나", told[:120], advice, final=True)


def _greeted(look: Look, name: str, cmd: list[str], said: str) -> None:
    container, image = look.container(name), look.image("gorae-greet").attrs["Config"]
    _made_from(look, container, "gorae-greet")
    config = container.attrs["Config"]
    same = (config.get("Entrypoint") or []) == (image.get("Entrypoint") or [])
    advice = "ENTRYPOINT는 이미지의 것을 그대로 쓰세요."
    look.require(
        same, f"{name}의 ENTRYPOINT: 이미지의 것", json.dumps(config.get("Entrypoint"))[:60], advice, final=True
    )
    found = config.get("Cmd") or []
    advice = "docker run 뒤에는 바꿀 인수만 적습니다."
    told = json.dumps(found, ensure_ascii=False)[:60]
    look.require(found == cmd, f"{name}의 CMD: {json.dumps(cmd, ensure_ascii=False)}", told, advice, final=True)
    state, heard = container.attrs["State"]["Status"], _logs(container)
    advice = "인수가 출력에 나오지 않으면 ENTRYPOINT의 형식부터 보세요."
    look.require(state == "exited" and heard == said, f"exited, 출력 {said}", f"{state}, 출력 {heard[:60]}", advice)


def _plain_greeting(look: Look) -> None:
    _greeted(look, "gorae-greet-plain", ["고래"], "안녕, 고래")


def _my_greeting(look: Look) -> None:
    _greeted(look, "gorae-greet-mine", [look.mine.word], f"안녕, {look.mine.word}")


# 12-5

KNOWN_SIGNALS = {"", "TERM", "15", "INT", "2"}
LEDGER = """
#!/bin/sh
close() { echo "장부를 덮었습니다: $OWNER"; exit 0; }
trap close TERM INT
echo "장부를 폈습니다 (PID $$)"
sleep 3600 & wait
"""


def _ledger(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-ledger")
    head = f"FROM {BASE}\nENV OWNER={look.mine.word}\n"
    _built(look, "gorae-ledger", head + _program("ledger", LEDGER) + "STOPSIGNAL SIGUSR1\nENTRYPOINT ledger\n")
    ledger = look.client.containers.run("gorae-ledger", name="gorae-ledger", detach=True)
    lab.wait(lambda: "PID" in _logs(ledger), 10, what="장부 프로그램의 시작")
    return {"ledger": str(ledger.id)}


def _ledger_touched(look: Look) -> bool:
    ledger = look.find("container", "gorae-ledger")
    return ledger is None or ledger.id != look.made["ledger"] or ledger.attrs["State"]["Status"] != "running"


def _ledger_first(look: Look) -> None:
    said = _logs(look.container("gorae-ledger")).partition("\n")[0]
    advice = "docker top gorae-ledger로 첫 프로세스가 무엇인지 보세요. 셸 형식이면 셸이 PID 1입니다."
    if look.container("gorae-ledger").attrs["HostConfig"].get("Init"):
        advice = "--init은 셸에 신호를 전할 뿐이고, 셸은 프로그램에 전하지 않습니다. 배열로 적으세요."
    look.require("(PID 1)" in said, "장부를 폈습니다 (PID 1)", said[:60] or "로그 없음", advice)


def _ledger_signal(look: Look) -> None:
    found = str(look.container("gorae-ledger").attrs["Config"].get("StopSignal") or "").upper().removeprefix("SIG")
    advice = "이 프로그램은 TERM과 INT만 압니다. 모르는 신호를 보내면 기다리다가 죽입니다."
    look.require(found in KNOWN_SIGNALS, "STOPSIGNAL: SIGTERM이나 SIGINT", f"SIG{found}", advice, final=True)


def _ledger_closed(look: Look) -> None:
    ledger = look.container("gorae-ledger")
    state, said = ledger.attrs["State"], _logs(ledger)
    expected = f"종료 코드 0, 마지막 로그 '장부를 덮었습니다: {look.mine.word}'"
    if state["Status"] == "running":
        raise Wrong(expected, "running", "고친 다음 docker stop gorae-ledger로 멈추세요.")
    last = said.rpartition("\n")[2]
    advice = "신호가 프로그램에 닿지 않아 기다리다가 SIGKILL(137)로 죽었습니다."
    if state["ExitCode"] != 137:
        advice = "프로그램이 장부를 덮을 틈이 없었습니다. 누가 신호를 받았는지 생각해 보세요."
    right = state["ExitCode"] == 0 and last == f"장부를 덮었습니다: {look.mine.word}"
    look.require(right, expected, f"종료 코드 {state['ExitCode']}, 마지막 로그 '{last[:50]}'", advice, final=True)


# 12-6

CLINIC = """
RUN mkdir /www && echo "{word}" > /www/index.html
HEALTHCHECK --interval=500ms --timeout=2s --retries=2 CMD wget -q -O - http://127.0.0.1:8080/ | head -c 40
CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
"""
EMPTY = ["sh", "-c", "rm /www/index.html && exec httpd -f -p 8080 -h /www"]
ASK = ["wget", "-q", "-O", "-", "http://127.0.0.1:8080/"]
WARDS = ("gorae-ward-a", "gorae-ward-b")


def _status(container: Container) -> str:
    health = container.attrs["State"].get("Health") or {}
    return str(health.get("Status", "none"))


def _test(container: Container) -> list[str]:
    found: list[str] = (container.attrs["Config"].get("Healthcheck") or {}).get("Test") or []
    return found


def _clinic(look: Look) -> dict[str, str]:
    for name in WARDS:
        look.clear("container", name)
    _built(look, "gorae-clinic", f"FROM {SHELL}\n" + CLINIC.format(word=look.mine.word))
    good = look.client.containers.run("gorae-clinic", name=WARDS[0], detach=True)
    bad = look.client.containers.run("gorae-clinic", EMPTY, name=WARDS[1], detach=True)
    both = look.client.containers.get
    lab.wait(lambda: all(_status(both(name)) == "healthy" for name in WARDS), 20, what="두 컨테이너의 헬스 체크")
    return {"good": str(good.id), "bad": str(bad.id)}


def _clinic_touched(look: Look) -> bool:
    return any(look.find("container", look.made[role]) is None for role in ("good", "bad"))


def _good_ward(look: Look) -> None:
    ward = look.running(WARDS[0])
    code, said = look.execute(ward, ASK)
    right = code == 0 and said.strip() == look.mine.word
    look.require(
        right, f"{WARDS[0]}의 페이지 {look.mine.word}", said.strip()[:60], f"페이지는 처음 그대로여야 합니다. {AGAIN}"
    )
    advice = (
        "페이지가 나오는데도 실패하는 검사는 멀쩡한 것까지 아프다고 합니다. 검사를 컨테이너 안에서 직접 실행해 보세요."
    )
    if _test(ward) in ([], ["NONE"]):
        advice = "헬스 체크가 없습니다. 검사를 없애지 말고 바로잡으세요."
    look.require(_status(ward) == "healthy", f"{WARDS[0]}: healthy", _status(ward), advice)


def _bad_ward(look: Look) -> None:
    ward = look.running(WARDS[1])
    code, _ = look.execute(ward, ASK)
    advice = f"고칠 것은 페이지가 아니라 검사입니다. {AGAIN}"
    look.require(code != 0, f"{WARDS[1]}: 페이지 없음", "페이지가 나옴", advice, final=True)
    test = " ".join(_test(ward))
    advice = "검사의 종료 코드가 1이어야 실패입니다. 검사를 컨테이너 안에서 직접 실행하고 echo $?로 보세요."
    if "|" in test:
        advice = "파이프의 종료 코드는 마지막 명령의 것입니다. wget이 실패해도 그 뒤의 명령은 성공합니다."
    look.require(_status(ward) == "unhealthy", f"{WARDS[1]}: unhealthy", _status(ward), advice)


def _same_test(look: Look) -> None:
    tests = [_test(look.container(name)) for name in WARDS]
    told = " / ".join(" ".join(each[1:])[:60] or "없음" for each in tests)
    right = tests[0] == tests[1] and tests[0] not in ([], ["NONE"])
    advice = "결과를 컨테이너마다 정해 주는 검사는 참말이 아닙니다. 두 컨테이너에 같은 검사를 쓰세요."
    look.require(right, "두 컨테이너의 같은 헬스 체크", told, advice, final=True)


EXERCISES = (
    Exercise(
        id="12-1",
        title="빌드할 때 정하는 판 번호",
        stars=1,
        goal=(
            "Dockerfile 하나로 이미지 셋을 빌드합니다. `gorae-stamp:first`는 빌드 인수 `RELEASE`가 `{first}`일 때, "
            "`gorae-stamp:second`는 `{second}`일 때의 것이고, `gorae-stamp:latest`는 아무것도 넘기지 않아 기본값 `dev`를 씁니다. "
            "셋 모두 컨테이너에서 그 값이 환경 변수 `RELEASE`로 보입니다."
        ),
        steps=(
            Step("first와 second의 RELEASE가 넘긴 값입니다", _both_releases, points=2),
            Step("값을 넘기지 않은 latest의 RELEASE는 dev입니다", _default_release),
            Step("값을 빌드 인수로 받습니다", _argument),
        ),
        attempted=lambda look: any(look.find("image", f"gorae-stamp:{tag}") for tag in ("first", "second", "latest")),
        hints=(
            "`ARG`는 빌드하는 동안에만, `ENV`는 컨테이너에서도 보입니다. 둘 다 필요합니다.",
            "`ARG RELEASE=dev` 다음 줄에 `ENV RELEASE=$RELEASE`를 적으세요.",
            '빌드할 때 `buildargs={{"RELEASE": "{first}"}}`나 `--build-arg RELEASE={first}`를 넘깁니다.',
        ),
        shows="Dockerfile은 그대로 두고 값만 바꾸어 빌드했습니다. ENV로 옮긴 값만 컨테이너까지 갑니다.",
        values=_releases,
    ),
    Exercise(
        id="12-2",
        title="창고에서 온 묶음",
        stars=2,
        goal=(
            "실행 중인 컨테이너 `gorae-attic`의 80번 포트가 `/pages.tar.gz`를 내줍니다. "
            "이미지 `gorae-shop`의 `/srv/shop`에 그 안에 든 `index.html`과 `style.css`가 풀려 있고, "
            "폴더와 두 파일의 소유자는 `www-data`(33번)이며 다른 것은 없습니다. "
            "이 이미지로 만든 컨테이너 `gorae-shop`이 실행 중입니다."
        ),
        steps=(
            Step("묶음이 /srv/shop에 풀려 있습니다", _pages_out),
            Step("소유자가 www-data입니다", _pages_owned),
            Step("모두 이미지에 들어 있습니다", _pages_in_image),
        ),
        attempted=lambda look: bool(look.find("image", "gorae-shop") or look.find("container", "gorae-shop")),
        hints=(
            "`ADD`는 URL에서 받은 묶음을 풀지 않습니다. `RUN`에서 풀어야 합니다.",
            "`gorae-attic`의 주소는 `docker inspect`의 `NetworkSettings.Networks.bridge.IPAddress`에 있습니다. "
            "빌드 인수로 넘기면 Dockerfile에 주소를 적지 않아도 됩니다.",
            "`RUN` 하나에서 `mkdir -p /srv/shop`, `wget -q -O /tmp/pages.tar.gz http://${{ATTIC}}/pages.tar.gz`, "
            "`tar -xzf /tmp/pages.tar.gz -C /srv/shop`, `chown -R www-data:www-data /srv/shop`을 `&&`로 이으세요.",
        ),
        shows="URL에서 받은 묶음은 직접 풀고, 소유자도 직접 정해 주어야 합니다.",
        values=_values,
        start=_attic,
    ),
    Exercise(
        id="12-3",
        title="root가 아닌 기록자",
        stars=2,
        goal=(
            "이미지 `gorae-diarist`는 따로 말하지 않아도 사용자 `gorae`(1000번)로 실행됩니다. "
            "이 이미지로 만든 컨테이너 `gorae-diarist`가 실행 중이고, `/diary/today.txt`에 낱말 `{word}`만 썼습니다. "
            "`/diary`는 1000번 사용자의 것이고 다른 사용자는 쓸 수 없습니다."
        ),
        steps=(
            Step("이미지의 사용자가 root가 아닙니다", _diarist_user, settles=2),
            Step("그 사용자가 글을 썼습니다", _diary_written, settles=3),
            Step("/diary는 그 사용자만 쓸 수 있습니다", _diary_closed),
        ),
        attempted=lambda look: bool(look.find("image", "gorae-diarist") or look.find("container", "gorae-diarist")),
        hints=(
            "`USER` 다음의 `RUN`은 그 사용자로 실행됩니다. root의 권한이 필요한 일은 `USER`보다 먼저 적으세요.",
            "`RUN mkdir /diary && chown gorae /diary` 다음에 `USER gorae`를 적습니다.",
            "명령은 `echo {word} > /diary/today.txt && exec sleep 3600`이면 됩니다.",
        ),
        shows="이미지가 사용자를 정해 두면 실행하는 사람이 잊어도 root가 되지 않습니다. 쓸 자리는 미리 그 사용자에게 줍니다.",
        values=_values,
    ),
    Exercise(
        id="12-4",
        title="인수만 바꾸기",
        stars=2,
        goal=(
            "이미지 `gorae-greet`로 아무 인수 없이 만든 컨테이너 `gorae-greet-plain`은 `안녕, 고래`를, "
            "인수 `{word}` 하나만 주고 만든 컨테이너 `gorae-greet-mine`은 `안녕, {word}`를 출력하고 끝나 있습니다."
        ),
        steps=(
            Step("바뀌지 않을 것과 바꿀 인수가 나뉘어 있습니다", _greeting),
            Step("인수 없이 실행하면 기본 인수를 씁니다", _plain_greeting, settles=3),
            Step("인수를 주면 그 인수만 바뀝니다", _my_greeting, settles=3),
        ),
        attempted=lambda look: bool(look.find("image", "gorae-greet")),
        hints=(
            "언제나 실행할 프로그램과, 바꿀 수 있는 인수를 나누어 적으세요.",
            '`ENTRYPOINT ["echo", "안녕,"]`과 `CMD ["고래"]`를 함께 쓰면 이어서 실행됩니다.',
            '실행할 때에는 `client.containers.run("gorae-greet", ["{word}"], name="gorae-greet-mine")`처럼 인수만 넘깁니다.',
        ),
        shows="ENTRYPOINT는 그대로 남고 CMD만 바뀌었습니다. 이미지가 프로그램처럼 쓰입니다.",
        values=_values,
    ),
    Exercise(
        id="12-5",
        title="멈추라는 말을 듣지 않는 컨테이너",
        stars=3,
        goal=(
            "컨테이너 `gorae-ledger`는 Ctrl-C도 `docker stop`도 듣지 않고, 10초 뒤에 SIGKILL로 죽습니다. 고장은 하나가 아닐 수 있습니다. "
            "프로그램 `/usr/bin/ledger`는 그대로 두고, 그것이 신호를 받도록 고쳐 같은 이름의 컨테이너로 다시 만든 뒤 `docker stop`으로 멈추세요. "
            "`gorae-ledger`는 종료 코드 0으로 끝나 있고, 마지막 로그는 `장부를 덮었습니다: {word}`입니다."
        ),
        steps=(
            Step("프로그램이 컨테이너의 PID 1입니다", _ledger_first, settles=2),
            Step("멈추라는 신호가 프로그램이 아는 신호입니다", _ledger_signal),
            Step("장부를 덮고 스스로 끝났습니다", _ledger_closed, settles=2),
        ),
        attempted=_ledger_touched,
        hints=(
            "`docker top gorae-ledger`와 `docker logs gorae-ledger`를 보세요. PID 1은 누구입니까?",
            "`docker inspect`의 `Config.Entrypoint`와 `Config.StopSignal`을 보세요. 프로그램은 TERM과 INT만 압니다.",
            '`FROM gorae-ledger` 다음에 `STOPSIGNAL SIGTERM`과 `ENTRYPOINT ["ledger"]`를 적어 새 이미지를 빌드하세요.',
            "처음의 컨테이너를 지우고, 새 이미지로 같은 이름의 컨테이너를 만든 뒤 `docker stop gorae-ledger`로 멈추세요.",
        ),
        shows="신호는 PID 1에만 갑니다. 프로그램이 PID 1이고 아는 신호를 받으면 하던 일을 마치고 바로 끝납니다.",
        values=_values,
        start=_ledger,
        repair=True,
        seconds=30,
    ),
    Exercise(
        id="12-6",
        title="거짓말하는 헬스 체크",
        stars=2,
        goal=(
            "`gorae-ward-a`와 `gorae-ward-b`는 둘 다 `healthy`이지만 `gorae-ward-b`는 페이지를 내주지 못합니다. "
            "페이지는 그대로 두고 헬스 체크를 고쳐, 같은 이름의 두 컨테이너가 같은 헬스 체크로 "
            "`gorae-ward-a`는 `healthy`, `gorae-ward-b`는 `unhealthy`가 되게 하세요. "
            "두 컨테이너는 실행 중이고, 8080번 포트의 페이지는 `gorae-ward-a`에서만 나옵니다."
        ),
        steps=(
            Step("페이지가 나오는 gorae-ward-a는 healthy입니다", _good_ward, settles=10),
            Step("페이지가 없는 gorae-ward-b는 unhealthy입니다", _bad_ward, settles=10),
            Step("두 컨테이너의 헬스 체크가 같습니다", _same_test),
        ),
        attempted=_clinic_touched,
        hints=(
            "검사 명령을 `docker exec gorae-ward-b sh -c '…'`로 직접 실행하고 종료 코드를 보세요.",
            "파이프의 종료 코드는 마지막 명령의 것입니다. `wget`의 종료 코드가 그대로 나오게 하세요.",
            "`FROM gorae-clinic` 다음에 `HEALTHCHECK --interval=500ms --retries=2 CMD wget -q -O /dev/null http://127.0.0.1:8080/`을 적어 "
            "새 이미지를 빌드하고, 두 컨테이너를 원래의 명령(`Config.Cmd`)으로 다시 만드세요.",
        ),
        shows="헬스 체크는 종료 코드로만 말합니다. 실패해야 할 때 정말 실패하는지 보아야 믿을 수 있습니다.",
        values=_values,
        start=_clinic,
        repair=True,
    ),
)
