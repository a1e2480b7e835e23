"""08장의 실습입니다."""

from __future__ import annotations

import io
import json
import secrets
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import Any

from docker.errors import APIError
from docker.models.images import Image

from gorae.exercise import Exercise, Look, Step, Wrong, word
from gorae.exercise.archive import File, sheets, visible

SHELL = "gorae/shell:1"
AGAIN = "시작 셀을 다시 실행하면 처음 상태로 돌아갑니다."
Put = Mapping[str, str]


def _word(random: Random) -> dict[str, str]:
    return {"word": word(random)}


def _layers(image: Image) -> list[str]:
    found: list[str] = image.attrs["RootFS"].get("Layers") or []
    return found


def _on_shell(look: Look, name: str) -> None:
    """이미지가 gorae/shell:1의 레이어 위에 쌓였는지 묻습니다."""
    image, base = look.image(name), _layers(look.image(SHELL))
    advice = f"{SHELL}로 만든 컨테이너를 굳히면 {SHELL}의 레이어를 함께 씁니다."
    look.require(
        _layers(image)[: len(base)] == base and len(_layers(image)) > len(base),
        f"{name}: {SHELL}의 레이어 위에 쌓인 이미지",
        f"{name}: 레이어 {len(_layers(image))}개, 맨 아래가 다르거나 더한 것이 없음",
        advice,
        final=True,
    )


def _same(wanted: object, found: object) -> bool:
    return (wanted or None) == (found or None)


