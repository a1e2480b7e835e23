"""02장의 실습입니다."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from random import Random
from typing import Any

from docker.models.containers import Container
from docker.models.images import Image

from gorae.exercise import Exercise, Look, Step, Wrong, word
from gorae.lab.waiting import wait

SHELL = "gorae/shell:1"
DISHES = ("gimbap", "bibimbap", "naengmyeon", "japchae", "tteokguk", "kalguksu", "sundubu", "jeon")
CHANGED, ADDED, DELETED = 0, 1, 2


def _word(random: Random) -> dict[str, str]:
    return {"word": word(random)}


def _bake(look: Look, repository: str, tag: str, command: str, changes: str) -> str:
    """gorae/shell:1에서 명령을 한 번 실행하고 그 결과를 이미지로 굳힙니다. 이미지의 ID를 돌려줍니다."""
    source = look.client.containers.create(SHELL, ["sh", "-c", command], name=f"{repository}-source")
    try:
        source.start()
        source.wait(timeout=20)
        return str(source.commit(repository, tag, changes=changes).id)
    finally:
        source.remove(force=True)


def _same_image(look: Look, name: str, identity: str, of: str, advice: str) -> None:
    """이름 `name`이 ID가 `identity`인 이미지를 가리키는지 묻습니다."""
    found = look.image(name)
    look.require(found.id == identity, f"{name}: {of}", f"{name}: 다른 이미지 ({_names(found)})", advice, final=True)


def _names(image: Image) -> str:
    return ", ".join(sorted(image.tags)) or "이름 없음"


def _made_from(look: Look, container: Container, identity: str, of: str, advice: str) -> None:
    look.require(
        container.attrs["Image"] == identity,
        f"{container.name}: {of}",
        f"{container.name}: {container.attrs['Config']['Image']}로 만든 다른 이미지의 컨테이너",
        advice,
        final=True,
    )


# 02-1 이미지가 가져온 것 ---------------------------------------------------------------------------------------------

MYSTERY = "gorae-mystery"
ASKED = ("mystery_command", "mystery_lunch", "mystery_port")


def _mystery(look: Look) -> Mapping[str, str]:
    look.clear("container", f"{MYSTERY}-source")
    look.clear("image", f"{MYSTERY}:1")
    dish, port = secrets.choice(DISHES), 8001 + secrets.randbelow(900)
    lines = (f'CMD ["echo", "{dish}", "{port}"]', f"ENV LUNCH={secrets.choice(DISHES)}-{port}", f"EXPOSE {port + 1}")
    return {"image": _bake(look, MYSTERY, "1", "true", "\n".join(lines))}


def _mystery_config(look: Look) -> dict[str, Any]:
    config: dict[str, Any] = look.image(f"{MYSTERY}:1").attrs["Config"]
    return config


def _command(look: Look) -> None:
    right, said = _mystery_config(look)["Cmd"], look.asked("mystery_command", list)
    ours = look.image(SHELL).attrs["Config"]["Cmd"]
    look.require(
        said == right,
        "이미지 설정의 Cmd와 같은 리스트",
        f"{said!r:.80}",
        f"{SHELL}의 명령입니다. {MYSTERY}:1에 물으세요." if said == ours else "Config의 Cmd를 그대로 넣으세요.",
    )


def _lunch(look: Look) -> None:
    environment = dict(each.split("=", 1) for each in _mystery_config(look)["Env"])
    said = look.asked("mystery_lunch", str)
    look.require(
        said == environment["LUNCH"],
        "환경 변수 LUNCH의 값",
        f"{said!r:.80}",
        "등호 뒤의 값만 넣으세요."
        if said.startswith("LUNCH=")
        else "Config의 Env에서 LUNCH=로 시작하는 것을 찾으세요.",
    )


def _port(look: Look) -> None:
    [right] = _mystery_config(look)["ExposedPorts"]
    said = look.asked("mystery_port", (str, int))
    look.require(
        f"{str(said).removesuffix('/tcp')}/tcp" == right,
        "이미지가 적어 둔 포트 번호",
        f"{said!r:.80}",
        "Config의 ExposedPorts는 사전이고, 포트는 그 열쇠입니다. 명령에 적힌 숫자와는 다릅니다.",
    )


# 02-2 이름 셋, 이미지 하나 -------------------------------------------------------------------------------------------

TRIO = "gorae-trio"
PLACE = "localhost:5000/team"


def _trio(look: Look) -> tuple[str, str, str]:
    return f"{TRIO}:{look.mine.word}", f"{TRIO}:latest", f"{PLACE}/{TRIO}:{look.mine.word}"


def _named(index: int, advice: str) -> Step:
    def holds(look: Look) -> None:
        name = _trio(look)[index]
        if look.find("image", name) is None:
            raise Wrong(f"이미지 이름 {name}", "없음", _near(look, name) or advice)
        _same_image(look, name, look.image(SHELL).id, SHELL, f"이미지를 새로 만들지 말고 {SHELL}에 이름만 더 붙이세요.")

    titles = ("짧은 이름이", "태그를 생략한 이름이", "레지스트리까지 적은 이름이")
    return Step(f"{titles[index]} {SHELL}을 가리킵니다", holds)


def _near(look: Look, name: str) -> str:
    """레지스트리나 태그를 빠뜨린 비슷한 이름이 있으면 그것을 말합니다."""
    bare = name.removeprefix("localhost:5000/")
    if bare != name and look.find("image", bare) is not None:
        return f"지금 있는 이름은 {bare}입니다. 앞에 레지스트리 localhost:5000이 빠져서 docker.io의 이름이 되었습니다."
    untagged = name.rpartition(":")[0] + ":latest"
    if untagged != name and look.find("image", untagged) is not None:
        return f"지금 있는 이름은 {untagged}입니다. 태그를 적지 않으면 latest가 붙습니다."
    return ""


# 02-3 흔적 셋 --------------------------------------------------------------------------------------------------------

TRACES = "gorae-traces"
FILES = {CHANGED: "/etc/passwd", DELETED: "/etc/group"}
KINDS = {CHANGED: "변경", ADDED: "추가", DELETED: "삭제"}


def _traces_image(look: Look) -> None:
    advice = f"컨테이너를 지우고 {SHELL}로 다시 만드세요."
    _made_from(look, look.container(TRACES), look.image(SHELL).id, SHELL, advice)


def _changes(container: Container) -> dict[str, int]:
    """바뀐 경로와 종류입니다. 안의 것이 바뀌어서 덩달아 바뀐 폴더는 뺍니다."""
    found = {each["Path"]: each["Kind"] for each in container.diff() or []}
    return {
        path: kind
        for path, kind in found.items()
        if kind != CHANGED or not any(other.startswith(f"{path}/") for other in found)
    }


def _trace(kind: int) -> Step:
    def holds(look: Look) -> None:
        wanted = FILES.get(kind, f"/root/{look.mine.word}.txt")
        found = _changes(look.container(TRACES))
        same = sorted(path for path, each in found.items() if each == kind)
        look.require(
            same == [wanted],
            f"{KINDS[kind]}: {wanted} 하나",
            f"{KINDS[kind]}: {', '.join(same) or '없음'}",
            _trace_advice(wanted, kind, found),
        )

    return Step(f"{KINDS[kind]}된 것은 목표의 경로 하나뿐입니다", holds)


def _trace_advice(wanted: str, kind: int, found: Mapping[str, int]) -> str:
    if any(path.endswith(".ash_history") for path in found):
        return "대화형 셸이 /root/.ash_history를 남겼습니다. 컨테이너를 다시 만들고 명령 하나로 끝내세요."
    if wanted in found and found[wanted] != kind:
        return f"지금 {wanted}의 상태는 {KINDS[found[wanted]]}입니다. 컨테이너를 다시 만들어 처음부터 해 보세요."
    return "흔적은 되돌려도 남을 수 있습니다. 더 생겼으면 컨테이너를 지우고 다시 만드세요."


# 02-4 고치지 말고 갈아 끼우기 ----------------------------------------------------------------------------------------

KIOSKS = ("gorae-kiosk-1", "gorae-kiosk-2", "gorae-kiosk-3")
FINGERPRINT = ["sh", "-c", "cat /etc/passwd; ls -A /root /usr/bin | sort"]


def _kiosks(look: Look) -> Mapping[str, str]:
    for name in KIOSKS:
        look.clear("container", name)
    made = {name: look.client.containers.run(SHELL, ["sleep", "86400"], name=name, detach=True).id for name in KIOSKS}
    bad = look.client.containers.get(secrets.choice(KIOSKS))
    bad.exec_run(
        ["sh", "-c", "echo intruder::0:0::/root:/bin/sh >> /etc/passwd; echo mine > /root/miner; rm /usr/bin/wget"]
    )
    return {**made, "bad": bad.name, "fingerprint": bad.exec_run(FINGERPRINT).output.decode("utf-8", "replace")}


def _kiosks_touched(look: Look) -> bool:
    there = [look.find("container", name) for name in KIOSKS]
    if any(each is None or each.id != look.made[each.name] or each.status != "running" for each in there):
        return True
    return look.execute(look.container(look.made["bad"]), FINGERPRINT)[1] != look.made["fingerprint"]


def _kiosks_run(look: Look) -> None:
    for name in KIOSKS:
        _made_from(look, look.running(name), look.image(SHELL).id, SHELL, f"지우고 {SHELL}로 다시 만드세요.")


def _kiosks_clean(look: Look) -> None:
    for name in KIOSKS:
        container = look.container(name)
        paths = sorted(_changes(container))
        if paths and container.id == look.made[name]:
            advice = "안에서 고치면 고친 흔적이 다시 남습니다. 컨테이너를 지우고 같은 이름으로 새로 만드세요."
        else:
            advice = "새 컨테이너에서는 아무 파일도 바꾸지 마세요."
        look.require(not paths, f"{name}: 바뀐 파일 없음", f"{name}: {', '.join(paths)[:120]}", advice)


def _kiosks_kept(look: Look) -> None:
    for name in KIOSKS:
        if name != look.made["bad"]:
            look.require(
                look.container(name).id == look.made[name],
                f"{name}: 처음의 컨테이너",
                f"{name}: 새로 만든 컨테이너",
                "멀쩡한 컨테이너까지 바꾸었습니다. start 셀을 다시 실행하고, docker diff로 먼저 찾아내세요.",
                final=True,
            )


# 02-5 같은 이름, 다른 이미지 -----------------------------------------------------------------------------------------

FLAG, THEN, NOW = "gorae-flag", "gorae-then", "gorae-now"


def _flag_name(look: Look) -> None:
    wanted = f"{FLAG}:{look.mine.word}"
    for name in (THEN, NOW):
        said = look.container(name).attrs["Config"]["Image"]
        look.require(
            said.removeprefix("docker.io/").removeprefix("library/") == wanted,
            f"{name}: 이미지의 이름이 {wanted}인 컨테이너",
            f"{name}: {said}",
            f"컨테이너를 만들 때 이미지 자리에 적을 이름은 {wanted}입니다.",
            final=True,
        )


def _flag_differs(look: Look) -> None:
    look.require(
        look.container(THEN).attrs["Image"] != look.container(NOW).attrs["Image"],
        "두 컨테이너의 이미지 ID가 다름",
        "두 컨테이너의 이미지 ID가 같음",
        f"{THEN}을 만든 다음에 태그를 다른 이미지로 옮기고 {NOW}를 만드세요.",
        final=True,
    )


def _flag_moved(look: Look) -> None:
    name = f"{FLAG}:{look.mine.word}"
    now = look.container(NOW).attrs["Image"]
    advice = f"태그가 아직 {THEN}의 이미지에 있습니다. 순서를 다시 생각해 보세요."
    _same_image(look, name, now, f"{NOW}의 이미지", advice)


# 02-6 이미지의 이름 바꾸기 -------------------------------------------------------------------------------------------

DRAFT, FINAL = "gorae-draft:1", "gorae-final"


def _draft(look: Look) -> Mapping[str, str]:
    look.clear("container", "gorae-draft-source")
    for name in (DRAFT, f"{FINAL}:{look.mine.word}"):
        look.clear("image", name)
    text = secrets.token_hex(8)
    return {"image": _bake(look, "gorae-draft", "1", f"echo {text} > /draft.txt", 'CMD ["cat", "/draft.txt"]')}


def _draft_touched(look: Look) -> bool:
    return look.find("image", DRAFT) is None or look.find("image", f"{FINAL}:{look.mine.word}") is not None


def _draft_lives(look: Look) -> None:
    if look.find("image", look.made["image"]) is None:
        raise Wrong(
            "처음의 이미지",
            "지워짐",
            "마지막 이름을 떼면 이미지도 지워집니다. start 셀을 다시 실행하고, 새 이름부터 붙이세요.",
            final=True,
        )


def _final_named(look: Look) -> None:
    advice = "내용이 같아도 새로 만든 이미지는 다른 이미지입니다. docker tag로 이름만 붙이세요."
    _same_image(look, f"{FINAL}:{look.mine.word}", look.made["image"], "처음의 이미지", advice)


def _draft_gone(look: Look) -> None:
    _draft_lives(look)
    look.require(
        look.find("image", DRAFT) is None,
        f"{DRAFT}이라는 이름이 없음",
        f"{DRAFT}이 있음",
        "태그는 옮겨 가지 않고 하나 더 붙습니다. 옛 이름은 따로 떼어야 합니다.",
    )


# 02-7 움직인 태그 ----------------------------------------------------------------------------------------------------

SHOP, YESTERDAY = "gorae-shop", "gorae-shop-yesterday"
SHOP_COMMAND = 'CMD ["sh", "-c", "cat /menu.txt && exec sleep 86400"]'


def _shop_values(random: Random) -> dict[str, str]:
    return {"dish": random.choice(DISHES)}


def _shop(look: Look) -> Mapping[str, str]:
    for name in (SHOP, YESTERDAY, f"{SHOP}-source"):
        look.clear("container", name)
    for tag in ("1.0", "1.1"):
        look.clear("image", f"{SHOP}:{tag}")
    good = _bake(look, SHOP, "1.0", f"echo {look.mine.dish} > /menu.txt", SHOP_COMMAND)
    yesterday = look.client.containers.run(f"{SHOP}:1.0", name=YESTERDAY, detach=True)
    wait(lambda: look.mine.dish in yesterday.logs().decode(), 20, what=f"{YESTERDAY}의 첫 출력")
    yesterday.kill()
    yesterday.wait(timeout=20)
    bad = _bake(look, SHOP, "1.0", f"echo {look.mine.dish} > /manu.txt", SHOP_COMMAND)
    look.client.containers.run(f"{SHOP}:1.0", name=SHOP, detach=True).wait(timeout=20)
    return {"good": good, "bad": bad, "container": look.client.containers.get(SHOP).id}


def _shop_touched(look: Look) -> bool:
    container, tag = look.find("container", SHOP), look.find("image", f"{SHOP}:1.0")
    return (
        container is None
        or container.id != look.made["container"]
        or container.status == "running"
        or tag is None
        or tag.id != look.made["bad"]
        or look.find("image", f"{SHOP}:1.1") is not None
    )


def _shop_good(look: Look) -> None:
    if look.find("image", look.made["good"]) is None:
        raise Wrong("어제의 이미지", "지워짐", "되찾을 수 없습니다. start 셀을 다시 실행하세요.", final=True)
    advice = f"어제의 이미지는 이름을 잃었지만 {YESTERDAY}가 그 ID를 알고 있습니다."
    _same_image(look, f"{SHOP}:1.0", look.made["good"], "어제의 이미지", advice)


def _shop_new(look: Look) -> None:
    if look.find("image", look.made["bad"]) is None:
        raise Wrong(
            "오늘 만든 이미지", "지워짐", "조사할 이미지가 사라졌습니다. start 셀을 다시 실행하세요.", final=True
        )
    advice = f"오늘 만든 이미지의 ID는 컨테이너 {SHOP}이 알고 있었습니다. 지우기 전에 이름부터 붙이세요."
    _same_image(look, f"{SHOP}:1.1", look.made["bad"], "오늘 만든 이미지", advice)


def _shop_runs(look: Look) -> None:
    container = look.running(SHOP)
    advice = f"컨테이너를 지우고 되돌린 {SHOP}:1.0으로 다시 만드세요."
    _made_from(look, container, look.made["good"], "어제의 이미지로 만든 컨테이너", advice)


def _shop_says(look: Look) -> None:
    said = look.container(SHOP).logs().decode("utf-8", "replace").strip()
    look.require(
        said == look.mine.dish,
        f"출력 {look.mine.dish}",
        f"출력 {said[:80]}" if said else "출력 없음",
        "명령을 따로 주지 마세요. 이미지의 명령이 차림표를 출력합니다.",
    )


EXERCISES = (
    Exercise(
        id="02-1",
        title="이미지가 가져온 것",
        stars=1,
        goal=(
            "시작 셀이 이미지 `gorae-mystery:1`을 만듭니다. 컨테이너를 실행하지 말고 엔진에 물어서 세 변수를 채우세요. "
            "`mystery_command`는 이미지에 적힌 명령(리스트), `mystery_lunch`는 환경 변수 `LUNCH`의 값, "
            "`mystery_port`는 이미지가 쓴다고 적어 둔 포트의 번호입니다."
        ),
        steps=(
            Step("mystery_command가 이미지의 명령입니다", _command),
            Step("mystery_lunch가 환경 변수 LUNCH의 값입니다", _lunch),
            Step("mystery_port가 이미지에 적힌 포트입니다", _port),
        ),
        attempted=lambda look: any(look.given.get(name) is not None for name in ASKED),
        hints=(
            '앞에서 `client.images.get(이름).attrs["Config"]`를 읽었습니다. CLI로는 `docker image inspect`입니다.',
            "명령은 `Cmd`, 환경 변수는 `Env`, 포트는 `ExposedPorts`에 있습니다.",
            '`Env`는 `"이름=값"`의 리스트입니다. `dict(each.split("=", 1) for each in config["Env"])`로 사전이 됩니다. '
            '`ExposedPorts`의 열쇠는 `"80/tcp"`처럼 생겼습니다.',
        ),
        shows="이미지는 파일만이 아니라 무엇을 어떻게 실행할지도 지니고 있고, 실행해 보지 않아도 읽을 수 있습니다.",
        asks=ASKED,
        start=_mystery,
    ),
    Exercise(
        id="02-2",
        title="이름 셋, 이미지 하나",
        stars=1,
        goal=(
            "`gorae/shell:1`과 같은 이미지를 다음 세 이름으로도 부를 수 있습니다. `gorae-trio:{word}`, 태그를 적지 않은 "
            "`gorae-trio`, 그리고 레지스트리 `localhost:5000`의 `team/gorae-trio:{word}`입니다. 이미지는 새로 만들지 않습니다."
        ),
        steps=(
            _named(0, "이름과 태그 사이에는 쌍점(:)을 씁니다."),
            _named(1, "태그를 적지 않은 이름은 latest라는 태그를 뜻합니다."),
            _named(2, "레지스트리는 이름의 맨 앞에 적습니다."),
        ),
        attempted=lambda look: any(f"{TRIO}:" in tag for image in look.client.images.list() for tag in image.tags),
        hints=(
            "이름을 하나 더 붙이는 일은 `image.tag(리포지터리, 태그)`나 `docker tag`가 합니다.",
            '`shell.tag("gorae-trio", "{word}")`가 첫 번째 이름을 붙입니다.',
            '세 번째 이름의 리포지터리는 `"localhost:5000/team/gorae-trio"`입니다. 레지스트리가 실제로 없어도 이름은 붙습니다.',
        ),
        shows="이름은 이미지에 붙인 표일 뿐이고, 여러 개를 붙여도 이미지는 하나입니다.",
        values=_word,
    ),
    Exercise(
        id="02-3",
        title="흔적 셋",
        stars=2,
        goal=(
            "`gorae/shell:1`로 만든 컨테이너 `gorae-traces`의 쓰기 레이어에 흔적이 셋 있습니다. 파일 `/root/{word}.txt`가 "
            "추가되었고, `/etc/passwd`가 변경되었고, `/etc/group`이 삭제되었습니다. 그 밖에 바뀐 것은 그 파일들이 든 폴더뿐입니다. "
            "컨테이너는 실행 중이어도 되고 끝났어도 됩니다."
        ),
        steps=(
            Step(f"컨테이너 {TRACES}가 {SHELL}로 만들어졌습니다", _traces_image),
            _trace(ADDED),
            _trace(CHANGED),
            _trace(DELETED),
        ),
        attempted=lambda look: look.find("container", TRACES) is not None,
        hints=(
            "명령 하나로 셋을 다 할 수 있습니다. 셸의 `;`는 명령을 이어서 실행합니다.",
            "파일 끝에 덧붙이는 것은 `echo 글 >> 파일`, 지우는 것은 `rm 파일`입니다.",
            '`["sh", "-c", "touch /root/{word}.txt; echo >> /etc/passwd; rm /etc/group"]`을 실행하는 컨테이너를 만드세요.',
        ),
        shows="컨테이너가 파일에 하는 일은 추가, 변경, 삭제 셋뿐이고, 모두 쓰기 레이어에 남습니다.",
        values=_word,
    ),
    Exercise(
        id="02-4",
        title="고치지 말고 갈아 끼우기",
        stars=2,
        goal=(
            "같은 이미지 `gorae/shell:1`로 만든 키오스크 셋 `gorae-kiosk-1`, `gorae-kiosk-2`, `gorae-kiosk-3`이 실행 중입니다. "
            "그 가운데 하나에 누군가 들어와 파일을 바꾸었습니다. 어느 것인지 찾아내어, 셋 모두 `gorae/shell:1` 그대로 "
            "바뀐 파일 없이 실행되게 하세요. 멀쩡한 둘은 건드리지 않습니다."
        ),
        steps=(
            Step("세 컨테이너가 gorae/shell:1로 실행 중입니다", _kiosks_run),
            Step("어느 컨테이너에도 바뀐 파일이 없습니다", _kiosks_clean, points=2),
            Step("멀쩡하던 두 컨테이너는 처음의 것 그대로입니다", _kiosks_kept),
        ),
        attempted=_kiosks_touched,
        hints=(
            "`docker diff`는 컨테이너가 이미지와 달라진 곳을 모두 말해 줍니다. 멀쩡한 컨테이너라면 아무 말도 하지 않습니다.",
            "바뀐 파일을 되돌려 써도 쓰기 레이어에는 남습니다. 쓰기 레이어를 통째로 버리려면 컨테이너를 지워야 합니다.",
            '찾은 컨테이너를 `remove(force=True)`로 지우고, 같은 이름으로 `["sleep", "86400"]`을 실행하는 컨테이너를 새로 만드세요.',
        ),
        shows="이미지는 변하지 않으므로, 망가진 컨테이너는 고치지 않고 새것으로 갈아 끼울 수 있습니다.",
        start=_kiosks,
        repair=True,
    ),
    Exercise(
        id="02-5",
        title="같은 이름, 다른 이미지",
        stars=2,
        goal=(
            "컨테이너 `gorae-then`과 `gorae-now`를 만들 때 적은 이미지의 이름은 둘 다 `gorae-flag:{word}`인데, 이미지의 ID는 서로 다릅니다. "
            "그 이름은 지금 `gorae-now`의 이미지를 가리킵니다. 어떤 이미지를 쓸지는 마음대로 정하고, 컨테이너는 "
            "실행하지 않고 만들기만 해도 됩니다."
        ),
        steps=(
            Step("두 컨테이너를 같은 이름의 이미지로 만들었습니다", _flag_name),
            Step("두 컨테이너의 이미지 ID가 다릅니다", _flag_differs),
            Step("태그는 지금 gorae-now의 이미지를 가리킵니다", _flag_moved),
        ),
        attempted=lambda look: any(look.find("container", name) is not None for name in (THEN, NOW)),
        hints=(
            "태그를 붙이고, 컨테이너를 만들고, 태그를 옮기고, 다시 컨테이너를 만듭니다.",
            "이미 쓰이는 태그를 다른 이미지에 붙이면 태그가 옮겨 갑니다. `gorae/shell:1`과 `gorae/base:1`을 쓰면 됩니다.",
            '`client.images.get("gorae/shell:1").tag("gorae-flag", "{word}")`로 시작해서 '
            '`client.containers.create("gorae-flag:{word}", name="gorae-then")`으로 이어 가세요.',
        ),
        shows="컨테이너는 만들 때 태그를 ID로 바꾸어 기억하므로, 나중에 태그가 움직여도 따라가지 않습니다.",
        values=_word,
    ),
    Exercise(
        id="02-6",
        title="이미지의 이름 바꾸기",
        stars=2,
        goal=(
            "시작 셀이 이미지 `gorae-draft:1`을 만듭니다. 이 이미지의 이름을 바꾸세요. 새 이름은 `gorae-final:{word}`입니다. "
            "옛 이름은 없어지고, 이미지는 처음의 그 이미지여야 합니다."
        ),
        steps=(
            Step("처음의 이미지가 남아 있습니다", _draft_lives),
            Step("새 이름이 처음의 이미지를 가리킵니다", _final_named),
            Step("옛 이름이 없어졌습니다", _draft_gone),
        ),
        attempted=_draft_touched,
        hints=(
            "도커에는 이미지의 이름을 바꾸는 명령이 없습니다. 이름을 하나 더 붙이는 명령과 이름을 떼는 명령이 있습니다.",
            "순서가 중요합니다. 마지막 이름을 떼면 이미지도 지워집니다.",
            '`client.images.get("gorae-draft:1").tag("gorae-final", "{word}")` 다음에 '
            '`client.images.remove("gorae-draft:1")`을 실행하세요.',
        ),
        shows="이름이 하나라도 남아 있으면 `docker rmi`는 이름만 떼고, 마지막 이름을 뗄 때 이미지를 지웁니다.",
        values=_word,
        start=_draft,
    ),
    Exercise(
        id="02-7",
        title="움직인 태그",
        stars=3,
        goal=(
            "어제까지 이미지 `gorae-shop:1.0`은 차림표 `{dish}`만 출력하고 계속 실행되었습니다. 오늘 같은 이름의 이미지로 다시 만든 컨테이너 "
            "`gorae-shop`은 바로 끝나 버립니다. 새 이미지를 만든 동료가 `1.1`을 붙일 곳에 `1.0`을 붙였기 때문입니다. 다음 상태로 되돌리세요. "
            "`gorae-shop:1.0`은 어제의 이미지를, `gorae-shop:1.1`은 오늘 만든 이미지를 가리키고, `gorae-shop`은 어제의 이미지로 "
            "실행되어 `{dish}`만 출력합니다."
        ),
        steps=(
            Step("gorae-shop:1.0이 어제의 이미지를 가리킵니다", _shop_good),
            Step("gorae-shop:1.1이 오늘 만든 이미지를 가리킵니다", _shop_new),
            Step("gorae-shop이 어제의 이미지로 실행 중입니다", _shop_runs, settles=3),
            Step("gorae-shop이 차림표를 출력했습니다", _shop_says, settles=3),
        ),
        attempted=_shop_touched,
        hints=(
            "어제의 이미지는 이름을 잃었을 뿐 지워지지 않았습니다. 어제 실행했던 컨테이너 `gorae-shop-yesterday`가 멈춘 채 남아 있습니다.",
            '컨테이너는 자기 이미지의 ID를 `container.attrs["Image"]`에 적어 둡니다. ID로도 `client.images.get`을 부를 수 있습니다.',
            "오늘 만든 이미지에 `1.1`을 먼저 붙이고, 어제의 ID에 `1.0`을 붙인 다음, `gorae-shop`을 지우고 다시 만드세요.",
        ),
        shows="태그는 움직이지만 ID는 움직이지 않으므로, 무엇으로 만들었는지는 ID로 확인해야 합니다.",
        values=_shop_values,
        start=_shop,
        repair=True,
    ),
)
