"""09장의 실습입니다."""

from __future__ import annotations

import base64
import io
import json
import secrets
import tarfile
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from docker.models.containers import Container
from docker.models.images import Image

from gorae.errors import ExerciseError
from gorae.exercise import Exercise, Look, Step, Wrong, word
from gorae.exercise.shelves import shelves
from gorae.lab import address, node
from gorae.lab.ownership import CHAPTER_LABEL
from gorae.lab.session import current
from gorae.lab.waiting import wait

SHELL, REGISTRY = "gorae/shell:1", "gorae/registry:1"
AGAIN = "시작 셀을 다시 실행하면 처음 상태로 돌아갑니다."
STORAGE = "/var/lib/registry"


def _layers(image: Image) -> list[str]:
    found: list[str] = image.attrs["RootFS"].get("Layers") or []
    return found


def _archive(files: Mapping[str, str]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path, text in files.items():
            content = text.encode()
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(content), 0o644
            tar.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def _bake(look: Look, name: str, files: Mapping[str, str], changes: Sequence[str] = (), base: str = SHELL) -> Image:
    """파일을 담은 레이어 하나를 얹은 이미지입니다."""
    container = look.client.containers.create(base, ["true"], labels={CHAPTER_LABEL: "start"})
    try:
        container.put_archive("/", _archive(files))
        repository, tag = name.rsplit(":", 1)
        return container.commit(repository, tag, changes=list(changes))
    finally:
        container.remove(force=True)


def _serve(look: Look, name: str, **options: Any) -> Container:
    """레지스트리를 시작하고 대답할 때까지 기다립니다."""
    ports = options.pop("ports", {"5000/tcp": ("127.0.0.1", None)})
    registry = look.client.containers.run(REGISTRY, name=name, ports=ports, detach=True, **options)
    wait(lambda: b"listening on" in registry.logs(), 15, what=f"{name} 레지스트리의 시작")
    return registry


def _push(look: Look, registry: Container, image: Image, repository: str, tag: str) -> str:
    """이미지를 올리고 다이제스트를 돌려줍니다. 올리느라 붙인 이름은 뗍니다."""
    host, port = address(registry, "5000/tcp")
    name = f"{host}:{port}/{repository}"
    image.tag(name, tag)
    try:
        for line in look.client.api.push(name, tag, stream=True, decode=True):
            if "error" in line:
                raise ExerciseError("시작 상태의 이미지를 올리지 못했습니다.", detail=line["error"])
    finally:
        look.client.images.remove(f"{name}:{tag}", noprune=True)
    return shelves(Look(look.client), registry).tags[f"{repository}:{tag}"]


def _drop(look: Look, *names: str) -> None:
    for name in names:
        look.clear("container", name)


def _on_loopback(look: Look, name: str) -> Container:
    """127.0.0.1에만 게시한, 실행 중인 레지스트리입니다."""
    registry = look.running(name)
    ports = registry.attrs["NetworkSettings"]["Ports"] or {}
    hosts = sorted({each["HostIp"] for found in ports.values() for each in found or []})
    advice = "-p 127.0.0.1::5000처럼 주소를 적어 게시하세요. 주소가 없으면 모든 주소에 게시됩니다."
    look.require(hosts == ["127.0.0.1"], "127.0.0.1에만 게시", ", ".join(hosts) or "게시하지 않음", advice, final=True)
    return registry


# 09-1 섬으로 보내는 소포 ---------------------------------------------------------------------------------------------

PARCEL, ISLAND = "gorae-parcel:1", "gorae-island"


def _parcel(look: Look) -> Mapping[str, str]:
    look.clear("image", PARCEL)
    letter = secrets.token_hex(5)
    below = _bake(look, "gorae-parcel-box:1", {"srv/box.txt": secrets.token_hex(9)})
    changes = ('CMD ["cat", "/srv/letter.txt"]', f"ENV SENDER={letter[:4]}", "WORKDIR /srv")
    made = _bake(look, PARCEL, {"srv/letter.txt": f"{letter}\n"}, changes, base="gorae-parcel-box:1")
    look.client.images.remove("gorae-parcel-box:1", noprune=True)
    started = node(ISLAND)
    return {"image": str(made.id), "box": str(below.id), "node": str(started.container.id)}


def _there(look: Look) -> dict[str, Any] | None:
    """섬의 엔진에 있는 소포입니다."""
    code, output = look.once("there", PARCEL, lambda: _ask(look, ["docker", "image", "inspect", PARCEL]))
    return json.loads(output)[0] if code == 0 else None


def _ask(look: Look, command: list[str]) -> tuple[int, str]:
    return look.execute(look.running(ISLAND), command)


def _landed(look: Look) -> list[str]:
    _, output = _ask(look, ["docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"])
    return output.split()


def _arrived(look: Look) -> dict[str, Any]:
    found = _there(look)
    if found is None:
        names = _landed(look)
        advice = "ID로 꺼내면 이름이 묶음에 적히지 않습니다. 이름으로 꺼내세요." if "<none>:<none>" in names else ""
        raise Wrong(
            f"{ISLAND}의 엔진에 {PARCEL}", ", ".join(names)[:80] or "이미지 없음", advice or "이름을 확인하세요."
        )
    return found


def _arrived_named(look: Look) -> None:
    _arrived(look)


def _arrived_layers(look: Look) -> None:
    there, here = _arrived(look)["RootFS"].get("Layers") or [], _layers(look.image(PARCEL))
    advice = "export는 컨테이너의 파일을 한 겹으로 꺼냅니다. 레이어째 꺼내는 명령은 save입니다."
    look.require(there == here, f"여기와 같은 레이어 {len(here)}개", f"레이어 {len(there)}개", advice, final=True)


def _arrived_config(look: Look) -> None:
    there, here = _arrived(look)["Config"] or {}, look.image(PARCEL).attrs["Config"]
    off = [each for each in ("Cmd", "Env", "WorkingDir") if (there.get(each) or None) != (here.get(each) or None)]
    advice = "import는 파일만 받습니다. 설정까지 든 묶음은 save로 꺼내고 load로 넣습니다."
    look.require(not off, "여기와 같은 명령, 환경 변수, 작업 폴더", f"다른 것: {', '.join(off)}", advice, final=True)


# 09-2 두 태그, 한 다이제스트 -----------------------------------------------------------------------------------------

SHELF, BOOK = "gorae-shelf", "gorae-book"


def _tag_values(random: Random) -> dict[str, str]:
    return {"word": word(random)}


def _shelf_open(look: Look) -> None:
    _on_loopback(look, SHELF)


def _book_tags(look: Look) -> list[str]:
    return [f"{BOOK}:{look.mine.word}", f"{BOOK}:latest"]


def _one_digest(look: Look) -> str:
    found = shelves(look, look.container(SHELF))
    digests = [found.tags.get(each, "") for each in _book_tags(look)]
    absent = [each for each, digest in zip(_book_tags(look), digests, strict=True) if not digest]
    listed = ", ".join(sorted(found.tags)) or "아무것도 없음"
    look.require(not absent, f"{SHELF}에 {', '.join(absent)}", listed[:80], "tag로 이름을 붙이고 그 이름을 push하세요.")
    look.require(
        len(set(digests)) == 1,
        "두 태그가 같은 다이제스트",
        ", ".join(each[:19] for each in digests),
        "두 태그에 서로 다른 이미지를 올렸습니다. 같은 이미지에 이름만 둘 붙이세요.",
        final=True,
    )
    return digests[0]


def _book_stored(look: Look) -> None:
    digest = _one_digest(look)
    same = shelves(look, look.container(SHELF)).layers(digest) == _layers(look.image(SHELL))
    look.require(same, f"{SHELL}과 같은 레이어", "다른 이미지", f"{SHELL}을 올리세요.", final=True)


def _book_digest(look: Look) -> None:
    said, right = look.asked("book_digest", str).strip(), _one_digest(look)
    said = said.rpartition("@")[2]
    manifest = shelves(look, look.container(SHELF)).manifest(right)
    advice = "push가 끝날 때 나오는 다이제스트나 이미지의 RepoDigests를 보세요."
    if said == manifest["config"]["digest"]:
        advice = "그것은 설정의 다이제스트입니다. 태그가 가리키는 것은 매니페스트입니다."
    elif said in {each["digest"] for each in manifest["layers"]}:
        advice = "그것은 레이어의 다이제스트입니다. 태그가 가리키는 것은 매니페스트입니다."
    look.require(said == right, "두 태그의 다이제스트", f"{said:.24}…", advice)


# 09-3 받지 않고 알아내기 ---------------------------------------------------------------------------------------------

WINDOW, MYSTERY = "gorae-window", "gorae-mystery"


def _window(look: Look) -> Mapping[str, str]:
    _drop(look, WINDOW)
    registry = _serve(look, WINDOW)
    flavour, tag = secrets.token_hex(4), f"r{secrets.randbelow(900) + 100}"
    files = {"srv/filling.txt": secrets.token_hex(20_000 + secrets.randbelow(9_000))}
    image = _bake(look, "gorae-mystery:new", files, (f"ENV FLAVOR={flavour}",))
    digest = _push(look, registry, image, MYSTERY, tag)
    found = shelves(Look(look.client), registry).manifest(digest)
    look.client.images.remove("gorae-mystery:new")
    return {
        "registry": str(registry.id),
        "tag": tag,
        "flavor": flavour,
        "layers": str(sum(each["size"] for each in found["layers"])),
        "config": str(found["config"]["size"]),
    }


def _mystery_tag(look: Look) -> None:
    said, right = look.asked("mystery_tag", str).strip(), look.made["tag"]
    advice = "GET /v2/gorae-mystery/tags/list가 태그를 알려 줍니다."
    if said.endswith(f":{right}"):
        advice = "쌍점 앞은 리포지터리의 이름입니다. 태그만 넣으세요."
    look.require(said == right, "레지스트리에 있는 태그", f"{said:.40}", advice)


def _mystery_bytes(look: Look) -> None:
    said, right = look.asked("mystery_bytes", int), int(look.made["layers"])
    advice = "매니페스트의 layers에 적힌 size를 모두 더하세요."
    if said == right + int(look.made["config"]):
        advice = "설정의 크기까지 더했습니다. 레이어만 더하세요."
    elif said > right:
        advice = "푼 크기가 아니라 보관된(압축된) 크기입니다. 매니페스트에 적혀 있습니다."
    look.require(said == right, "매니페스트에 적힌 레이어의 크기를 더한 값", f"{said:,}", advice)


def _mystery_flavor(look: Look) -> None:
    said, right = look.asked("mystery_flavor", str).strip(), look.made["flavor"]
    advice = "설정의 다이제스트로 blobs를 물으면 설정이 나옵니다. 그 안의 config에 Env가 있습니다."
    if said == f"FLAVOR={right}":
        advice = "등호 뒤의 값만 넣으세요."
    look.require(said == right, "환경 변수 FLAVOR의 값", f"{said:.40}", advice)


# 09-4 그날의 이미지 --------------------------------------------------------------------------------------------------

DOCK, SAIL, RECORD, TODAY = "gorae-dock", "gorae-sail", "gorae-record", "gorae-today"
DAYS = ("11-18", "11-19", "11-20")


def _day(random: Random) -> dict[str, str]:
    return {"day": random.choice(DAYS[:2])}


def _dock(look: Look) -> Mapping[str, str]:
    _drop(look, DOCK, RECORD, TODAY)
    registry = _serve(look, DOCK)
    made, lines = {"registry": str(registry.id)}, []
    for day in DAYS:
        image = _bake(
            look, "gorae-sail-new:1", {"sail.txt": f"{secrets.token_hex(6)}\n"}, ('CMD ["cat", "/sail.txt"]',)
        )
        digest = _push(look, registry, image, SAIL, "stable")
        made |= {day: digest, f"{day} layers": _layers(image)[-1]}
        look.client.images.remove("gorae-sail-new:1")
        lines.append(f"{day} stable {digest}")
    record = look.client.containers.run(SHELL, ["printf", "%s\\n", *lines], name=RECORD, detach=True)
    record.wait(timeout=20)
    return made


def _sailed(look: Look) -> None:
    top = _layers(look.client.images.get(look.container(TODAY).attrs["Image"]))[-1:]
    day = look.mine.day
    found = next((each for each in DAYS if [look.made[f"{each} layers"]] == top), "다른 이미지")
    advice = f"docker logs {RECORD}에서 {day} 줄의 다이제스트를 찾으세요."
    if found == DAYS[-1]:
        advice = f"stable은 이미 옮겨 갔습니다. {advice}"
    look.require(found == day, f"{day}에 stable이던 이미지", f"{found}의 이미지" if found in DAYS else found, advice)


def _sailed_by_digest(look: Look) -> None:
    said, digest = look.container(TODAY).attrs["Config"]["Image"], look.made[look.mine.day]
    advice = f"컨테이너를 만들 때 이미지 자리에 주소/{SAIL}@다이제스트를 적으세요. 태그나 ID가 아닙니다."
    look.require(said.endswith(f"/{SAIL}@{digest}"), f"…/{SAIL}@{digest[:19]}…", said[:60], advice, final=True)


def _stable_stays(look: Look) -> None:
    found = shelves(look, look.running(DOCK)).tags.get(f"{SAIL}:stable", "없음")
    day = next((each for each in DAYS if look.made[each] == found), found[:19])
    advice = f"다른 사람은 새 stable을 받아야 합니다. 태그를 옮기지 말고 다이제스트로 받으세요. {AGAIN}"
    look.require(found == look.made[DAYS[-1]], f"stable은 {DAYS[-1]}의 이미지", f"{day}의 이미지", advice, final=True)


# 09-5 거절하는 부두 --------------------------------------------------------------------------------------------------

PIER, CRATE, ANCHOR = "gorae-pier", "gorae-crate:1", "gorae-anchor:1"
KEYS, DATA = "gorae-pier-keys", "gorae-pier-data"
GUARDED = {
    "REGISTRY_AUTH": "htpasswd",
    "REGISTRY_AUTH_HTPASSWD_REALM": "pier",
    "REGISTRY_AUTH_HTPASSWD_PATH": "/auth/htpasswd",
}
KNOCK = """for key in "" "$2"; do exec 3<>/dev/tcp/127.0.0.1/$1 || exit 1
printf 'GET /v2/ HTTP/1.0\\r\\nAuthorization: Basic %s\\r\\n\\r\\n' "$key" >&3; head -n1 <&3; exec 3>&-; done"""


def _keeper(random: Random) -> dict[str, str]:
    return {"user": word(random), "password": f"{word(random)}-{random.randrange(100, 1000)}"}


def _pier(look: Look) -> Mapping[str, str]:
    _drop(look, PIER)
    for name in (KEYS, DATA):
        look.clear("volume", name)
    look.clear("image", CRATE)
    mounts = [f"{KEYS}:/auth", f"{DATA}:{STORAGE}"]
    first = _serve(look, PIER, volumes=mounts)
    anchor = _bake(look, "gorae-anchor:new", {"anchor.txt": secrets.token_hex(8)})
    digest = _push(look, first, anchor, *ANCHOR.split(":"))
    look.client.images.remove("gorae-anchor:new")
    # htpasswd는 -B가 없으면 레지스트리가 읽지 못하는 MD5로 적습니다.
    first.exec_run(["htpasswd", "-bc", "/auth/htpasswd", look.mine.user, look.mine.password])
    first.remove(force=True, v=True)
    crate = _bake(look, CRATE, {"crate.txt": secrets.token_hex(8)})
    broken = _serve(look, PIER, volumes=mounts, environment=GUARDED, ports={"5001/tcp": ("127.0.0.1", None)})
    return {"pier": str(broken.id), "anchor": digest, "crate": str(crate.id)}


def _knock(look: Look) -> tuple[int, list[str]]:
    """게시한 컨테이너 포트에서, 암호 없이 그리고 암호를 가지고 물었을 때의 상태 줄입니다."""
    pier = _on_loopback(look, PIER)
    inner = sorted(port for port, found in pier.attrs["NetworkSettings"]["Ports"].items() if found)[0].split("/")[0]
    key = base64.b64encode(f"{look.mine.user}:{look.mine.password}".encode()).decode()
    _, output = look.once(
        "knock", PIER, lambda: look.execute(pier, ["timeout", "5", "bash", "-c", KNOCK, "bash", inner, key])
    )
    return int(inner), [line.split()[1] for line in output.splitlines() if line.startswith("HTTP/")]


def _pier_answers(look: Look) -> None:
    port, said = _knock(look)
    advice = "레지스트리가 듣는 포트는 로그의 listening on에 있습니다. 게시한 포트는 docker port로 봅니다."
    look.require(said, "게시한 포트에서 레지스트리가 대답함", f"{port}번 포트에서 듣는 프로그램이 없음", advice)


def _pier_guarded(look: Look) -> None:
    _, said = _knock(look)
    look.require(said, "암호를 묻는 레지스트리", "대답하지 않음", "먼저 게시한 포트에서 대답하게 하세요.")
    if said[0] != "401":
        advice = "아무나 올리고 받을 수 있습니다. REGISTRY_AUTH로 시작하는 환경 변수를 모두 그대로 두세요."
        raise Wrong("암호가 없으면 401", f"암호 없이도 {said[0]}", advice)
    advice = "레지스트리의 로그를 보세요. 레지스트리는 bcrypt로 적은 암호만 읽습니다(htpasswd -B)."
    look.require(said[-1] == "200", f"{look.mine.user}의 암호로 200", f"암호를 내도 {said[-1]}", advice)


def _anchor_stays(look: Look) -> None:
    found = shelves(look, look.container(PIER)).tags.get(ANCHOR, "없음")
    advice = f"새 컨테이너에도 볼륨 {DATA}를 {STORAGE}에 연결하세요."
    look.require(found == look.made["anchor"], f"전부터 있던 {ANCHOR}", found[:24], advice)


def _crate_stored(look: Look) -> None:
    found = shelves(look, look.container(PIER))
    digest = found.tags.get(CRATE)
    look.require(
        digest, f"레지스트리에 {CRATE}", ", ".join(sorted(found.tags)) or "없음", "고친 다음에 다시 push하세요."
    )
    same = found.layers(str(digest)) == _layers(look.image(CRATE))
    look.require(same, f"이 엔진의 {CRATE}와 같은 레이어", "다른 이미지", f"{CRATE}에 이름을 붙여 올리세요.")


# 09-6 사라진 장부 ----------------------------------------------------------------------------------------------------

LEDGER, ACCOUNTS, SAFE = "gorae-ledger", "gorae-accounts", "gorae-ledger-data"
MARK = "gorae.exercise"


def _ledger(look: Look) -> Mapping[str, str]:
    _drop(look, LEDGER)
    look.clear("volume", SAFE)
    made = {}
    for tag in ("draft", "final"):
        volume = look.client.volumes.create(labels={CHAPTER_LABEL: "09-image-distribution", MARK: "09-6"})
        registry = _serve(look, LEDGER, volumes=[f"{volume.name}:{STORAGE}"])
        page = _bake(look, "gorae-accounts:new", {"page.txt": secrets.token_hex(8)})
        made |= {tag: str(volume.name), f"{tag} digest": _push(look, registry, page, ACCOUNTS, tag)}
        look.client.images.remove("gorae-accounts:new")
        registry.remove(force=True)
    fresh = _serve(look, LEDGER)
    fresh.reload()
    current().notice()
    return {**made, "ledger": str(fresh.id), "empty": str(fresh.attrs["Mounts"][0]["Name"])}


def _kept_safe(look: Look) -> None:
    mounts = look.running(LEDGER).attrs["Mounts"]
    found = next((each.get("Name") or each["Type"] for each in mounts if each["Destination"] == STORAGE), "없음")
    advice = f"이름 없는 볼륨은 또 잃기 쉽습니다. 내용을 {SAFE}로 옮기고 그것을 연결하세요."
    look.require(found == SAFE, f"{STORAGE}에 볼륨 {SAFE}", found[:24], advice, final=True)


def _accounts_back(look: Look) -> None:
    found = shelves(look, look.container(LEDGER)).tags
    digest = found.get(f"{ACCOUNTS}:final", "")
    advice = "주인 없는 볼륨을 하나씩 읽기 전용으로 연결해 repositories 폴더를 들여다보세요."
    if f"{ACCOUNTS}:draft" in found:
        advice = f"이것은 초안(draft)이 든 볼륨입니다. {advice}"
    elif look.find("volume", look.made["final"]) is None:
        advice = f"장부가 든 볼륨까지 지웠습니다. {AGAIN}"
    listed = ", ".join(sorted(found)) or "비어 있음"
    look.require(digest == look.made["final digest"], f"처음 올린 {ACCOUNTS}:final", listed[:60], advice)


def _nothing_left(look: Look) -> None:
    left = [each for each in ("draft", "final", "empty") if look.find("volume", look.made[each]) is not None]
    advice = (
        "옮긴 다음에는 남은 볼륨을 이름을 적어 지우세요. 컨테이너를 지울 때 -v를 붙이면 함께 지워지는 것도 있습니다."
    )
    look.require(not left, "이름 없는 볼륨이 남지 않음", f"{len(left)}개 남음", advice)


EXERCISES = (
    Exercise(
        id="09-1",
        title="섬으로 보내는 소포",
        stars=1,
        goal=(
            "시작 셀이 만드는 노드 `gorae-island` 안에는 이미지가 하나도 없는 엔진이 있습니다. 네트워크도, 레지스트리도 없습니다. "
            "이 엔진의 `gorae-parcel:1`이 그 엔진에도 **같은 이름, 같은 레이어, 같은 설정**으로 있습니다."
        ),
        steps=(
            Step("섬의 엔진에 gorae-parcel:1이 있습니다", _arrived_named),
            Step("레이어가 그대로입니다", _arrived_layers),
            Step("설정이 그대로입니다", _arrived_config),
        ),
        attempted=lambda look: bool(_landed(look)),
        hints=(
            "이미지를 레이어와 설정까지 꺼내는 명령은 `save`입니다. 섬의 엔진에서는 `load`로 받습니다.",
            "노드 안의 CLI는 `docker exec -i gorae-island docker`로 부릅니다. 표준 입력으로 묶음을 넘길 수 있습니다.",
            "`!docker save gorae-parcel:1 | docker exec -i gorae-island docker load`를 실행하세요.",
        ),
        shows="묶음 하나만 건널 수 있으면 네트워크가 없어도 이미지는 레이어와 설정까지 그대로 옮겨집니다.",
        start=_parcel,
    ),
    Exercise(
        id="09-2",
        title="두 태그, 한 다이제스트",
        stars=2,
        goal=(
            "`127.0.0.1`에만 게시한 레지스트리 `gorae-shelf`가 실행 중입니다. 그 레지스트리의 `gorae-book:{word}`와 `gorae-book:latest`는 "
            "둘 다 `gorae/shell:1`이고 같은 다이제스트를 가리킵니다. 그 다이제스트가 변수 `book_digest`에 있습니다."
        ),
        steps=(
            Step("레지스트리가 127.0.0.1에서 실행 중입니다", _shelf_open),
            Step("두 태그가 한 이미지를 가리킵니다", _book_stored, points=2),
            Step("book_digest가 그 다이제스트입니다", _book_digest),
        ),
        attempted=lambda look: look.find("container", SHELF) is not None,
        hints=(
            "올릴 이름은 `주소/리포지터리:태그`입니다. 한 이미지에 이름을 둘 붙이고 둘 다 올리세요.",
            "`lab.address`로 게시된 주소를 알아내고 `image.tag`와 `client.images.push`를 두 번씩 부르세요.",
            '올린 다음 `client.images.get(…).attrs["RepoDigests"]`에서 `@` 뒤를 읽으면 다이제스트입니다.',
        ),
        shows="태그는 다이제스트를 가리키는 이름일 뿐입니다. 이름이 둘이어도 보관하는 이미지는 하나입니다.",
        values=_tag_values,
        asks=("book_digest",),
    ),
    Exercise(
        id="09-3",
        title="받지 않고 알아내기",
        stars=2,
        goal=(
            "시작 셀이 여는 레지스트리 `gorae-window`에 리포지터리 `gorae-mystery`가 있습니다. 그 이미지의 태그를 변수 `mystery_tag`에, "
            "받을 때 옮겨야 할 레이어의 바이트를 모두 더한 값을 `mystery_bytes`에, 환경 변수 `FLAVOR`의 값을 `mystery_flavor`에 넣으세요."
        ),
        steps=(
            Step("태그를 알아냈습니다", _mystery_tag),
            Step("옮길 바이트를 알아냈습니다", _mystery_bytes, points=2),
            Step("환경 변수를 알아냈습니다", _mystery_flavor),
        ),
        attempted=lambda look: any(value is not None for value in look.given.values()),
        hints=(
            "레지스트리의 HTTP API만으로 셋 다 알 수 있습니다. 태그 목록, 매니페스트, 설정의 차례로 물으세요.",
            "매니페스트의 `layers`에는 크기가, `config`에는 설정의 다이제스트가 있습니다. 헤더 `Accept`를 잊지 마세요.",
            "`/v2/gorae-mystery/tags/list`, `/v2/gorae-mystery/manifests/태그`, `/v2/gorae-mystery/blobs/다이제스트`입니다.",
        ),
        shows="이미지를 받기 전에도 레지스트리는 그 이미지의 크기와 설정을 모두 말해 줍니다.",
        start=_window,
        asks=("mystery_tag", "mystery_bytes", "mystery_flavor"),
    ),
    Exercise(
        id="09-4",
        title="그날의 이미지",
        stars=2,
        goal=(
            "레지스트리 `gorae-dock`의 `gorae-sail:stable`은 사흘 동안 매일 옮겨 갔고, 날마다의 다이제스트는 `docker logs gorae-record`에 "
            "적혀 있습니다. **{day}에 stable이던 이미지**로 만든 컨테이너 `gorae-today`가 있습니다. 이미지는 다이제스트로 적었고, "
            "레지스트리의 `stable`은 그대로입니다."
        ),
        steps=(
            Step("그날의 이미지로 만들었습니다", _sailed),
            Step("이미지를 다이제스트로 적었습니다", _sailed_by_digest),
            Step("stable은 옮기지 않았습니다", _stable_stays),
        ),
        attempted=lambda look: look.find("container", TODAY) is not None,
        hints=(
            "옮겨 간 태그로는 옛 이미지를 부를 수 없습니다. 다이제스트는 옮겨 가지 않습니다.",
            "`client.images.pull`의 이름 자리에 `주소/gorae-sail@sha256:…`를 적을 수 있습니다.",
            '주소는 `lab.address(client.containers.get("gorae-dock"), "5000/tcp")`입니다. 받은 이름 그대로 `containers.run`에 넘기세요.',
        ),
        shows="태그는 옮겨 가지만 다이제스트는 내용에서 나온 값이라, 언제 받아도 같은 이미지입니다.",
        values=_day,
        start=_dock,
    ),
    Exercise(
        id="09-5",
        title="거절하는 부두",
        stars=3,
        goal=(
            "암호를 묻는 레지스트리 `gorae-pier`에 사용자 `{user}`, 암호 `{password}`로 `gorae-crate:1`을 올리려는데 거절당합니다. "
            "까닭은 하나가 아닙니다. 고쳐서 올리세요. 암호를 모르면 여전히 들어갈 수 없고, 전부터 있던 `gorae-anchor:1`도 그대로여야 합니다. "
            "암호 파일은 볼륨 `gorae-pier-keys`에, 이미지는 `gorae-pier-data`에 있습니다."
        ),
        steps=(
            Step("게시한 포트에서 레지스트리가 대답합니다", _pier_answers, settles=5),
            Step("암호를 알아야만 들어갑니다", _pier_guarded, settles=5),
            Step("전부터 있던 이미지가 그대로입니다", _anchor_stays),
            Step("gorae-crate:1이 올라갔습니다", _crate_stored),
        ),
        attempted=lambda look: look.find("container", look.made["pier"]) is None,
        hints=(
            "두 곳이 고장 났습니다. 하나는 `docker port`와 로그를, 하나는 암호 파일의 첫 글자들을 보면 드러납니다.",
            "게시한 컨테이너 포트와 레지스트리가 듣는 포트가 다릅니다. 컨테이너를 지우고, 환경 변수와 두 볼륨은 그대로 하여 다시 만드세요.",
            "지우기 전에 컨테이너 안에서 `htpasswd -Bb /auth/htpasswd {user} {password}`로 암호를 다시 적으세요. "
            "올릴 때에는 `auth_config`를 씁니다.",
        ),
        shows="거절의 까닭은 주소, 포트, 암호의 차례로 하나씩 걷어 내면 찾을 수 있습니다.",
        values=_keeper,
        start=_pier,
        repair=True,
    ),
    Exercise(
        id="09-6",
        title="사라진 장부",
        stars=3,
        goal=(
            "누군가 레지스트리 `gorae-ledger`를 지우고 새로 만들었더니 `gorae-accounts:final`이 사라졌습니다. 레이블 `gorae.exercise=09-6`이 "
            "붙은, 주인 없는 볼륨 어딘가에 남아 있습니다. `gorae-ledger`가 다시 그 이미지를 가지고 실행 중이고, 데이터는 볼륨 "
            "`gorae-ledger-data`에 있고, 시작 셀이 만든 이름 없는 볼륨은 하나도 남지 않았습니다."
        ),
        steps=(
            Step("레지스트리가 이름 있는 볼륨을 씁니다", _kept_safe),
            Step("사라졌던 이미지가 돌아왔습니다", _accounts_back, points=2),
            Step("이름 없는 볼륨이 남지 않았습니다", _nothing_left),
        ),
        attempted=lambda look: look.find("container", look.made["ledger"]) is None,
        hints=(
            "`docker volume ls -q --filter label=gorae.exercise=09-6`이 볼륨의 이름을 알려 줍니다. 지우기 전에 안을 보세요.",
            "레지스트리의 태그는 `docker/registry/v2/repositories/gorae-accounts/_manifests/tags` 폴더에 있습니다. "
            "`gorae/shell:1`에 볼륨을 읽기 전용으로 연결해 `ls`로 봅니다.",
            "찾은 볼륨을 `/from`에, `gorae-ledger-data`를 `/to`에 연결해 `cp -a /from/. /to`로 옮기고, "
            "`gorae-ledger`를 `remove(v=True, force=True)`로 지운 뒤 `gorae-ledger-data`를 연결해 다시 만드세요.",
        ),
        shows="레지스트리의 이미지는 컨테이너가 아니라 볼륨에 있습니다. 이름 없는 볼륨은 잃기도, 쌓이기도 쉽습니다.",
        start=_ledger,
        repair=True,
    ),
)
