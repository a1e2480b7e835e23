"""10장의 실습입니다."""

import hashlib
import json
import secrets
from random import Random
from typing import Any

from docker.models.images import Image

from gorae import home, lab
from gorae.exercise import Exercise, Look, Step, Wrong, built, token, word

CHAPTER, SHELL = "10-dockerfile", "gorae/shell:1"
AGAIN = "시작 셀을 다시 실행하면 처음 상태로 돌아갑니다."


def _word(random: Random) -> dict[str, str]:
    return {"word": f"{word(random)}-{token(random, 4)}"}


def _command(image: Image) -> str:
    """컨테이너를 시작할 때 실행하는 것입니다 (ENTRYPOINT와 CMD)."""
    return json.dumps([built.config(image, "Entrypoint"), built.config(image, "Cmd")], ensure_ascii=False)


def _content(found: dict[str, Any], path: str) -> str:
    entry = found.get(path)
    return (entry.content or "").strip() if entry else ""


def _fingerprint(folder: str) -> str:
    """폴더에 있는 파일들의 지문입니다. 폴더가 이 기계에 없으면 빈 글자열입니다."""
    top = home.home() / "work" / CHAPTER / folder
    files = sorted(path for path in top.rglob("*") if path.is_file())
    told = b"".join(str(path.relative_to(top)).encode() + path.read_bytes() for path in files)
    return hashlib.sha256(told).hexdigest() if files else ""


def _edited(look: Look, folder: str) -> bool:
    now = _fingerprint(folder)
    return bool(now) and now != look.made["files"]


def _write(folder: str, files: dict[str, str]) -> str:
    """폴더를 만들어 파일들을 쓰고 그 지문을 돌려줍니다."""
    made = lab.context(folder)
    for name, text in files.items():
        made.write(name, text)
    return _fingerprint(folder)


def _serves(look: Look, name: str, image: str, text: str) -> None:
    """컨테이너가 이미지 `image`로 만들어졌고, 8080 포트를 게시했고, `text`가 든 페이지를 줍니다."""
    container = look.running(name)
    advice = f"컨테이너는 이미지를 고쳐도 달라지지 않습니다. 지우고 지금의 {image}로 다시 만드세요."
    same = container.attrs["Image"] == look.image(image).id
    look.require(same, f"{name}: 지금의 {image}로 만든 컨테이너", "다른 이미지로 만든 컨테이너", advice, final=True)
    ports = container.attrs["NetworkSettings"]["Ports"] or {}
    found = ", ".join(sorted(port for port, bound in ports.items() if bound)) or "없음"
    advice = "-P는 EXPOSE로 적은 포트만 게시합니다. 이미지의 ExposedPorts를 보세요."
    look.require(ports.get("8080/tcp"), "게시한 포트 8080/tcp", found, advice, final=True)
    _, said = look.execute(container, ["wget", "-q", "-T", "3", "-O", "-", "http://127.0.0.1:8080/"])
    advice = "웹 서버가 어느 폴더를 보여 주는지, 그 폴더에 index.html이 있는지 확인하세요."
    look.require(text in said, f"{text}가 든 페이지", said.strip()[:80] or "빈 응답", advice)


# 10-1


def _greeting_base(look: Look) -> None:
    built.comes_from(look, look.image("gorae-greeting"), SHELL)


def _greeting_file(look: Look) -> None:
    image = look.image("gorae-greeting")
    found = _content(built.files(look, image, "/app"), "word.txt")
    advice = "RUN의 cd는 다음 지시어까지 이어지지 않습니다. 폴더는 WORKDIR로 정하거나 절대 경로로 쓰세요."
    look.require(found == look.mine.word, f"/app/word.txt의 내용 {look.mine.word}", found[:60] or "파일이 없음", advice)


def _greeting_folder(look: Look) -> None:
    found = built.config(look.image("gorae-greeting"), "WorkingDir")
    look.require(found == "/app", "작업 폴더 /app", str(found), "작업 폴더는 WORKDIR이 정합니다.", final=True)


def _greeting_command(look: Look) -> None:
    command = _command(look.image("gorae-greeting"))
    advice = "낱말을 명령에 적지 말고, 이미지 안의 word.txt를 읽는 명령을 CMD에 적으세요."
    reads = "word.txt" in command and look.mine.word not in command
    look.require(reads, "word.txt를 읽는 기본 명령", command[:80], advice, final=True)


