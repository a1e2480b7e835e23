"""11장 실습의 답: 기준 답, 다른 길, 흔히 틀리는 답."""

from gorae.exercise import Answers, Case

BUILD = """FROM gorae/golang:1 AS build
WORKDIR /src
COPY main.go .
RUN {go} build -o {out} main.go
"""


def _go(out: str = "/app", cgo: bool = True) -> str:
    return BUILD.replace("{go}", "go" if cgo else "CGO_ENABLED=0 go").replace("{out}", out)


def _make(variable: str, folder: str, text: str, tag: str) -> str:
    """폴더를 열어 Dockerfile을 쓰고 빌드하는 코드입니다."""
    return f'''
{variable} = lab.context("{folder}", keep=True)
{variable}.write("Dockerfile", """{text}""")
_ = client.images.build(path={variable}.path, tag="{tag}", rm=True)
'''


def _cli(variable: str, folder: str, text: str, tag: str) -> str:
    """같은 일을 CLI로 하는 코드입니다."""
    return f'''
{variable} = lab.context("{folder}", keep=True)
{variable}.write("Dockerfile", """{text}""")
!docker build -q -t {tag} {{{variable}.path}}
'''


def _run(image: str, name: str, command: str = "") -> str:
    given = f", {command}" if command else ""
    return f'_ = client.containers.run("{image}"{given}, name="{name}", detach=True)\n'


# 11-1

CATCH_RUN = _run("gorae-catch:small", "gorae-catch-small")


def _catch(text: str) -> str:
    return _make("net", "catch", text, "gorae-catch:small")


# 11-2

PRESS = """FROM gorae/shell:1 AS draft
COPY draft.txt /out/news.txt

FROM gorae/shell:1 AS news
COPY news.txt /in/
RUN mkdir /out && sort /in/news.txt > /out/news.txt

FROM gorae/shell:1 AS style
RUN mkdir /out && echo "body { color: navy }" > /out/style.css

FROM gorae/shell:1
COPY --from={news} /out/news.txt /site/
COPY --from={style} /out/style.css /site/
CMD ["cat", "/site/news.txt"]
"""
PRESS_DRAFT = '_ = client.images.build(path=press.path, tag="gorae-bulletin:draft", target="draft", rm=True)\n'


def _press(news: str, style: str) -> str:
    return _make("press", "bulletin", PRESS.replace("{news}", news).replace("{style}", style), "gorae-bulletin")


# 11-3

DEBUG = """
FROM gorae/shell:1 AS debug
COPY --from=build /app/radar /app/radar
CMD ["/app/radar"]
"""
RELEASE = """
FROM scratch AS release
COPY --from=build /app/radar /app/radar
CMD ["/app/radar"]
"""
RADAR_RUN = """
for each in ("debug", "release"):
    _ = client.containers.run(f"gorae-radar:{each}", name=f"gorae-radar-{each}", detach=True)
"""
RADAR = '''
radar = lab.context("radar", keep=True)
radar.write("Dockerfile", """{text}""")
for each in ("debug", "release"):
    client.images.build(path=radar.path, tag=f"gorae-radar:{each}", target=each, rm=True)
'''


def _radar(text: str) -> str:
    return RADAR.replace("{text}", text) + RADAR_RUN


# 11-4

TIDY = '''
mine = values("11-4")
tidy = lab.context("tidy")
tidy.write("Dockerfile", """{text}""")
_ = client.images.build(path=tidy.path, tag="gorae-tidy", rm=True)
'''
TIDY_RUN = """
command = ["sh", "-c", f"echo 'package    {mine.word}' | gofmt"]
_ = client.containers.run("gorae-tidy", command, name="gorae-tidy-run", detach=True)
"""
TIDY_COPY = "FROM gorae/shell:1\nCOPY --from=gorae/golang:1 /usr/bin/gofmt /usr/local/bin/\n"


def _tidy(text: str, run: str = TIDY_RUN) -> str:
    return TIDY.replace("{text}", text) + run


# 11-5

AGAIN = 'client.containers.get("gorae-lookout").remove(force=True)\n'
LOOKOUT_RUN = AGAIN + _run("gorae-lookout", "gorae-lookout")
TOWER_END = """
FROM {base}
COPY --from=build /app /
CMD ["/app"]
"""
LIBRARIES = """RUN mkdir /libs && cp -L --parents $(ldd /app | grep -o '/[^ ]*') /libs

FROM scratch
COPY --from=build /libs/ /
COPY --from=build /app /
CMD ["/app"]
"""


def _tower(text: str, run: str = LOOKOUT_RUN) -> str:
    return _make("tower", "lookout", text, "gorae-lookout") + run