def _archive(files: Put) -> bytes:
    """파일들을 담은 tar 묶음입니다."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path, text in files.items():
            content = text.encode()
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(content), 0o644
            tar.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def _stack(look: Look, name: str, layers: Sequence[Put | list[str]], changes: Iterable[str]) -> str:
    """레이어를 하나씩 쌓아 이미지를 만들고 ID를 돌려줍니다. 레이어는 넣을 파일이거나 실행할 명령입니다."""
    look.clear("image", name)
    source, between, lines = SHELL, list[str](), list(changes)
    for number, layer in enumerate(layers, 1):
        last = number == len(layers)
        container = look.client.containers.create(source, layer if isinstance(layer, list) else None)
        try:
            if isinstance(layer, list):
                container.start()
                container.wait(timeout=20)
            else:
                container.put_archive("/", _archive(layer))
            repository, tag = name.split(":") if last else (None, None)
            source = str(container.commit(repository, tag, changes=lines if last else ['CMD ["sh"]']).id)
        finally:
            container.remove(force=True)
        between += [] if last else [source]
    for identity in reversed(between):
        # overlay2에서는 위의 이미지가 쓰고 있어서 지워지지 않습니다. 그 이미지가 지워질 때 함께 지워집니다.
        with suppress(APIError):
            look.client.images.remove(identity)
    return source


# 08-1 이름표를 붙인 이미지 -------------------------------------------------------------------------------------------

SIGNED, READER = "gorae-signed:1", "gorae-signed-reader"


def _author(look: Look) -> str:
    return f"{look.mine.word} <{look.mine.word}@example.com>"


def _signed_made(look: Look) -> None:
    _on_shell(look, SIGNED)
    found = visible(sheets(look, SIGNED)).get("word.txt")
    said = found.content.strip() if found else "파일이 없음"
    advice = "컨테이너 안에서 /word.txt에 낱말을 쓴 다음에 굳히세요. 볼륨에 쓴 것은 담기지 않습니다."
    look.require(said == look.mine.word, f"/word.txt의 내용 {look.mine.word}", said[:60], advice)


def _signed_told(look: Look) -> None:
    attrs = look.image(SIGNED).attrs
    told = {"글쓴이": attrs.get("Author") or "", "메시지": attrs.get("Comment") or ""}
    wanted = {"글쓴이": _author(look), "메시지": f"add {look.mine.word}"}
    off = [each for each in wanted if told[each].strip() != wanted[each]]
    look.require(
        not off,
        ", ".join(f"{each} {wanted[each]}" for each in wanted),
        ", ".join(f"{each} {told[each][:60] or '없음'}" for each in wanted),
        f"{'와 '.join(off)}를 다시 보세요. 글쓴이는 -a(author), 메시지는 -m(message)입니다.",
    )


def _signed_read(look: Look) -> None:
    reader, image = look.container(READER), look.image(SIGNED)
    look.require(
        reader.attrs["Image"] == image.id,
        f"{READER}: {SIGNED}로 만든 컨테이너",
        f"{READER}: 다른 이미지의 컨테이너",
        f"이미지를 다시 만들었으면 {READER}도 지우고 다시 만드세요.",
        final=True,
    )
    ours, theirs = (
        json.dumps([each["Entrypoint"], each["Cmd"]]) for each in (reader.attrs["Config"], image.attrs["Config"])
    )
    advice = "명령을 따로 주지 말고 이미지의 명령이 읽게 하세요. commit의 change에 CMD를 적습니다."
    look.require(
        ours == theirs and look.mine.word not in ours, "이미지에 적힌, 파일을 읽는 명령", ours[:80], advice, final=True
    )
    said = reader.logs().decode("utf-8", "replace").strip()
    if said != look.mine.word and ">" in ours:
        advice = "컨테이너가 실행한 명령이 그대로 이미지의 명령이 되었습니다. commit할 때 CMD를 바꾸세요."
    look.require(said == look.mine.word, f"출력 {look.mine.word}", f"출력 {said[:60] or '없음'}", advice)


# 08-2 한 겹 늦은 청소 ------------------------------------------------------------------------------------------------

LATE, TIDY, CACHE = "gorae-late:1", "gorae-late:2", "var/cache/build/"


def _late(look: Look) -> Mapping[str, str]:
    look.clear("image", TIDY)
    menu = secrets.token_hex(6)
    layers: list[Put | list[str]] = [
        {"srv/menu.txt": f"{menu}\n"},
        ["sh", "-c", "mkdir -p /var/cache/build && head -c 3000000 /dev/urandom > /var/cache/build/parts"],
        {"srv/price.txt": f"{menu[::-1]}\n"},
        ["rm", "-r", "/var/cache/build"],
    ]
    changes = ('CMD ["cat", "/srv/menu.txt", "/srv/price.txt"]', f"ENV SHOP={menu[:4]}")
    return {"image": _stack(look, LATE, layers, changes), "menu": menu}


def _tidy_files(look: Look) -> None:
    _unchanged(look, TIDY, {"srv/menu.txt": look.made["menu"], "srv/price.txt": look.made["menu"][::-1]})


def _unchanged(look: Look, name: str, wanted: Mapping[str, str]) -> None:
    """이미지에 정해진 파일이 그대로 있는지 묻습니다."""
    seen = visible(sheets(look, name))
    off = [path for path, text in wanted.items() if _content(seen.get(path)) != text]
    found = ", ".join(f"/{path} {'내용이 다름' if path in seen else '없음'}" for path in off)
    advice = "cp와 export, get_archive는 이미지나 컨테이너에서 파일을 꺼내는 방법입니다."
    look.require(not off, ", ".join(f"/{path}" for path in wanted), found, advice)


def _content(file: File | None) -> str:
    return file.content.strip() if file else ""


def _tidy_config(look: Look) -> None:
    config = look.image(TIDY).attrs["Config"]
    command, shop = ["cat", "/srv/menu.txt", "/srv/price.txt"], f"SHOP={look.made['menu'][:4]}"
    right = config.get("Cmd") == command and shop in (config.get("Env") or [])
    found = f"명령 {config.get('Cmd')}, 환경 변수 {', '.join(config.get('Env') or [])}"
    advice = f"파일만 옮기면 설정은 따라오지 않습니다. {LATE}의 Config를 보고 change로 적으세요."
    look.require(right, f"명령 {' '.join(command)}, 환경 변수 {shop}", found[:160], advice)


def _tidy_layers(look: Look) -> None:
    for number, sheet in enumerate(sheets(look, TIDY), 1):
        left = [path for path in sheet.files if path.startswith(CACHE)]
        advice = "레이어를 더 얹어서는 줄지 않습니다. 캐시가 없는 컨테이너에서 새로 굳히세요."
        size = sum(sheet.files[path].size for path in left) / 1e6
        look.require(
            not left, "어느 레이어에도 캐시가 없음", f"아래에서 {number}번째 레이어에 {size:.1f} MB", advice, final=True
        )


def _tidy_base(look: Look) -> None:
    _on_shell(look, TIDY)


# 08-3 시크릿이 남은 레이어 -------------------------------------------------------------------------------------------

HIDDEN, SETTINGS = "gorae-hidden:1", "srv/app/settings.env"


def _hide(look: Look) -> Mapping[str, str]:
    secret, fake = secrets.token_hex(6), secrets.token_hex(6)
    fillers: list[Put] = [{f"srv/app/page-{number}.txt": secrets.token_hex(9)} for number in range(1, 4)]
    below = secrets.randbelow(len(fillers) + 1)
    layers: list[Put | list[str]] = [
        *fillers[:below],
        {SETTINGS: f"API_TOKEN={secret}\n"},
        {SETTINGS: f"API_TOKEN={fake}\n# 이 값은 시험용입니다.\n"},
        *fillers[below:],
        ["rm", f"/{SETTINGS}"],
    ]
    identity = _stack(look, HIDDEN, layers, ['CMD ["ls", "/srv/app"]'])
    return {"image": identity, "secret": secret, "fake": fake, "layer": str(below + 2), "last": str(len(layers) + 1)}


def _hidden_layer(look: Look) -> None:
    said, right = look.asked("leak_layer", int), int(look.made["layer"])
    advice = {
        int(look.made["last"]): "그 레이어에는 지웠다는 표시(.wh.)만 있습니다.",
        right + 1: "그 레이어의 값은 시험용이라고 적혀 있습니다. 더 아래를 보세요.",
        right - 1: "맨 아래 레이어가 1번입니다. 0부터 세지 않았는지 확인하세요.",
        int(look.made["last"]) + 1 - right: "위에서부터 세었습니다. 맨 아래가 1번입니다.",
    }.get(said, f"레이어를 하나씩 열어 {SETTINGS}가 든 것을 찾으세요.")
    look.require(said == right, "진짜 토큰이 든 레이어의 번호", str(said), advice)


def _hidden_token(look: Look) -> None:
    said, right = look.asked("leak_token", str).strip(), look.made["secret"]
    advice = f"{SETTINGS}가 든 레이어를 찾으면 그 안에 있습니다."
    if said == look.made["fake"]:
        advice = "나중에 덮어쓴 시험용 값입니다. 진짜는 더 아래 레이어에 있습니다."
    elif right in said:
        advice = "등호 뒤의 값만 넣으세요."
    look.require(said == right, "진짜 토큰", f"{said:.60}", advice)


# 08-4 한 겹만 다른 두 이미지 -----------------------------------------------------------------------------------------

TEA, COFFEE = "gorae-tea:1", "gorae-coffee:1"
LEAST = 1_000_000


def _common(look: Look) -> None:
    for name in (TEA, COFFEE):
        _on_shell(look, name)
        size = max(
            (sheet.files["cup.bin"].size for sheet in sheets(look, name)[1:] if "cup.bin" in sheet.files), default=0
        )
        look.require(
            size >= LEAST,
            f"{name}의 /cup.bin: {LEAST:,}바이트 이상",
            f"{size:,}바이트" if size else "없음",
            "두 이미지가 함께 쓸 레이어에 이 파일을 담으세요.",
            final=True,
        )


def _but_one(look: Look) -> None:
    tea, coffee = (_layers(look.image(name)) for name in (TEA, COFFEE))
    alike = next(
        (n for n, pair in enumerate(zip(tea, coffee, strict=False)) if pair[0] != pair[1]), min(len(tea), len(coffee))
    )
    advice = "/cup.bin을 담은 이미지를 먼저 하나 만들고, 두 이미지 모두 그것에서 시작하세요."
    if tea == coffee:
        advice = "두 이름이 같은 레이어를 가리킵니다. 맨 위에 서로 다른 것을 더하세요."
    elif alike in (len(tea), len(coffee)):
        advice = "하나가 다른 하나 위에 쌓였습니다. 둘은 같은 높이에서 갈라져야 합니다."
    elif alike == len(_layers(look.image(SHELL))):
        advice = f"같은 일을 두 번 하면 다른 레이어 둘이 됩니다. {advice}"
    look.require(
        len(tea) == len(coffee) == alike + 1,
        "맨 위 하나만 다름",
        f"{TEA} {len(tea)}개, {COFFEE} {len(coffee)}개, 아래에서부터 같은 것 {alike}개",
        advice,
        final=True,
    )


def _flavours(look: Look) -> None:
    for name, drink in ((TEA, f"{look.mine.word}-tea"), (COFFEE, f"{look.mine.word}-coffee")):
        said = _content(sheets(look, name)[-1].files.get("drink.txt"))
        advice = "맨 위 레이어에는 /drink.txt를 담습니다."
        look.require(said == drink, f"{name}의 맨 위 레이어: /drink.txt {drink}", said[:60] or "없음", advice)


# 08-5 한 겹으로 누르기 -----------------------------------------------------------------------------------------------

THICK, THIN = "gorae-thick:1", "gorae-thin:1"
EXTRA = {"ExposedPorts": "EXPOSE 8080", "WorkingDir": "WORKDIR /srv", "User": "USER 1000"}
FIELDS = ("Cmd", "Env", *EXTRA)


def _thick(look: Look) -> Mapping[str, str]:
    look.clear("image", THIN)
    text = secrets.token_hex(6)
    chosen = secrets.SystemRandom().sample(sorted(EXTRA), 2)
    layers: list[Put | list[str]] = [
        {"srv/draft.txt": text},
        ["sh", "-c", "head -c 1000000 /dev/urandom > /srv/scratch"],
        ["sh", "-c", "mv /srv/draft.txt /srv/final.txt && rm /srv/scratch"],
    ]
    changes = ('CMD ["cat", "/srv/final.txt"]', f"ENV EDITION={text[:4]}", *(EXTRA[each] for each in chosen))
    return {"image": _stack(look, THICK, layers, changes), "text": text}


def _thin_flat(look: Look) -> None:
    count = len(_layers(look.image(THIN)))
    advice = "commit은 언제나 레이어를 더합니다. 컨테이너를 export한 것을 import하세요."
    look.require(count == 1, f"{THIN}: 레이어 1개", f"레이어 {count}개", advice, final=True)
    found = _content(visible(sheets(look, THIN)).get("srv/final.txt"))
    advice = f"{THICK}으로 만든 컨테이너를 export하세요. save는 파일이 아니라 레이어를 꺼냅니다."
    look.require(found == look.made["text"], "그대로인 /srv/final.txt", "없거나 내용이 다름", advice)


def _thin_config(look: Look) -> None:
    thick, thin = (look.image(name).attrs["Config"] for name in (THICK, THIN))
    off = [each for each in FIELDS if not _same(_plain(thick.get(each)), _plain(thin.get(each)))]
    look.require(
        not off,
        f"{THICK}과 같은 {', '.join(FIELDS)}",
        f"다른 것: {', '.join(off)}",
        "import의 change(CLI는 -c)에 Dockerfile의 지시어처럼 적습니다. PATH도 Env에 있습니다.",
    )


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) and all("=" in each for each in value) else value


def _thin_lost(look: Look) -> None:
    config = look.image(THICK).attrs["Config"]
    right = {each for each in FIELDS if config.get(each)}
    said = {str(each) for each in look.asked("thin_lost", (list, tuple))}
    over, under = sorted(said - right), sorted(right - said)
    advice = (
        f"{', '.join(over)}는 처음부터 비어 있었거나 고를 것에 없습니다."
        if over
        else f"아직 {len(under)}개가 더 있습니다."
    )
    look.require(
        said == right, f"{THICK}에 있고 import가 잃은 것의 목록", ", ".join(sorted(said))[:80] or "빈 목록", advice
    )


# 08-6 지웠는데 새는 시크릿 -------------------------------------------------------------------------------------------

LEAK, SAFE = "gorae-leak:1", "gorae-safe:1"
LEAK_COMMAND = ["cat", "/srv/report.txt"]


def _leak(look: Look) -> Mapping[str, str]:
    look.clear("image", SAFE)
    secret, report = secrets.token_hex(8), secrets.token_hex(5)
    layers: list[Put | list[str]] = [
        ["sh", "-c", f"echo {secret} > /root/.token"],
        ["sh", "-c", f"mkdir -p /srv && test -s /root/.token && echo {report} > /srv/report.txt"],
        ["rm", "/root/.token"],
    ]
    changes = (f"CMD {json.dumps(LEAK_COMMAND)}", "WORKDIR /srv", f"ENV LAST_TOKEN={secret}", "ENV EDITION=evening")
    return {"image": _stack(look, LEAK, layers, changes), "secret": secret, "report": report}


def _safe_layers(look: Look) -> None:
    for number, sheet in enumerate(sheets(look, SAFE), 1):
        held = [path for path, file in sheet.files.items() if look.made["secret"] in file.content]
        found = f"아래에서 {number}번째 레이어의 /{held[0] if held else ''}"
        advice = "지우는 레이어를 얹어도 아래 레이어에 남습니다. 토큰이 없던 이미지에서 새로 시작하세요."
        look.require(not held, "어느 레이어에도 토큰이 없음", found, advice, final=True)


def _safe_told(look: Look) -> None:
    image = look.image(SAFE)
    secret, places = look.made["secret"], []
    if secret in json.dumps(image.history()):
        places.append("이력")
    if secret in json.dumps(image.attrs["Config"]):
        places.append("설정")
    advice = "명령에 적은 것은 이력에, 환경 변수는 설정에 남습니다. docker history와 inspect로 보세요."
    look.require(not places, "이력과 설정에 토큰이 없음", f"{', '.join(places)}에 토큰이 있음", advice, final=True)


def _safe_works(look: Look) -> None:
    _unchanged(look, SAFE, {"srv/report.txt": look.made["report"]})
    config = look.image(SAFE).attrs["Config"]
    edition = "EDITION=evening" in (config.get("Env") or [])
    right = config.get("Cmd") == LEAK_COMMAND and config.get("WorkingDir") == "/srv" and edition
    found = f"명령 {config.get('Cmd')}, 작업 폴더 {config.get('WorkingDir') or '없음'}, EDITION {'있음' if edition else '없음'}"
    wanted = f"명령 {' '.join(LEAK_COMMAND)}, 작업 폴더 /srv, EDITION=evening"
    look.require(right, wanted, found[:160], "토큰 말고는 모두 그대로여야 합니다. 설정은 change로 다시 적습니다.")


def _leak_gone(look: Look) -> None:
    if look.find("image", SAFE) is None and look.find("image", look.made["image"]) is None:
        raise Wrong("새 이미지를 만든 뒤에 지움", "둘 다 없음", f"보고서까지 잃었습니다. {AGAIN}", final=True)
    advice = "이름을 떼는 것으로는 모자랍니다. 다른 이름이나 컨테이너가 남아 있는지 보세요."
    look.require(look.find("image", look.made["image"]) is None, "처음의 이미지가 없음", "아직 남아 있음", advice)


EXERCISES = (
    Exercise(
        id="08-1",
        title="이름표를 붙인 이미지",
        stars=1,
        goal=(
            "`gorae/shell:1`로 만든 컨테이너를 굳힌 이미지 `gorae-signed:1`이 있습니다. `/word.txt`에 낱말 `{word}`가 적혀 있고, "
            "글쓴이는 `{word} <{word}@example.com>`, 메시지는 `add {word}`입니다. 이 이미지로 명령을 적지 않고 실행한 컨테이너 "
            "`gorae-signed-reader`가 그 파일을 읽어 `{word}`를 출력했습니다."
        ),
        steps=(
            Step("이미지의 /word.txt에 낱말이 있습니다", _signed_made),
            Step("글쓴이와 메시지가 적혀 있습니다", _signed_told),
            Step("이미지의 명령이 낱말을 출력합니다", _signed_read, settles=3),
        ),
        attempted=lambda look: look.find("image", SIGNED) is not None or look.find("container", READER) is not None,
        hints=(
            "컨테이너에서 파일을 만들고 `commit`합니다. 글쓴이, 메시지, 명령을 한 번에 적을 수 있습니다.",
            "`commit`의 `author`, `message`, `changes`를 쓰세요. 명령은 `/word.txt`를 읽는 `cat`이면 됩니다.",
            '`container.commit("gorae-signed", "1", author="{word} <{word}@example.com>", message="add {word}", '
            'changes=\'CMD ["cat", "/word.txt"]\')`로 굳히고, `name="gorae-signed-reader"`로 실행하세요.',
        ),
        shows="`commit`은 쓰기 레이어를 굳히면서 누가 왜 만들었는지와 실행할 명령까지 이미지에 적습니다.",
        values=_word,
    ),
    Exercise(
        id="08-2",
        title="한 겹 늦은 청소",
        stars=2,
        goal=(
            "시작 셀이 만드는 `gorae-late:1`은 빌드 캐시 `/var/cache/build`를 지웠는데도 3 MB가 줄지 않았습니다. 고친 이미지 "
            "`gorae-late:2`를 만드세요. `/srv`의 두 파일과 명령과 환경 변수 `SHOP`은 그대로이고, `gorae/shell:1`의 레이어 위에 쌓였고, "
            "어느 레이어에도 캐시가 없어야 합니다."
        ),
        steps=(
            Step("두 파일이 그대로 있습니다", _tidy_files),
            Step("명령과 환경 변수가 그대로입니다", _tidy_config),
            Step("어느 레이어에도 캐시가 없습니다", _tidy_layers, points=2),
            Step("gorae/shell:1의 레이어를 함께 씁니다", _tidy_base),
        ),
        attempted=lambda look: look.find("image", TIDY) is not None,
        hints=(
            "이미 쌓인 레이어에서는 아무것도 뺄 수 없습니다. `gorae/shell:1`에서 다시 시작하는 수밖에 없습니다.",
            "`gorae-late:1`로 만든 컨테이너에서 `/srv`를 꺼내(`get_archive`) `gorae/shell:1`로 만든 컨테이너에 넣으세요(`put_archive`). "
            "CLI라면 `docker cp`를 두 번 씁니다.",
            '`stream, _ = old.get_archive("/srv")`, `new.put_archive("/", b"".join(stream))` 다음에 `new.commit`을 부르고, '
            "`changes`에 `CMD`와 `ENV`를 적으세요. 값은 `gorae-late:1`의 `Config`에 있습니다.",
        ),
        shows="레이어는 더하기만 합니다. 필요 없는 파일은 그 레이어가 굳기 전에 지워야 크기가 줍니다.",
        start=_late,
        repair=True,
    ),
    Exercise(
        id="08-3",
        title="시크릿이 남은 레이어",
        stars=2,
        goal=(
            "시작 셀이 만드는 이미지 `gorae-hidden:1`로 컨테이너를 실행하면 `/srv/app/settings.env`는 보이지 않습니다. 그러나 진짜 토큰이 "
            "아직 어느 레이어에 있습니다. 변수 `leak_layer`에는 그 레이어의 번호(맨 아래가 1)를, `leak_token`에는 `API_TOKEN=` 뒤의 값을 넣으세요."
        ),
        steps=(
            Step("leak_layer가 진짜 토큰이 든 레이어의 번호입니다", _hidden_layer),
            Step("leak_token이 진짜 토큰입니다", _hidden_token),
        ),
        attempted=lambda look: any(look.given.get(name) is not None for name in ("leak_layer", "leak_token")),
        hints=(
            "앞에서 만든 함수 `layers_of`가 레이어를 아래에서 위로 돌려줍니다. `docker save`로 꺼낸 묶음을 직접 풀어도 됩니다.",
            "레이어마다 `getnames()`를 출력해 보세요. 같은 경로가 여러 레이어에 있을 수 있습니다.",
            '`for number, layer in enumerate(layers_of("gorae-hidden:1"), 1):`로 돌면서 `srv/app/settings.env`가 있으면 '
            "`layer.extractfile(…).read()`로 읽으세요.",
        ),
        shows="나중 레이어가 덮어쓰거나 지운 파일도 이미지를 받은 사람은 모두 꺼내 볼 수 있습니다.",
        asks=("leak_layer", "leak_token"),
        start=_hide,
    ),
    Exercise(
        id="08-4",
        title="한 겹만 다른 두 이미지",
        stars=2,
        goal=(
            "이미지 `gorae-tea:1`과 `gorae-coffee:1`은 `gorae/shell:1` 위에 쌓였고, 레이어의 수가 같으며 맨 위 하나만 다릅니다. 함께 쓰는 레이어에는 "
            "1,000,000바이트가 넘는 파일 `/cup.bin`이 있고, 맨 위 레이어에는 `/drink.txt`가 있습니다. 그 내용은 차례로 `{word}-tea`와 "
            "`{word}-coffee`입니다."
        ),
        steps=(
            Step("두 이미지에 /cup.bin이 있습니다", _common),
            Step("레이어가 맨 위 하나만 다릅니다", _but_one, points=2),
            Step("맨 위 레이어의 /drink.txt가 서로 다릅니다", _flavours),
        ),
        attempted=lambda look: any(look.find("image", name) is not None for name in (TEA, COFFEE)),
        hints=(
            "함께 쓸 것을 담은 이미지를 하나 먼저 굳힙니다. 이름은 `gorae-`로 시작하면 무엇이든 됩니다.",
            "그 이미지로 컨테이너를 둘 만들고, 한쪽씩 `/drink.txt`를 쓴 다음 따로 굳히세요.",
            "큰 파일은 `head -c 1000001 /dev/zero > /cup.bin`으로 만듭니다. 셸 명령을 실행하려면 `sh -c`를 쓰세요.",
        ),
        shows="같은 레이어는 한 번만 저장되므로, 이미지를 하나 더 두는 값은 맨 위 한 겹뿐입니다.",
        values=_word,
    ),
    Exercise(
        id="08-5",
        title="한 겹으로 누르기",
        stars=2,
        goal=(
            "시작 셀이 레이어가 여럿인 `gorae-thick:1`을 만듭니다. 같은 파일을 레이어 하나에 담은 `gorae-thin:1`을 만들고, 설정 가운데 "
            "`Cmd`, `Env`, `ExposedPorts`, `WorkingDir`, `User`를 `gorae-thick:1`과 같게 하세요. 변수 `thin_lost`에는 이 다섯 가운데 "
            "`gorae-thick:1`에 있는데 `export`와 `import`만으로는 잃는 것의 이름을 리스트로 넣으세요."
        ),
        steps=(
            Step("레이어 하나에 파일이 담겨 있습니다", _thin_flat),
            Step("설정 다섯이 같습니다", _thin_config, points=2),
            Step("thin_lost가 잃는 것의 목록입니다", _thin_lost),
        ),
        attempted=lambda look: look.find("image", THIN) is not None or look.given.get("thin_lost") is not None,
        hints=(
            "`gorae-thick:1`로 컨테이너를 만들어 `export`하고, 그것을 `import`합니다. 설정은 `import`할 때 적습니다.",
            '먼저 `client.images.get("gorae-thick:1").attrs["Config"]`에서 다섯 값을 읽으세요. 비어 있는 것은 잃을 것도 없습니다.',
            '`changes`에 `CMD ["cat", "/srv/final.txt"]`, `ENV 이름=값`, `EXPOSE 8080`처럼 한 줄에 하나씩 적으세요. '
            "`Env`의 값마다 `ENV`가 한 줄씩 필요합니다.",
        ),
        shows="`export`는 컨테이너에 보이는 파일만 꺼내므로 지운 것은 빠지고, 레이어와 설정도 함께 사라집니다.",
        asks=("thin_lost",),
        start=_thick,
    ),
    Exercise(
        id="08-6",
        title="지웠는데 새는 시크릿",
        stars=3,
        goal=(
            "시작 셀이 만드는 `gorae-leak:1`은 토큰으로 보고서를 만들고 토큰 파일을 지웠습니다. 그런데 토큰이 아직 세 곳에서 샙니다. "
            "새 이미지 `gorae-safe:1`에는 레이어에도, 이력에도, 설정에도 토큰이 없어야 합니다. `/srv/report.txt`와 명령, 작업 폴더, 환경 변수 "
            "`EDITION`은 그대로입니다. 새 이미지를 만든 뒤에는 새는 이미지를 엔진에서 지우세요."
        ),
        steps=(
            Step("어느 레이어에도 토큰이 없습니다", _safe_layers, points=2),
            Step("이력과 설정에도 토큰이 없습니다", _safe_told, points=2),
            Step("보고서와 나머지 설정은 그대로입니다", _safe_works),
            Step("새는 이미지가 엔진에 없습니다", _leak_gone),
        ),
        attempted=lambda look: look.find("image", SAFE) is not None or look.find("image", look.made["image"]) is None,
        hints=(
            "어디에서 새는지부터 찾으세요. `docker history --no-trunc`와 `docker image inspect`, 그리고 레이어를 여는 방법이 있습니다.",
            "보고서만 꺼내서 토큰을 만난 적이 없는 컨테이너에 넣고 굳히면 레이어와 이력이 깨끗해집니다.",
            "`changes`에 `CMD`, `WORKDIR`, `ENV EDITION=evening`을 적고 `LAST_TOKEN`은 적지 마세요. "
            "그다음 `gorae-leak:1`로 만든 컨테이너를 지우고 이미지를 지웁니다.",
        ),
        shows="한 번 이미지에 들어간 시크릿은 지워도 남습니다. 만들 때 넣지 않는 것이 유일한 방법이고, 이미 샌 토큰은 폐기해야 합니다.",
        start=_leak,
        repair=True,
    ),
)