# 10-2

OCI = "org.opencontainers.image"


def _catalog_values(random: Random) -> dict[str, str]:
    return {"title": word(random), "version": f"{random.randint(1, 9)}.{random.randint(0, 9)}", "author": word(random)}


def _labelled(look: Look, key: str, wanted: str) -> None:
    labels = built.config(look.image("gorae-catalog"), "Labels") or {}
    close = sorted(each for each in labels if not each.startswith("gorae."))
    found = labels.get(f"{OCI}.{key}", f"없음. 있는 레이블: {', '.join(close) or '없음'}")
    advice = f"레이블의 이름은 글자 하나까지 {OCI}.{key}여야 도구가 알아봅니다."
    if look.image("gorae-catalog").attrs.get("Author"):
        advice = "MAINTAINER는 레이블이 아니라 Author라는 따로 있는 자리에 적습니다. LABEL로 바꾸세요."
    look.require(found == wanted, f"{OCI}.{key}={wanted}", found[:120], advice, final=True)


def _catalog_title(look: Look) -> None:
    _labelled(look, "title", look.mine.title)


def _catalog_version(look: Look) -> None:
    _labelled(look, "version", look.mine.version)


def _catalog_authors(look: Look) -> None:
    _labelled(look, "authors", look.mine.author)


# 10-3


def _site_page(look: Look) -> None:
    found = _content(built.files(look, look.image("gorae-site"), "/site"), "index.html")
    advice = "마운트한 파일은 이미지에 들어가지 않습니다. COPY나 RUN으로 이미지 안에 넣으세요."
    look.require(
        look.mine.word in found, f"이미지 안 /site/index.html에 {look.mine.word}", found[:60] or "없음", advice
    )


def _site_exposes(look: Look) -> None:
    ports = sorted(built.config(look.image("gorae-site"), "ExposedPorts") or {})
    advice = "이미지가 쓰는 포트는 EXPOSE로 적습니다."
    look.require("8080/tcp" in ports, "EXPOSE한 8080/tcp", ", ".join(ports) or "없음", advice, final=True)


def _site_serves(look: Look) -> None:
    if (container := look.find("container", "gorae-site-web")) and container.status == "exited":
        code = container.attrs["State"]["ExitCode"]
        advice = "첫 프로세스가 끝나면 컨테이너도 끝납니다. httpd는 -f를 붙여야 앞에서 계속 돕니다."
        raise Wrong("컨테이너 gorae-site-web: running", f"exited (종료 코드 {code})", advice, final=True)
    _serves(look, "gorae-site-web", "gorae-site", look.mine.word)


# 10-4

KEPT = {"app.txt", "docs/guide.txt", "logs/format.txt"}


def _parcel(look: Look) -> dict[str, str]:
    look.clear("image", "gorae-parcel:latest")
    files = {
        "Dockerfile": f'FROM {SHELL}\nCOPY . /parcel\nCMD ["ls", "-A", "/parcel"]\n',
        "app.txt": look.mine.word,
        "docs/guide.txt": "사용 설명서\n",
        "logs/format.txt": "시각 수준 내용\n",
        ".env": f"PASSWORD={secrets.token_hex(4)}\n",
        ".git/objects/pack": "0123456789" * 60_000,
        "node_modules/left/pad.js": "// pad\n" * 60_000,
    }
    files |= {f"logs/day-{number}.log": f"{number}일의 기록\n" * 12_000 for number in range(1, 4)}
    return {"files": _write("parcel", files)}


def _parcel_copied(look: Look) -> None:
    image = look.image("gorae-parcel")
    added = len(built.layers(image)) - len(built.layers(look.client.images.get(SHELL)))
    told = [str(each["CreatedBy"]) for each in image.history()]
    whole = any("COPY . /parcel" in each or ("COPY dir:" in each and "/parcel" in each) for each in told)
    advice = "Dockerfile은 그대로 두고, 보내는 것을 줄이세요."
    look.require(whole and added == 1, "COPY . /parcel 하나로 만든 이미지", told[0][:80], advice, final=True)


def _parcel_small(look: Look) -> None:
    found = built.files(look, look.image("gorae-parcel"), "/parcel")
    sizes = {path: len((entry.content or "").encode()) for path, entry in found.items()}
    biggest = max(sizes, key=lambda path: sizes[path], default="")
    advice = f"가장 큰 것은 {biggest}입니다. .dockerignore에 무엇을 적을지 생각해 보세요."
    total = sum(sizes.values())
    look.require(sizes and total < 10_000, "모두 더해 10 kB 미만", f"{total / 1000:,.1f} kB", advice, final=True)