# 11-6

CERT = "RUN /app cert > /ca.crt\n"
ZONE = "COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo\n"
TRUST = "COPY --from=build /ca.crt /etc/ssl/certs/ca-certificates.crt\n"
LOGBOOK_RUN = _run("gorae-logbook", "gorae-logbook")
CAREFUL = "http.NotFoundHandler())"
CARELESS = f"{CAREFUL}\\n\\thttp.DefaultTransport.(*http.Transport).TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig"


def _desk(last: str, base: str = "scratch", cgo: bool = False, before: str = "") -> str:
    text = f'{_go(cgo=cgo)}{CERT}\nFROM {base}\nCOPY --from=build /app /\n{last}ENTRYPOINT ["/app"]\n'
    made = _make("desk", "logbook", text, "gorae-logbook")
    return (made.replace("\n_ = ", f"\n{before}\n_ = ") if before else made) + LOGBOOK_RUN


ANSWERS = {
    "11-1": Answers(
        reference=_catch(f'{_go()}\nFROM gorae/shell:1\nCOPY --from=build /app /\nCMD ["/app"]\n') + CATCH_RUN,
        because="첫 스테이지는 전과 같은 줄이라 캐시를 쓰고, 마지막 스테이지에는 프로그램 하나만 옮겼습니다.",
        routes=(
            Case(
                "CLI와 scratch",
                _cli(
                    "net", "catch", f'{_go()}\nFROM scratch\nCOPY --from=0 /app /\nCMD ["/app"]\n', "gorae-catch:small"
                )
                + "!docker run --name gorae-catch-small gorae-catch:small\n",
            ),
            Case(
                "만들어 둔 이미지에서 가져옴",
                _catch('FROM gorae/shell:1\nCOPY --from=gorae-catch:big /app /app\nENTRYPOINT ["/app"]\n') + CATCH_RUN,
            ),
        ),
        wrong=(
            Case(
                "쓰고 나서 지움",
                _catch(f'{_go()}RUN rm -rf /usr/lib/go* /usr/share/go* /root/.cache\nCMD ["/app"]\n') + CATCH_RUN,
                "partial",
                "뒤에서 지워도 아래 레이어는 그대로입니다",
            ),
            Case(
                "이름만 하나 더",
                '_ = client.images.get("gorae-catch:big").tag("gorae-catch", "small")\n' + CATCH_RUN,
                "partial",
                "이름을 하나 더 붙여도 같은 이미지입니다",
            ),
            Case(
                "CMD를 첫 스테이지에만",
                _catch(f'{_go()}CMD ["/app"]\n\nFROM gorae/shell:1\nCOPY --from=build /app /\n')
                + _run("gorae-catch:small", "gorae-catch-small", '["/app"]'),
                "partial",
                "스테이지의 CMD는 다음 스테이지로 넘어가지 않습니다",
            ),
            Case(
                "옮기지 않음",
                _catch(f'{_go()}\nFROM gorae/shell:1\nCMD ["/app"]\n')
                + "!docker run --name gorae-catch-small gorae-catch:small\n",
                "partial",
                "exited (종료 코드 0)",
            ),
        ),
    ),
    "11-2": Answers(
        reference=_press("news", "style") + PRESS_DRAFT,
        because="네 스테이지에 이름을 붙였습니다. 이름으로 가리키면 스테이지를 끼워 넣어도 밀리지 않습니다.",
        routes=(
            Case(
                "CLI",
                _cli(
                    "press",
                    "bulletin",
                    PRESS.replace("{news}", "news").replace("{style}", "style"),
                    "gorae-bulletin",
                )
                + "!docker build -q --target draft -t gorae-bulletin:draft {press.path}\n",
            ),
            Case("번호를 바로 세고 초안에만 이름", _press("1", "2") + PRESS_DRAFT),
            Case(
                "초안을 다른 Dockerfile로",
                _press("news", "style")
                + """
press.write("draft.Dockerfile", "FROM gorae/shell:1\\nCOPY draft.txt /out/news.txt\\n")
_ = client.images.build(path=press.path, dockerfile="draft.Dockerfile", tag="gorae-bulletin:draft", rm=True)
""",
            ),
        ),
        wrong=(
            Case("오류 난 줄만 고침", _press("0", "2") + PRESS_DRAFT, "partial", "초안을 실었습니다"),
            Case(
                "초안을 빠뜨림",
                _press("news", "style"),
                "partial",
                "gorae-bulletin:draft",
            ),
            Case(
                "style.css를 빼서 빌드되게 함",
                _make(
                    "press",
                    "bulletin",
                    PRESS.replace("COPY --from={style} /out/style.css /site/\n", "").replace("{news}", "news"),
                    "gorae-bulletin",
                )
                + PRESS_DRAFT,
                "partial",
                "style.css를 만드는 스테이지에서",
            ),
            Case(
                "초안만 빌드",
                'press = lab.context("bulletin", keep=True)\npress.write("Dockerfile", press.read("Dockerfile").replace("shell:1", "shell:1 AS draft", 1))\n'
                + PRESS_DRAFT,
                "partial",
                "위에서부터 0, 1, 2로 세어",
            ),
        ),
    ),
    "11-3": Answers(
        reference=_radar(_go("/app/radar") + DEBUG + RELEASE),
        because="build 스테이지는 한 번만 만들어지고, 두 이미지가 그 프로그램을 나누어 가집니다.",
        routes=(
            Case(
                "CLI",
                _cli("radar", "radar", _go("/app/radar") + DEBUG + RELEASE, "gorae-radar:release")
                + "!docker build -q --target debug -t gorae-radar:debug {radar.path}\n"
                + "!docker run --name gorae-radar-debug gorae-radar:debug\n"
                + "!docker run --name gorae-radar-release gorae-radar:release\n",
            ),
            Case(
                "Dockerfile 둘로",
                _make("radar", "radar", _go("/app/radar") + RELEASE, "gorae-radar:release")
                + 'text = """FROM gorae/shell:1\nCOPY --from=gorae-radar:release /app /app\nCMD ["/app/radar"]\n"""\n'
                + 'radar.write("Dockerfile", text)\n'
                + '_ = client.images.build(path=radar.path, tag="gorae-radar:debug", rm=True)\n'
                + RADAR_RUN,
            ),
        ),
        wrong=(
            Case(
                "target을 빼먹음",
                RADAR.replace("{text}", _go("/app/radar") + RELEASE + DEBUG).replace(", target=each", "") + RADAR_RUN,
                "partial",
                "--target으로 무엇을 빌드했는지",
            ),
            Case(
                "도구까지 든 debug",
                _radar(_go("/app/radar") + 'FROM build AS debug\nCMD ["/app/radar"]\n' + RELEASE),
                "partial",
                "FROM을 확인하세요",
            ),
            Case(
                "따로 빌드",
                _radar(
                    _go("/app/radar")
                    + RELEASE
                    + "\nFROM build AS other\nRUN go build -ldflags=-s -o /app/radar main.go\n"
                    + DEBUG.replace("from=build", "from=other")
                ),
                "partial",
                "두 스테이지가 모두 build 스테이지에서",
            ),
            Case(
                "셸로 실행하는 CMD",
                RADAR.replace("{text}", _go("/app/radar") + DEBUG + RELEASE.replace('["/app/radar"]', "/app/radar"))
                + "!docker run --name gorae-radar-debug gorae-radar:debug\n"
                + "!docker run --name gorae-radar-release gorae-radar:release\n",
                "partial",
                "gorae-radar-release: exited (종료 코드 0)",
            ),
        ),
    ),
    "11-4": Answers(
        reference=_tidy(TIDY_COPY),
        because="COPY --from에 이미지의 이름을 적으면 그 이미지를 실행하지 않고 파일만 가져옵니다.",
        routes=(
            Case(
                "CLI와 이름 붙인 스테이지",
                """
mine = values("11-4")
tidy = lab.context("tidy")
lines = ["FROM gorae/golang:1 AS tools", "FROM gorae/shell:1", "COPY --from=tools /usr/bin/gofmt /usr/local/bin/gofmt"]
tidy.write("Dockerfile", "\\n".join(lines))
!docker build -q -t gorae-tidy {tidy.path}
!docker run --name gorae-tidy-run gorae-tidy sh -c "echo 'package    {mine.word}' | gofmt"
""",
            ),
            Case(
                "컨테이너에 복사해 굳힘",
                """
mine = values("11-4")
lender = client.containers.create("gorae/golang:1", name="gorae-lender")
packed, _ = lender.get_archive("/usr/lib/go/bin/gofmt")
borrower = client.containers.run("gorae/shell:1", ["mkdir", "-p", "/usr/local/bin"], name="gorae-borrower", detach=True)
_ = borrower.wait()
_ = borrower.put_archive("/usr/local/bin", b"".join(packed))
_ = borrower.commit("gorae-tidy")
"""
                + TIDY_RUN,
            ),
        ),
        wrong=(
            Case(
                "Go 이미지에서 시작",
                _tidy("FROM gorae/golang:1\nRUN cp /usr/bin/gofmt /usr/local/bin/\n"),
                "partial",
                "FROM을 확인하세요",
            ),
            Case(
                "폴더째 가져옴",
                _tidy(f"{TIDY_COPY}COPY --from=gorae/golang:1 /usr/lib/go-1.24 /usr/lib/go\n"),
                "partial",
                "파일 하나만 가져오세요",
            ),
            Case(
                "다른 자리에 둠",
                _tidy("FROM gorae/shell:1\nCOPY --from=gorae/golang:1 /usr/bin/gofmt /usr/bin/\n"),
                "partial",
                "/usr/local/bin/gofmt로 가져오세요",
            ),
            Case(
                "gofmt를 부르지 않음",
                _tidy(TIDY_COPY, TIDY_RUN.replace(" | gofmt", "")),
                "partial",
                "gofmt에 글을 넘겨야",
            ),
        ),
    ),
    "11-5": Answers(
        reference=_tower(_go(cgo=False) + TOWER_END.replace("{base}", "scratch")),
        because="cgo를 끄면 이름을 찾는 코드까지 Go로 되어, 로더도 libc도 필요 없는 프로그램이 됩니다.",
        routes=(
            Case("libc가 있는 작은 이미지", _tower(_go() + TOWER_END.replace("{base}", "gorae/shell:1"))),
            Case("라이브러리를 함께 가져옴", _tower(_go() + LIBRARIES)),
            Case(
                "CLI와 빌드 인수 대신 ENV",
                _cli(
                    "tower",
                    "lookout",
                    _go().replace("WORKDIR", "ENV CGO_ENABLED=0\nWORKDIR") + TOWER_END.replace("{base}", "scratch"),
                    "gorae-lookout",
                )
                + "!docker rm -f gorae-lookout\n!docker run --name gorae-lookout gorae-lookout\n",
            ),
        ),
        wrong=(
            Case(
                "실행 권한을 줌",
                _tower(
                    _go() + "RUN chmod 777 /app\n" + TOWER_END.replace("{base}", "scratch"),
                    AGAIN + "!docker run --name gorae-lookout gorae-lookout\n",
                ),
                "partial",
                "ldd로 확인하세요",
            ),
            Case(
                "도구가 든 이미지에 담음",
                _tower(_go() + TOWER_END.replace("{base}", "gorae/golang:1")),
                "partial",
                "빌드 도구까지 내보내지는",
            ),
            Case(
                "이미지만 고치고 컨테이너는 그대로",
                _tower(_go(cgo=False) + TOWER_END.replace("{base}", "scratch"), ""),
                "partial",
                "지우고 지금의 gorae-lookout 이미지로",
            ),
        ),
    ),
    "11-6": Answers(
        reference=_desk(ZONE + TRUST),
        because="정적으로 빌드하고, 시간대와 인증서를 빌드 스테이지에서 제자리로 옮겼습니다.",
        routes=(
            Case(
                "다른 이미지의 시간대와 환경 변수로 정한 인증서",
                _desk(
                    "COPY --from=gorae/base:1 /usr/share/zoneinfo /zones\nCOPY --from=build /ca.crt /etc/ssl/our.crt\n"
                    "ENV ZONEINFO=/zones SSL_CERT_FILE=/etc/ssl/our.crt\n"
                ),
            ),
            Case(
                "CLI와 라이브러리",
                _cli(
                    "desk",
                    "logbook",
                    _go()
                    + CERT
                    + "RUN mkdir /libs && cp -L --parents $(ldd /app | grep -o '/[^ ]*') /libs\n"
                    + f'\nFROM scratch\nCOPY --from=build /libs/ /\nCOPY --from=build /app /\n{ZONE}{TRUST}CMD ["/app"]\n',
                    "gorae-logbook",
                )
                + "!docker run --name gorae-logbook gorae-logbook\n",
            ),
        ),
        wrong=(
            Case("프로그램만", _desk(""), "partial", "시간대 파일이 이미지에 없습니다"),
            Case("시간대만", _desk(ZONE), "partial", "믿는 인증서가 이미지에 없습니다"),
            Case(
                "cgo를 켠 채로",
                _desk(ZONE + TRUST, cgo=True).replace(LOGBOOK_RUN, "!docker run --name gorae-logbook gorae-logbook\n"),
                "partial",
                "ldd로 확인하세요",
            ),
            Case("데비안에 담음", _desk(TRUST, base="gorae/base:1"), "partial", "마지막 스테이지는 FROM scratch"),
            Case(
                "확인을 끔",
                _desk(ZONE, before=f'desk.write("main.go", desk.read("main.go").replace("{CAREFUL}", "{CARELESS}"))'),
                "partial",
                "확인을 끄면 누구의 인증서든",
            ),
        ),
    ),
}
