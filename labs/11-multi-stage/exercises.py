"""11장의 실습입니다."""

import contextlib
import json
import secrets
from random import Random

from docker.errors import APIError
from docker.models.images import Image

from gorae import lab
from gorae.exercise import Exercise, Look, Step, Wrong, built, token, word

SHELL, GOLANG = "gorae/shell:1", "gorae/golang:1"
TENTH = 10
MISSING = {
    "no such file or directory": (
        "프로그램은 있는데 그것을 메모리에 올릴 로더나 공유 라이브러리가 없을 수 있습니다. 빌드 스테이지에서 ldd로 확인하세요."
    ),
    "unknown time zone": "시간대 파일이 이미지에 없습니다. 빌드 스테이지의 /usr/share/zoneinfo에 있습니다.",
    "x509": "믿는 인증서가 이미지에 없습니다. Go는 /etc/ssl/certs/ca-certificates.crt를 읽습니다.",
}


def _word(random: Random) -> dict[str, str]:
    return {"word": f"{word(random)}-{token(random, 4)}"}


def _write(folder: str, files: dict[str, str]) -> str:
    """폴더를 새로 만들어 파일들을 쓰고 경로를 돌려줍니다."""
    made = lab.context(folder)
    for name, text in files.items():
        made.write(name, text)
    return made.path


def _size(image: Image) -> int:
    return int(image.attrs["Size"])


def _megabytes(image: Image) -> str:
    return f"{_size(image) / 1e6:,.1f} MB"


def _small(look: Look, name: str, than: Image, advice: str) -> None:
    image = look.image(name)
    wanted = f"{than.tags[0] if than.tags else '처음 이미지'}({_megabytes(than)})의 10분의 1보다 작은 {name}"
    look.require(_size(image) * TENTH < _size(than), wanted, _megabytes(image), advice, final=True)


def _tools(look: Look) -> Image:
    return look.image(GOLANG)


def _said(look: Look, name: str, image: str, text: str) -> None:
    """컨테이너가 지금의 `image`로 만들어졌고, 0으로 끝났고, `text`를 출력했습니다."""
    container = look.container(name)
    advice = f"컨테이너는 이미지를 고쳐도 달라지지 않습니다. 지우고 지금의 {image} 이미지로 다시 만드세요."
    same = container.attrs["Image"] == look.image(image).id
    look.require(
        same, f"{name}: 지금의 {image} 이미지로 만든 컨테이너", "다른 이미지로 만든 컨테이너", advice, final=True
    )
    state = container.attrs["State"]
    logs = container.logs(tail=5).decode("utf-8", "replace").strip() or str(state.get("Error") or "")
    advice = next((said for sign, said in MISSING.items() if sign in logs), "docker logs로 무엇을 출력했는지 보세요.")
    ended = state["Status"] == "exited" and state["ExitCode"] == 0
    found = f"{state['Status']} (종료 코드 {state['ExitCode']}) {logs[-160:]}"
    look.require(ended, f"{name}: exited (종료 코드 0)", found, advice, final=state["Status"] != "running")
    look.require(
        text in logs, f"{text}를 출력한 {name}", logs[-160:] or "빈 출력", "main.go는 고치지 않습니다.", final=True
    )


def _default(look: Look, name: str, image: str) -> None:
    """컨테이너가 이미지의 기본 명령으로 시작했습니다."""
    keys = ("Entrypoint", "Cmd")
    ran = [look.container(name).attrs["Config"].get(key) or None for key in keys]
    kept = [built.config(look.image(image), key) for key in keys]
    advice = "실행할 프로그램을 이미지에 적어 두세요. 스테이지의 CMD는 다음 스테이지로 넘어가지 않습니다."
    found = json.dumps(kept, ensure_ascii=False) if any(kept) else "기본 명령이 없음"
    look.require(any(kept) and ran == kept, f"{image}의 기본 명령으로 시작한 {name}", found, advice, final=True)


# 11-1

GREET = """package main

import "fmt"

func main() {{ fmt.Println("{word}") }}
"""
CATCH = f"""FROM {GOLANG}
WORKDIR /src
COPY main.go .
RUN go build -o /app main.go
CMD ["/app"]
"""