def _parcel_kept(look: Look) -> None:
    found = built.files(look, look.image("gorae-parcel"), "/parcel")
    gone = sorted(KEPT - set(found))
    advice = "폴더를 통째로 뺐다면, 무늬를 좁히거나 느낌표(!)로 시작하는 줄로 필요한 것을 되살리세요."
    look.require(not gone, "app.txt, docs/guide.txt, logs/format.txt가 있음", f"없는 것: {', '.join(gone)}", advice)
    same = _content(found, "app.txt") == look.mine.word
    look.require(same, f"app.txt의 내용 {look.mine.word}", _content(found, "app.txt")[:40], AGAIN)


def _parcel_secret(look: Look) -> None:
    found = built.files(look, look.image("gorae-parcel"), "/parcel")
    look.require(found, "/parcel이 있는 이미지", "폴더가 없음", "Dockerfile은 그대로 두세요.")
    advice = "암호가 이미지에 들어가면 이미지를 받은 사람이 모두 봅니다. .env도 빼세요."
    look.require(".env" not in found, ".env가 없음", ".env가 있음", advice, final=True)


# 10-5

FIRST = "우럭 한 접시"
INSTALL = """
mkdir -p /installed
for name in $(cat /app/packages.txt); do touch "/installed/$name"; done
cat /proc/sys/kernel/random/uuid > /installed/id
"""


def _orders(look: Look) -> dict[str, str]:
    for tag in ("before", "after"):
        look.clear("image", f"gorae-orders:{tag}")
    files = {
        "Dockerfile": f'FROM {SHELL}\nCOPY . /app\nRUN sh /app/install.sh\nCMD ["cat", "/app/menu.txt"]\n',
        "install.sh": INSTALL.lstrip(),
        "packages.txt": "oven\nstove\nsink\n",
        "menu.txt": f"{FIRST}\n",
    }
    return {"files": _write("orders", files)}


def _both_orders(look: Look) -> tuple[Image, Image]:
    return look.image("gorae-orders:before"), look.image("gorae-orders:after")


def _orders_menus(look: Look) -> None:
    for image, wanted in zip(_both_orders(look), (FIRST, look.mine.word), strict=True):
        found = _content(built.files(look, image, "/app"), "menu.txt")
        advice = "before를 빌드한 다음 menu.txt를 바꾸고 after를 빌드하세요."
        look.require(found == wanted, f"{image.tags[0]}의 /app/menu.txt: {wanted}", found[:40] or "없음", advice)


def _orders_installed(look: Look) -> None:
    found = [built.files(look, image, "/installed") for image in _both_orders(look)]
    gone = [name for name in ("oven", "stove", "sink", "id") if any(name not in each for each in found)]
    advice = "설치 단계를 없애지 말고 자리만 옮기세요. install.sh는 packages.txt를 읽습니다."
    look.require(not gone, "두 이미지의 /installed에 설치한 것이 있음", f"없는 것: {', '.join(gone)}", advice)
    advice = "설치가 다시 실행되었습니다. 자주 바뀌는 것을 복사하기 전에 설치하고, 두 번 다 같은 빌더로 캐시를 쓰세요."
    look.require(_content(found[0], "id") == _content(found[1], "id"), "같은 설치 결과", "서로 다른 설치 결과", advice)


def _orders_one_step(look: Look) -> None:
    before, after = (built.layers(image) for image in _both_orders(look))
    shared = sum(1 for pair in zip(before, after, strict=False) if pair[0] == pair[1])
    found = f"레이어 {len(before)}개와 {len(after)}개 가운데 {shared}개가 같음"
    advice = "menu.txt를 복사하는 단계가 맨 마지막 레이어여야 합니다."
    if before == after:
        advice = "두 이미지가 같습니다. after를 빌드하기 전에 menu.txt를 바꾸세요."
    one = len(before) == len(after) and before[:-1] == after[:-1] and before != after
    look.require(one, "마지막 레이어 하나만 다름", found, advice, final=True)


# 10-6