def _catch(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-catch-small")
    for tag in ("small", "big"):
        look.clear("image", f"gorae-catch:{tag}")
    path = _write("catch", {"main.go": GREET.format(word=look.mine.word), "Dockerfile": CATCH})
    image, _ = look.client.images.build(path=path, tag="gorae-catch:big", rm=True)
    return {"big": str(image.id)}


def _catch_small(look: Look) -> None:
    small = look.image("gorae-catch:small")
    big = look.find("image", look.made["big"]) or _tools(look)
    advice = "마지막 FROM이 가리키는 이미지가 아직 큽니다. 더 작은 것에서 시작하세요."
    if small.id == look.made["big"]:
        advice = "이름을 하나 더 붙여도 같은 이미지입니다."
    elif built.layers(small)[:1] == built.layers(big)[:1] and len(built.layers(small)) >= len(built.layers(big)):
        advice = "뒤에서 지워도 아래 레이어는 그대로입니다. FROM을 하나 더 적고 프로그램만 옮기세요."
    _small(look, "gorae-catch:small", big, advice)


def _catch_said(look: Look) -> None:
    _said(look, "gorae-catch-small", "gorae-catch:small", look.mine.word)


def _catch_default(look: Look) -> None:
    _default(look, "gorae-catch-small", "gorae-catch:small")


# 11-2

BULLETIN = f"""# 초안을 따로 보려고 어제 맨 위에 끼워 넣은 스테이지입니다.
FROM {SHELL}
COPY draft.txt /out/news.txt

FROM {SHELL}
COPY news.txt /in/
RUN mkdir /out && sort /in/news.txt > /out/news.txt

FROM {SHELL}
RUN mkdir /out && echo "body {{ color: navy }}" > /out/style.css

FROM {SHELL}
COPY --from=0 /out/news.txt /site/
COPY --from=1 /out/style.css /site/
CMD ["cat", "/site/news.txt"]
"""


def _bulletin(look: Look) -> dict[str, str]:
    for tag in ("latest", "draft"):
        look.clear("image", f"gorae-bulletin:{tag}")
    news = [f"2 {secrets.token_hex(3)}", f"1 {look.mine.word}"]
    draft = f"초안 {secrets.token_hex(3)}"
    _write("bulletin", {"Dockerfile": BULLETIN, "news.txt": "\n".join(news) + "\n", "draft.txt": f"{draft}\n"})
    return {"news": "\n".join(sorted(news)), "draft": draft}


def _content(look: Look, image: str, folder: str, name: str) -> str:
    found = look.once("files", f"{image}:{folder}", lambda: built.files(look, look.image(image), folder))
    return (found[name].content or "").strip() if name in found else ""


def _bulletin_news(look: Look) -> None:
    if look.find("image", "gorae-bulletin") is None:
        advice = "빌드가 끝까지 되지 않았습니다. 오류가 난 --from의 번호가 어느 스테이지인지 위에서부터 0, 1, 2로 세어 보세요."
        raise Wrong("이미지 gorae-bulletin", "없음", advice)
    found = _content(look, "gorae-bulletin", "/site", "news.txt")
    advice = "news.txt를 정렬한 스테이지에서 가져와야 합니다."
    if found == look.made["draft"]:
        advice = "초안을 실었습니다. 같은 경로의 파일이 초안 스테이지에도 있어서 오류 없이 잘못된 것을 가져왔습니다."
    look.require(
        found == look.made["news"], "정렬한 소식이 든 /site/news.txt", found[:60] or "없음", advice, final=True
    )


def _bulletin_style(look: Look) -> None:
    found = _content(look, "gorae-bulletin", "/site", "style.css")
    advice = "style.css를 만드는 스테이지에서 가져오세요."
    look.require("navy" in found, "/site/style.css", found[:60] or "없음", advice, final=True)


def _bulletin_draft(look: Look) -> None:
    found = _content(look, "gorae-bulletin:draft", "/out", "news.txt")
    advice = "초안 스테이지에 이름을 붙이고, 그 이름을 target으로 주어 빌드하세요."
    look.require(found == look.made["draft"], "초안이 든 /out/news.txt", found[:60] or "없음", advice, final=True)


# 11-3

RADAR = f"""FROM {GOLANG} AS build
WORKDIR /src
COPY main.go .
RUN go build -o /app/radar main.go
"""
TARGETS = ("debug", "release")


def _radar(look: Look) -> dict[str, str]:
    for tag in TARGETS:
        look.clear("container", f"gorae-radar-{tag}")
        look.clear("image", f"gorae-radar:{tag}")
    _write("radar", {"main.go": GREET.format(word=look.mine.word), "Dockerfile": RADAR})
    return {}


def _from_scratch(look: Look, name: str, advice: str) -> None:
    """과정의 어느 이미지와도 레이어를 나누어 쓰지 않습니다."""
    mine = set(built.layers(look.image(name)))
    for base in (SHELL, "gorae/base:1", GOLANG):
        shared = mine & set(built.layers(look.image(base)))
        look.require(not shared, f"scratch에서 시작한 {name}", f"{base}의 레이어가 있음", advice, final=True)


def _radar_release(look: Look) -> None:
    advice = "release는 FROM scratch에서 시작하고 프로그램만 지닙니다. --target으로 무엇을 빌드했는지 보세요."
    _from_scratch(look, "gorae-radar:release", advice)
    _small(look, "gorae-radar:release", _tools(look), advice)


def _radar_debug(look: Look) -> None:
    built.comes_from(look, look.image("gorae-radar:debug"), SHELL)


def _radar_same(look: Look) -> None:
    found = [_content(look, f"gorae-radar:{tag}", "/app", "radar") for tag in TARGETS]
    advice = "두 이미지 모두 /app/radar에 프로그램이 있어야 합니다."
    look.require(all(found), "두 이미지의 /app/radar", "없음", advice, final=True)
    advice = "따로 빌드하지 말고 두 스테이지가 모두 build 스테이지에서 가져오게 하세요."
    look.require(found[0] == found[1], "같은 프로그램", "서로 다른 프로그램", advice, final=True)


def _radar_said(look: Look) -> None:
    for tag in TARGETS:
        _said(look, f"gorae-radar-{tag}", f"gorae-radar:{tag}", look.mine.word)
        _default(look, f"gorae-radar-{tag}", f"gorae-radar:{tag}")


# 11-4


def _tidy_values(random: Random) -> dict[str, str]:
    return {"word": word(random) + token(random, 4)}


def _tidy_base(look: Look) -> None:
    built.comes_from(look, look.image("gorae-tidy"), SHELL)


def _tidy_small(look: Look) -> None:
    advice = "폴더째 가져왔다면 파일 하나만 가져오세요."
    look.image("gorae-tidy")
    _small(look, "gorae-tidy", _tools(look), advice)
    found = built.files(look, look.image("gorae-tidy"), "/usr/local/bin")
    entry = found.get("gofmt")
    advice = "gofmt를 /usr/local/bin/gofmt로 가져오세요. docker run으로 만든 이미지 안에서 확인할 수 있습니다."
    look.require(entry and entry.mode & 0o111, "실행할 수 있는 /usr/local/bin/gofmt", "없음", advice, final=True)


def _tidy_said(look: Look) -> None:
    container = look.container("gorae-tidy-run")
    command = json.dumps(container.attrs["Config"].get("Cmd"), ensure_ascii=False)
    advice = "컨테이너가 gofmt에 글을 넘겨야 합니다."
    look.require("gofmt" in command, "gofmt를 부르는 명령", command[:80], advice, final=True)
    _said(look, "gorae-tidy-run", "gorae-tidy", f"package {look.mine.word}")


# 11-5

LOOKOUT = """package main

import (
	"fmt"
	"net"
)

func main() {{
	addresses, _ := net.LookupHost("localhost")
	fmt.Println("{word}", len(addresses) > 0)
}}
"""
LOOKOUT_FILE = f"""FROM {GOLANG} AS build
WORKDIR /src
COPY main.go .
RUN go build -o /app main.go

FROM scratch
COPY --from=build /app /
CMD ["/app"]
"""


def _lookout(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-lookout")
    look.clear("image", "gorae-lookout:latest")
    path = _write("lookout", {"main.go": LOOKOUT.format(word=look.mine.word), "Dockerfile": LOOKOUT_FILE})
    image, _ = look.client.images.build(path=path, tag="gorae-lookout", rm=True)
    container = look.client.containers.create("gorae-lookout", name="gorae-lookout")
    with contextlib.suppress(APIError):  # 시작하지 못하는 것이 이 실습의 고장입니다.
        container.start()
        container.wait(timeout=10)
    return {"image": str(image.id), "container": str(container.id)}


def _lookout_touched(look: Look) -> bool:
    image, container = look.find("image", "gorae-lookout"), look.find("container", "gorae-lookout")
    same_image = image is not None and image.id == look.made["image"]
    return not same_image or container is None or container.id != look.made["container"]


def _lookout_small(look: Look) -> None:
    image = look.image("gorae-lookout")
    advice = "로더와 라이브러리가 있는 이미지는 작은 것도 있습니다. 빌드 도구까지 내보내지는 마세요."
    _small(look, "gorae-lookout", _tools(look), advice)
    advice = "이미지가 처음 그대로입니다. Dockerfile을 고치고 다시 빌드하세요."
    look.require(image.id != look.made["image"], "새로 빌드한 gorae-lookout", "처음 이미지", advice, final=True)


def _lookout_said(look: Look) -> None:
    _said(look, "gorae-lookout", "gorae-lookout", f"{look.mine.word} true")


# 11-6

ZONES = {
    "Asia/Tokyo": "09:00",
    "Asia/Kolkata": "05:30",
    "Asia/Manila": "08:00",
    "Asia/Dhaka": "06:00",
    "Australia/Brisbane": "10:00",
    "America/Sao_Paulo": "21:00",
}
LOGBOOK = """package main

import (
	"encoding/pem"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"time"
)

func main() {{
	server := httptest.NewTLSServer(http.NotFoundHandler())
	if len(os.Args) > 1 {{
		pem.Encode(os.Stdout, &pem.Block{{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}})
		return
	}}
	zone, err := time.LoadLocation("{zone}")
	if err != nil {{
		log.Fatal(err)
	}}
	if _, err := http.Get(server.URL); err != nil {{
		log.Fatal(err)
	}}
	fmt.Println("{word}", time.Unix(0, 0).In(zone).Format("15:04"))
}}
"""


def _logbook_values(random: Random) -> dict[str, str]:
    zone = random.choice(sorted(ZONES))
    return {**_word(random), "zone": zone, "clock": ZONES[zone]}


def _logbook(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-logbook")
    look.clear("image", "gorae-logbook:latest")
    _write("logbook", {"main.go": LOGBOOK.format(word=look.mine.word, zone=look.mine.zone)})
    return {}


def _logbook_scratch(look: Look) -> None:
    advice = "마지막 스테이지는 FROM scratch에서 시작하고, 필요한 것만 가져옵니다."
    _from_scratch(look, "gorae-logbook", advice)
    advice = "폴더를 통째로 가져오지 말고 필요한 파일만 고르세요."
    _small(look, "gorae-logbook", _tools(look), advice)


def _logbook_said(look: Look) -> None:
    _said(look, "gorae-logbook", "gorae-logbook", f"{look.mine.word} {look.mine.clock}")


def _logbook_trusts(look: Look) -> None:
    image = look.image("gorae-logbook")
    env = [each for each in built.config(image, "Env") or [] if each.startswith("SSL_CERT_")]
    kept = any("CERTIFICATE" in (each.content or "") for each in built.files(look, image, "/etc/ssl").values())
    advice = "확인을 끄면 누구의 인증서든 믿습니다. main.go는 그대로 두고 믿을 인증서를 이미지에 넣으세요."
    look.require(env or kept, "/etc/ssl에 있는 인증서", "없음", advice, final=True)


EXERCISES = (
    Exercise(
        id="11-1",
        title="열의 하나로 줄이기",
        stars=1,
        goal="""
시작 셀이 만든 폴더를 `net = lab.context("catch", keep=True)`로 엽니다. `main.go`는 `{word}`를 출력하고, `Dockerfile`은 `gorae-catch:big`을 만들었습니다. `main.go`는 그대로 두고 다음이 되게 하세요.

- 이미지 `gorae-catch:small`은 `gorae-catch:big`의 10분의 1보다 작습니다.
- 컨테이너 `gorae-catch-small`은 아무 명령 없이 `gorae-catch:small`로 실행했고, `{word}`를 출력하고 끝났습니다.
""",
        steps=(
            Step("gorae-catch:small은 10분의 1보다 작습니다.", _catch_small, points=2),
            Step("컨테이너가 낱말을 출력하고 끝났습니다.", _catch_said, settles=5),
            Step("이미지의 기본 명령으로 실행했습니다.", _catch_default),
        ),
        attempted=lambda look: look.find("image", "gorae-catch:small") is not None,
        hints=(
            "지금의 `Dockerfile` 아래에 `FROM`을 하나 더 적으세요.",
            "`COPY --from=0 /app /`이 첫 스테이지의 프로그램을 가져옵니다.",
            "`CMD`는 스테이지마다 따로입니다. 마지막 스테이지에도 적어야 합니다.",
        ),
        shows="마지막 스테이지에 옮긴 것만 이미지에 남습니다. 도구와 소스는 빌드할 때에만 있으면 됩니다.",
        values=_word,
        start=_catch,
    ),
    Exercise(
        id="11-2",
        title="번호가 밀린 소식지",
        stars=2,
        goal="""
시작 셀이 만든 폴더를 `press = lab.context("bulletin", keep=True)`로 엽니다. 맨 위에 스테이지를 하나 끼워 넣은 뒤로 빌드가 되지 않습니다. 고치고 나서 무엇이 실렸는지도 확인하세요.

- 이미지 `gorae-bulletin`의 `/site/news.txt`는 `news.txt`를 정렬한 것이고, `/site/style.css`도 있습니다.
- 이미지 `gorae-bulletin:draft`는 초안 스테이지의 결과입니다. `/out/news.txt`에 초안이 있습니다.
""",
        steps=(
            Step("소식지에 정렬한 소식이 실렸습니다.", _bulletin_news, points=2),
            Step("style.css가 있습니다.", _bulletin_style),
            Step("초안은 gorae-bulletin:draft로 따로 있습니다.", _bulletin_draft),
        ),
        attempted=lambda look: any(look.find("image", f"gorae-bulletin:{tag}") for tag in ("latest", "draft")),
        hints=(
            "스테이지를 위에서부터 0, 1, 2, 3으로 세어 보세요. 끼워 넣기 전에는 무엇이 0이었습니까?",
            "오류가 난 줄만 고치면 빌드는 됩니다. 그런데 `COPY --from=0`이 가져온 것은 무엇입니까?",
            '`FROM gorae/shell:1 AS draft`처럼 이름을 붙이고 `--from`에도 이름을 쓰세요. `target="draft"`도 됩니다.',
        ),
        shows="번호는 자리이고 이름은 뜻입니다. 스테이지를 끼워 넣어도 이름은 밀리지 않습니다.",
        values=_word,
        start=_bulletin,
        repair=True,
    ),
    Exercise(
        id="11-3",
        title="내보낼 것과 들여다볼 것",
        stars=2,
        goal="""
시작 셀이 만든 폴더를 `radar = lab.context("radar", keep=True)`로 엽니다. `Dockerfile`에는 `build` 스테이지만 있습니다. 나머지를 적어 두 이미지를 만드세요.

- `gorae-radar:release`는 `scratch`에서 시작했습니다.
- `gorae-radar:debug`는 `gorae/shell:1`에서 시작했습니다.
- 두 이미지의 `/app/radar`는 같은 프로그램입니다.
- 컨테이너 `gorae-radar-release`와 `gorae-radar-debug`는 각 이미지의 기본 명령으로 실행했고 `{word}`를 출력하고 끝났습니다.
""",
        steps=(
            Step("release는 scratch에서 시작했습니다.", _radar_release),
            Step("debug는 gorae/shell:1에서 시작했습니다.", _radar_debug),
            Step("두 이미지의 프로그램이 같습니다.", _radar_same),
            Step("두 컨테이너가 낱말을 출력하고 끝났습니다.", _radar_said, settles=5),
        ),
        attempted=lambda look: any(look.find("image", f"gorae-radar:{tag}") for tag in TARGETS),
        hints=(
            "스테이지를 둘 더 적습니다. 하나는 `FROM gorae/shell:1 AS debug`입니다.",
            "두 스테이지 모두 `COPY --from=build /app/radar /app/radar`로 가져오고 `CMD`를 적습니다.",
            '`client.images.build(path=…, tag="gorae-radar:debug", target="debug", rm=True)`처럼 빌드하세요.',
        ),
        shows="한 번 빌드한 프로그램을 두 이미지에 담았으므로, debug에서 본 것이 release에서도 그대로 일어납니다.",
        values=_word,
        start=_radar,
    ),
    Exercise(
        id="11-4",
        title="연장 하나만 빌리기",
        stars=1,
        goal="""
`gofmt`는 Go 소스를 다듬는 프로그램입니다. `gorae/golang:1`의 `/usr/bin/gofmt`에 있고, 다른 파일 없이 혼자 실행됩니다.

- 이미지 `gorae-tidy`는 `gorae/shell:1`에서 시작했고 `/usr/local/bin/gofmt`가 있습니다.
- `gorae-tidy`는 `gorae/golang:1`의 10분의 1보다 작습니다.
- 컨테이너 `gorae-tidy-run`은 `sh -c "echo 'package    {word}' | gofmt"`를 실행해서 빈칸 하나로 다듬은 `package {word}`를 출력하고 끝났습니다.
""",
        steps=(
            Step("gorae-tidy는 gorae/shell:1에서 시작했습니다.", _tidy_base),
            Step("gofmt가 있고 이미지는 작습니다.", _tidy_small),
            Step("컨테이너가 gofmt로 글을 다듬었습니다.", _tidy_said, settles=5),
        ),
        attempted=lambda look: look.find("image", "gorae-tidy") is not None,
        hints=(
            "`COPY --from`에는 스테이지 대신 이미지의 이름을 적을 수 있습니다.",
            "`FROM gorae/shell:1`과 `COPY --from=gorae/golang:1 /usr/bin/gofmt /usr/local/bin/` 두 줄이면 됩니다.",
        ),
        shows="빌드하지 않은 이미지에서도 파일을 골라 올 수 있습니다. 그 이미지에서 시작할 필요가 없습니다.",
        values=_tidy_values,
    ),
    Exercise(
        id="11-5",
        title="있는데 없다고 하는 프로그램",
        stars=2,
        goal="""
시작 셀이 폴더 `tower = lab.context("lookout", keep=True)`를 빌드해서 컨테이너 `gorae-lookout`을 시작했지만, `/app`이 없다는 말을 남기고 멈추었습니다. 까닭을 찾아 고치세요. `main.go`는 그대로 둡니다.

- 이미지 `gorae-lookout`은 `gorae/golang:1`의 10분의 1보다 작습니다.
- 컨테이너 `gorae-lookout`은 그 이미지로 실행했고 `{word} true`를 출력하고 끝났습니다.
""",
        steps=(
            Step("새로 빌드한 이미지가 작습니다.", _lookout_small),
            Step("컨테이너가 프로그램을 끝까지 실행했습니다.", _lookout_said, points=2, settles=5),
        ),
        attempted=_lookout_touched,
        hints=(
            "파일이 정말 없습니까? `build` 스테이지의 이미지에서 `ldd /app`을 실행해 보세요.",
            "로더와 라이브러리가 필요 없게 빌드하거나, 그것들이 있는 작은 이미지에 담거나, 함께 가져오면 됩니다.",
            "`RUN CGO_ENABLED=0 go build -o /app main.go`로 고치고, 컨테이너를 지운 다음 다시 만드세요.",
        ),
        shows="“no such file or directory”는 프로그램이 아니라 프로그램이 찾는 로더가 없다는 뜻일 수 있습니다.",
        values=_word,
        start=_lookout,
        repair=True,
    ),
    Exercise(
        id="11-6",
        title="빠짐없이 담은 항해 일지",
        stars=3,
        goal="""
시작 셀이 만든 폴더를 `desk = lab.context("logbook", keep=True)`로 엽니다. `main.go`는 `{zone}`의 시각을 알아내고, 자기 안에 띄운 HTTPS 서버의 인증서를 확인합니다. 인수를 하나 주면(`/app cert`) 믿어야 할 인증서를 출력합니다. `main.go`는 그대로 두고 `Dockerfile`을 쓰세요.

- 이미지 `gorae-logbook`은 `scratch`에서 시작했고, `gorae/golang:1`의 10분의 1보다 작습니다.
- 컨테이너 `gorae-logbook`은 그 이미지로 실행했고 `{word} {clock}`를 출력하고 끝났습니다.
- 믿을 인증서는 이미지의 `/etc/ssl` 아래에 있습니다.
""",
        steps=(
            Step("gorae-logbook은 scratch에서 시작한 작은 이미지입니다.", _logbook_scratch),
            Step("컨테이너가 시각을 출력하고 끝났습니다.", _logbook_said, points=2, settles=5),
            Step("믿을 인증서가 이미지에 있습니다.", _logbook_trusts),
        ),
        attempted=lambda look: look.find("image", "gorae-logbook") is not None,
        hints=(
            "한 번에 다 맞히려 하지 말고, 실행해서 나온 말을 하나씩 없애세요. 말은 셋입니다.",
            "`CGO_ENABLED=0`, `/usr/share/zoneinfo`의 파일 하나, `/etc/ssl/certs/ca-certificates.crt`가 필요합니다.",
            "인증서는 빌드 스테이지에서 `RUN /app cert > /ca.crt`로 만들어 `COPY --from=build`로 가져오세요.",
        ),
        shows="scratch에서 시작하면 프로그램이 기대던 것을 하나하나 알게 됩니다. 알고 담은 것만 남습니다.",
        values=_logbook_values,
        start=_logbook,
    ),
)