HARBOR = f"""FROM {SHELL}
RUN mkdir /site &&
    echo harbor > /site/name.txt
RUN cd /site
COPY index.html .
COPY setup.sh /
RUN sh /setup.sh
EXPOSE 8080
CMD ["httpd", "-f", "-p", "8080", "-h", "/site"]
CMD ["sh"]
"""
SETUP = """
printf "설치할까요? [y/n] "
read answer || exit 1
[ "$answer" = y ] || exit 2
echo "{seal}" > /site/ready.txt
"""


def _harbor(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-harbor-web")
    look.clear("image", "gorae-harbor:latest")
    seal = secrets.token_hex(6)
    files = {
        "Dockerfile": HARBOR,
        ".dockerignore": "*.md\n*.html\n",
        "README.md": "항구의 누리집\n",
        "index.html": f"<h1>{look.mine.word}</h1>\n",
        "setup.sh": SETUP.lstrip().format(seal=seal),
    }
    return {"files": _write("harbor", files), "seal": seal}


def _harbor_touched(look: Look) -> bool:
    made = look.find("image", "gorae-harbor") or look.find("container", "gorae-harbor-web")
    return made is not None or _edited(look, "harbor")


def _harbor_image(look: Look) -> Image:
    if look.find("image", "gorae-harbor") is None:
        advice = "빌드가 끝까지 되지 않았습니다. 오류는 처음 만난 고장 하나만 말합니다. 고치고 다시 빌드하세요."
        raise Wrong("이미지 gorae-harbor", "없음", advice)
    return look.image("gorae-harbor")


def _harbor_built(look: Look) -> None:
    built.comes_from(look, _harbor_image(look), SHELL)


def _harbor_page(look: Look) -> None:
    found = built.files(look, _harbor_image(look), "/site")
    advice = "index.html이 다른 폴더에 복사되었습니다. RUN의 cd는 그 RUN에서만 통합니다."
    look.require("index.html" in found, "/site/index.html", ", ".join(sorted(set(found) - {"."})), advice, final=True)
    right = look.mine.word in _content(found, "index.html") and _content(found, "name.txt") == "harbor"
    look.require(right, f"{look.mine.word}가 든 index.html, harbor가 든 name.txt", "내용이 다름", AGAIN, final=True)


def _harbor_ready(look: Look) -> None:
    found = _content(built.files(look, _harbor_image(look), "/site"), "ready.txt")
    advice = "setup.sh가 끝까지 실행되지 않았습니다. 실패를 숨기지 말고, 물음에 답을 넣어 주세요."
    look.require(found == look.made["seal"], "setup.sh가 만든 /site/ready.txt", found or "없음", advice, final=True)


def _harbor_command(look: Look) -> None:
    command = _command(_harbor_image(look))
    advice = "CMD가 여럿이면 마지막 것만 남습니다."
    look.require("httpd" in command, "기본 명령 httpd", command[:80], advice, final=True)


def _harbor_serves(look: Look) -> None:
    _harbor_image(look)
    _serves(look, "gorae-harbor-web", "gorae-harbor", look.mine.word)


EXERCISES = (
    Exercise(
        id="10-1",
        title="글로 적은 첫 이미지",
        stars=1,
        goal="""
이미지 `gorae-greeting`이 있습니다.

- `gorae/shell:1`에서 시작했습니다.
- 작업 폴더는 `/app`이고, 그 안의 `word.txt`에 `{word}`가 적혀 있습니다.
- 아무 명령 없이 컨테이너를 실행하면 `word.txt`를 읽어 출력합니다.
""",
        steps=(
            Step("gorae-greeting은 gorae/shell:1에서 시작했습니다.", _greeting_base),
            Step("/app/word.txt에 낱말이 있습니다.", _greeting_file),
            Step("작업 폴더는 /app입니다.", _greeting_folder),
            Step("기본 명령이 word.txt를 읽습니다.", _greeting_command),
        ),
        attempted=lambda look: look.find("image", "gorae-greeting") is not None,
        hints=(
            "`lab.context`로 폴더를 만들고 `Dockerfile`을 쓴 다음 `client.images.build`로 빌드합니다.",
            "`FROM`, `WORKDIR`, `RUN`, `CMD` 네 줄이면 됩니다. `WORKDIR`은 폴더가 없으면 만듭니다.",
            '`RUN echo 낱말 > word.txt`와 `CMD ["cat", "word.txt"]`를 `WORKDIR /app` 아래에 적으세요.',
        ),
        shows="WORKDIR은 그 뒤의 RUN과 CMD가 일하는 폴더를 정하고, 이미지의 설정에 남아 컨테이너에도 이어집니다.",
        values=_word,
    ),
    Exercise(
        id="10-2",
        title="약속된 이름의 레이블",
        stars=1,
        goal="""
`gorae/shell:1`에서 시작한 이미지 `gorae-catalog`에 OCI가 정한 이름의 레이블 셋이 있습니다.

| 뜻 | 값 |
|---|---|
| 제목(title) | `{title}` |
| 판(version) | `{version}` |
| 만든 사람(authors) | `{author}` |
""",
        steps=(
            Step("제목 레이블이 있습니다.", _catalog_title),
            Step("판 레이블이 있습니다.", _catalog_version),
            Step("만든 사람 레이블이 있습니다.", _catalog_authors),
        ),
        attempted=lambda look: look.find("image", "gorae-catalog") is not None,
        hints=(
            "이름은 모두 `org.opencontainers.image.`으로 시작합니다.",
            "`LABEL org.opencontainers.image.title=…`처럼 세 줄을 적으세요. 마지막은 author가 아니라 authors입니다.",
        ),
        shows="레이블은 이미지의 설정에 남으므로, 어떤 도구든 이미지를 실행하지 않고 읽을 수 있습니다.",
        values=_catalog_values,
    ),
    Exercise(
        id="10-3",
        title="작은 누리집을 이미지로",
        stars=2,
        goal="""
이미지 `gorae-site`와 그것으로 만든 컨테이너 `gorae-site-web`이 있습니다.

- 이미지 안의 `/site/index.html`에 `{word}`가 들어 있습니다.
- 이미지는 8080 포트를 쓴다고 적혀 있고, 기본 명령이 그 포트에서 `/site`를 보여 줍니다.
- 컨테이너는 실행 중이고, 8080 포트가 호스트의 포트에 게시되어 있습니다.
""",
        steps=(
            Step("페이지가 이미지 안에 있습니다.", _site_page),
            Step("이미지가 8080 포트를 적어 두었습니다.", _site_exposes),
            Step("컨테이너가 8080 포트를 게시하고 페이지로 응답합니다.", _site_serves, points=2, settles=5),
        ),
        attempted=lambda look: (
            (look.find("image", "gorae-site") or look.find("container", "gorae-site-web")) is not None
        ),
        hints=(
            "`gorae/shell:1`에는 작은 웹 서버 `httpd`가 있습니다. `httpd -f -p 8080 -h /site`로 시작합니다.",
            "페이지는 `COPY index.html /site/`로 넣고, 포트는 `EXPOSE 8080`으로 적습니다.",
            "컨테이너는 CLI라면 `-P`, docker-py라면 `publish_all_ports=True`로 시작하세요.",
        ),
        shows="파일, 포트, 명령이 모두 이미지에 들어 있어서 실행하는 사람은 이미지의 이름만 알면 됩니다.",
        values=_word,
    ),
    Exercise(
        id="10-4",
        title="10 kB가 안 되는 빌드 컨텍스트",
        stars=2,
        goal="""
시작 셀이 만든 폴더를 `box = lab.context("parcel", keep=True)`로 엽니다. 이 폴더를 빌드한 이미지 `gorae-parcel`이 있습니다.

- `Dockerfile`은 고치지 않았습니다. 보낸 것을 모두 `/parcel`에 복사합니다.
- `/parcel`에 있는 파일을 모두 더해도 10 kB가 되지 않습니다.
- `app.txt`, `docs/guide.txt`, `logs/format.txt`는 있습니다.
- 암호가 든 `.env`는 없습니다.
""",
        steps=(
            Step("고치지 않은 Dockerfile로 빌드했습니다.", _parcel_copied),
            Step("/parcel이 10 kB보다 작습니다.", _parcel_small, points=2),
            Step("필요한 파일은 모두 있습니다.", _parcel_kept),
            Step("암호가 든 파일은 없습니다.", _parcel_secret),
        ),
        attempted=lambda look: look.find("image", "gorae-parcel") is not None,
        hints=(
            "폴더에 무엇이 있고 얼마나 큰지 먼저 보세요. 점으로 시작하는 것도 있습니다.",
            '`box.write(".dockerignore", …)`로 뺄 것을 한 줄에 하나씩 적습니다.',
            "`logs` 폴더에는 필요한 파일이 하나 있습니다. `logs/*.log`처럼 무늬를 좁히세요.",
        ),
        shows="`.dockerignore`에 적은 것은 엔진에 보내지도 않습니다. 그래서 빠르고, 실수로 이미지에 담길 일도 없습니다.",
        values=_word,
        start=_parcel,
    ),
    Exercise(
        id="10-5",
        title="한 단계만 다시 빌드하기",
        stars=2,
        goal="""
시작 셀이 만든 폴더를 `shop = lab.context("orders", keep=True)`로 엽니다. 지금의 `Dockerfile`은 메뉴만 바뀌어도 설치부터 다시 합니다. 고쳐서 다음이 되게 하세요.

- `gorae-orders:before`는 처음의 `menu.txt`로 빌드했습니다.
- `gorae-orders:after`는 `menu.txt`를 `{word}`로 바꾸고 빌드했습니다.
- 두 이미지는 `/app/menu.txt`와 `/installed`를 지니고, **마지막 레이어 하나만** 다릅니다.
""",
        steps=(
            Step("두 이미지에 각자의 메뉴가 있습니다.", _orders_menus),
            Step("설치는 한 번만 했습니다.", _orders_installed),
            Step("마지막 레이어 하나만 다릅니다.", _orders_one_step, points=2),
        ),
        attempted=lambda look: any(look.find("image", f"gorae-orders:{tag}") for tag in ("before", "after")),
        hints=(
            "`menu.txt`를 바꾸면 어느 단계부터 캐시를 쓰지 못합니까? `lab.build`로 두 번 빌드해서 보세요.",
            "설치에 필요한 파일은 `install.sh`와 `packages.txt` 둘뿐입니다.",
            "`COPY install.sh packages.txt /app/`, `RUN sh /app/install.sh`, `COPY . /app`의 차례로 적으세요.",
        ),
        shows="캐시는 위에서 아래로 이어지다가 한 번 끊기면 끝입니다. 드물게 바뀌는 것을 위에, 자주 바뀌는 것을 아래에 둡니다.",
        values=_word,
        start=_orders,
    ),
    Exercise(
        id="10-6",
        title="고장이 다섯인 Dockerfile",
        stars=3,
        goal="""
시작 셀이 만든 폴더를 `port = lab.context("harbor", keep=True)`로 엽니다. 이 폴더는 빌드되지 않고, 빌드가 되더라도 제대로 돌지 않습니다. 고장은 다섯입니다. 찾아서 고치고 다음이 되게 하세요.

- 이미지 `gorae-harbor`는 `gorae/shell:1`에서 시작했고, `/site`에 `index.html`, `name.txt`, 그리고 `setup.sh`가 만든 `ready.txt`가 있습니다. `setup.sh`는 고치지 않습니다.
- 아무 명령 없이 실행하면 8080 포트에서 `/site`를 보여 주는 웹 서버가 됩니다.
- 컨테이너 `gorae-harbor-web`이 그렇게 실행 중이고 8080 포트가 게시되어 있습니다.
""",
        steps=(
            Step("이미지 gorae-harbor가 빌드되었습니다.", _harbor_built),
            Step("페이지와 이름이 /site에 있습니다.", _harbor_page),
            Step("setup.sh가 끝까지 실행되었습니다.", _harbor_ready),
            Step("기본 명령은 웹 서버입니다.", _harbor_command),
            Step("컨테이너가 페이지로 응답합니다.", _harbor_serves, settles=5),
        ),
        attempted=_harbor_touched,
        hints=(
            "빌드하고, 오류를 읽고, 하나를 고치고, 다시 빌드합니다. 오류에 나온 줄 번호와 지시어부터 보세요.",
            "빌드를 막는 고장이 셋입니다. 줄바꿈, 파일 하나를 빼 버린 다른 파일, 물음에 답하지 못하는 `RUN`입니다.",
            "빌드가 되어도 둘이 남습니다. `RUN cd`는 무엇을 바꿉니까? `CMD`가 둘이면 어느 것이 남습니까?",
            "답은 `RUN echo y | sh /setup.sh`처럼 파이프로 넣을 수 있습니다.",
        ),
        shows="오류를 내는 고장은 빌더가 찾아 주지만, 조용한 고장은 결과를 들여다보아야 보입니다.",
        values=_word,
        start=_harbor,
        repair=True,
    ),
)
