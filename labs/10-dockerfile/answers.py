"""10장 실습의 답: 기준 답, 다른 길, 흔히 틀리는 답."""

from gorae.exercise import Answers, Case

GREETING = '''
mine = values("10-1")
hello = lab.context("greeting")
hello.write("Dockerfile", f"""FROM {base}
{lines}
""")
_ = client.images.build(path=hello.path, tag="gorae-greeting", rm=True)
'''


def _greeting(lines: str, base: str = "gorae/shell:1") -> str:
    return GREETING.replace("{base}", base).replace("{lines}", lines)


SITE = '''
mine = values("10-3")
site = lab.context("site")
site.write("index.html", f"<h1>{mine.word}</h1>")
site.write("Dockerfile", """FROM gorae/shell:1
{lines}
""")
_ = client.images.build(path=site.path, tag="gorae-site", rm=True)
'''
SITE_RUN = '_ = client.containers.run("gorae-site", name="gorae-site-web", detach=True, publish_all_ports=True)'
SERVE = 'CMD ["httpd", "-f", "-p", "8080", "-h", "/site"]'


def _site(lines: str, run: str = SITE_RUN) -> str:
    return SITE.replace("{lines}", lines) + run


IGNORED = ".env\\n.git\\nnode_modules\\nlogs/*.log\\n"
PARCEL = 'box = lab.context("parcel", keep=True)'
PARCEL_BUILD = '_ = client.images.build(path=box.path, tag="gorae-parcel", rm=True)'

ORDERS = '''
mine = values("10-5")
shop = lab.context("orders", keep=True)
shop.write("Dockerfile", """FROM gorae/shell:1
{lines}
CMD ["cat", "/app/menu.txt"]
""")
_ = client.images.build(path=shop.path, tag="gorae-orders:before", rm=True)
{change}
_ = client.images.build(path=shop.path, tag="gorae-orders:after", rm=True{options})
'''
ORDERED = "COPY install.sh packages.txt /app/\nRUN sh /app/install.sh\nCOPY . /app"
NEW_MENU = 'shop.write("menu.txt", mine.word)'


def _orders(lines: str = ORDERED, change: str = NEW_MENU, options: str = "") -> str:
    return ORDERS.replace("{lines}", lines).replace("{change}", change).replace("{options}", options)


HARBOR = '''
port = lab.context("harbor", keep=True)
port.write(".dockerignore", "*.md")
port.write("Dockerfile", """FROM gorae/shell:1
RUN mkdir /site && \\\\
    echo harbor > /site/name.txt
{folder}
COPY index.html .
COPY setup.sh /
{setup}
EXPOSE 8080
{command}
""")
_ = client.images.build(path=port.path, tag="gorae-harbor", rm=True, forcerm=True)
'''
HARBOR_RUN = (
    '_ = client.containers.run("gorae-harbor", {command}name="gorae-harbor-web", detach=True, publish_all_ports=True)'
)


def _harbor(
    folder: str = "WORKDIR /site",
    setup: str = "RUN echo y | sh /setup.sh",
    command: str = SERVE,
    run: str = HARBOR_RUN.replace("{command}", ""),
) -> str:
    text = HARBOR.replace("{folder}", folder).replace("{setup}", setup).replace("{command}", command)
    return text + run


ANSWERS = {
    "10-1": Answers(
        reference=_greeting('WORKDIR /app\nRUN echo {mine.word} > word.txt\nCMD ["cat", "word.txt"]'),
        because="WORKDIR이 폴더를 만들고, RUN과 CMD가 모두 그 폴더에서 일합니다.",
        routes=(
            Case(
                "파일을 써서 복사",
                """
mine = values("10-1")
hello = lab.context("greeting")
hello.write("word.txt", mine.word)
hello.write("Dockerfile", 'FROM gorae/shell:1\\nWORKDIR /app\\nCOPY word.txt .\\nCMD cat /app/word.txt\\n')
!docker build -q -t gorae-greeting {hello.path}
""",
            ),
            Case(
                "표준 입력으로 건넴",
                """
import io

text = f"FROM gorae/shell:1\\nWORKDIR /app\\nRUN echo {values('10-1').word} > word.txt\\nCMD cat word.txt\\n"
_ = client.images.build(fileobj=io.BytesIO(text.encode()), tag="gorae-greeting", rm=True)
""",
            ),
        ),
        wrong=(
            Case(
                "WORKDIR 대신 RUN cd",
                _greeting('RUN mkdir /app\nRUN cd /app\nRUN echo {mine.word} > word.txt\nCMD ["cat", "word.txt"]'),
                "partial",
                "RUN의 cd는 다음 지시어까지 이어지지 않습니다",
            ),
            Case(
                "낱말을 명령에 적음",
                _greeting('WORKDIR /app\nRUN echo {mine.word} > word.txt\nCMD ["echo", "{mine.word}"]'),
                "partial",
                "낱말을 명령에 적지 말고",
            ),
            Case(
                "다른 베이스 이미지",
                _greeting('WORKDIR /app\nRUN echo {mine.word} > word.txt\nCMD ["cat", "word.txt"]', "gorae/base:1"),
                "partial",
                "FROM을 확인하세요",
            ),
        ),
    ),
    "10-2": Answers(
        reference='''
mine = values("10-2")
catalog = lab.context("catalog")
catalog.write("Dockerfile", f"""FROM gorae/shell:1
LABEL org.opencontainers.image.title="{mine.title}" \\\\
      org.opencontainers.image.version="{mine.version}" \\\\
      org.opencontainers.image.authors="{mine.author}"
""")
_ = client.images.build(path=catalog.path, tag="gorae-catalog", rm=True)
''',
        because="LABEL 하나에 여럿을 적어도 되고 여러 줄로 나누어도 됩니다. 어느 쪽이든 레이어는 늘지 않습니다.",
        routes=(
            Case(
                "CLI의 --label",
                """
mine = values("10-2")
catalog = lab.context("catalog")
catalog.write("Dockerfile", "FROM gorae/shell:1")
key = "org.opencontainers.image"
!docker build -q -t gorae-catalog --label {key}.title={mine.title} --label {key}.version={mine.version} --label {key}.authors={mine.author} {catalog.path}
""",
            ),
            Case(
                "docker-py의 labels",
                """
import io

mine = values("10-2")
labels = {"title": mine.title, "version": mine.version, "authors": mine.author}
labels = {f"org.opencontainers.image.{key}": value for key, value in labels.items()}
_ = client.images.build(fileobj=io.BytesIO(b"FROM gorae/shell:1"), tag="gorae-catalog", labels=labels, rm=True)
""",
            ),
        ),
        wrong=(
            Case(
                "MAINTAINER를 씀",
                """
import io

mine = values("10-2")
key = "org.opencontainers.image"
text = f"FROM gorae/shell:1\\nMAINTAINER {mine.author}\\nLABEL {key}.title={mine.title} {key}.version={mine.version}\\n"
_ = client.images.build(fileobj=io.BytesIO(text.encode()), tag="gorae-catalog", rm=True)
""",
                "partial",
                "MAINTAINER는 레이블이 아니라",
            ),
            Case(
                "이름을 짧게 적음",
                """
import io

mine = values("10-2")
text = f"FROM gorae/shell:1\\nLABEL title={mine.title} version={mine.version} authors={mine.author}\\n"
_ = client.images.build(fileobj=io.BytesIO(text.encode()), tag="gorae-catalog", rm=True)
""",
                "fail",
                "있는 레이블: authors, title, version",
            ),
            Case(
                "author로 적음",
                """
import io

mine = values("10-2")
key = "org.opencontainers.image"
text = f"FROM gorae/shell:1\\nLABEL {key}.author={mine.author} {key}.title={mine.title} {key}.version={mine.version}\\n"
_ = client.images.build(fileobj=io.BytesIO(text.encode()), tag="gorae-catalog", rm=True)
""",
                "partial",
                "글자 하나까지",
            ),
        ),
    ),
    "10-3": Answers(
        reference=_site(f"COPY index.html /site/\nEXPOSE 8080\n{SERVE}"),
        because="EXPOSE는 어느 포트를 쓰는지 적어 두기만 합니다. 실제로 게시한 것은 publish_all_ports입니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("10-3")
site = lab.context("site")
site.write("page/index.html", mine.word)
site.write("Dockerfile", "FROM gorae/shell:1\\nWORKDIR /site\\nADD page .\\nEXPOSE 8080\\nCMD httpd -f -p 8080\\n")
!docker build -q -t gorae-site {site.path}
!docker run -d -P --name gorae-site-web gorae-site
""",
            ),
            Case(
                "포트를 하나하나 게시",
                _site(
                    f"COPY index.html /site/\nEXPOSE 8080/tcp\nENTRYPOINT {SERVE.removeprefix('CMD ')}",
                    SITE_RUN.replace("publish_all_ports=True", 'ports={"8080/tcp": ("127.0.0.1", None)}'),
                ),
            ),
        ),
        wrong=(
            Case(
                "EXPOSE가 없음",
                _site(f"COPY index.html /site/\n{SERVE}"),
                "partial",
                "-P는 EXPOSE로 적은 포트만 게시합니다",
            ),
            Case(
                "서버를 뒤에서 실행",
                _site('COPY index.html /site/\nEXPOSE 8080\nCMD ["httpd", "-p", "8080", "-h", "/site"]'),
                "partial",
                "httpd는 -f를 붙여야",
            ),
            Case(
                "페이지를 마운트",
                _site(
                    f"RUN mkdir /site\nEXPOSE 8080\n{SERVE}",
                    SITE_RUN.replace("detach=True", 'detach=True, volumes={lab.work("page").path: {"bind": "/site"}}'),
                ),
                "partial",
                "마운트한 파일은 이미지에 들어가지 않습니다",
            ),
        ),
    ),
    "10-4": Answers(
        reference=f"""
{PARCEL}
box.write(".dockerignore", "{IGNORED}")
{PARCEL_BUILD}
""",
        because="docker-py도 CLI도 컨텍스트를 보내기 전에 .dockerignore를 읽습니다. logs는 통째로 빼지 않고 .log만 뺐습니다.",
        routes=(
            Case(
                "모두 빼고 필요한 것만 되살림",
                f"""
{PARCEL}
box.write(".dockerignore", "*\\n!app.txt\\n!docs\\n!logs/format.txt\\n")
{PARCEL_BUILD}
""",
            ),
            Case(
                "CLI",
                f"""
{PARCEL}
box.write(".dockerignore", "{IGNORED}")
!docker build -q -t gorae-parcel {{box.path}}
""",
            ),
        ),
        wrong=(
            Case("그냥 빌드", f"{PARCEL}\n{PARCEL_BUILD}", "partial", "가장 큰 것은"),
            Case(
                "logs를 통째로 뺌",
                f"""
{PARCEL}
box.write(".dockerignore", ".env\\n.git\\nnode_modules\\nlogs\\n")
{PARCEL_BUILD}
""",
                "partial",
                "느낌표(!)로 시작하는 줄로",
            ),
            Case(
                "암호를 빠뜨림",
                f"""
{PARCEL}
box.write(".dockerignore", ".git\\nnode_modules\\nlogs/*.log\\n")
{PARCEL_BUILD}
""",
                "partial",
                ".env도 빼세요",
            ),
            Case(
                "Dockerfile을 고침",
                f"""
{PARCEL}
box.write("Dockerfile", "FROM gorae/shell:1\\nCOPY app.txt /parcel/\\nCOPY docs /parcel/docs\\nCOPY logs/format.txt /parcel/logs/\\n")
{PARCEL_BUILD}
""",
                "partial",
                "Dockerfile은 그대로 두고",
            ),
        ),
    ),
    "10-5": Answers(
        reference=_orders(),
        because="설치에 쓰는 두 파일만 먼저 복사했으므로 메뉴가 바뀌어도 설치까지는 캐시가 이어집니다.",
        routes=(
            Case(
                "CLI로 빌드",
                """
mine = values("10-5")
shop = lab.context("orders", keep=True)
shop.write("Dockerfile", "FROM gorae/shell:1\\nWORKDIR /app\\nCOPY install.sh packages.txt ./\\nRUN sh install.sh\\nCOPY menu.txt ./\\n")
!docker build -q -t gorae-orders:before {shop.path}
shop.write("menu.txt", mine.word)
!docker build -q -t gorae-orders:after {shop.path}
""",
            ),
            Case(
                "lab.build로 재면서 빌드",
                """
mine = values("10-5")
shop = lab.context("orders", keep=True)
lines = ["FROM gorae/shell:1", "COPY *.sh packages.txt /app/", "RUN sh /app/install.sh", "COPY menu.txt /app/"]
shop.write("Dockerfile", "\\n".join(lines))
lab.build(shop, "gorae-orders:before")
shop.write("menu.txt", mine.word)
print(lab.build(shop, "gorae-orders:after").executed)
""",
            ),
        ),
        wrong=(
            Case(
                "차례를 그대로 둠",
                _orders("COPY . /app\nRUN sh /app/install.sh"),
                "partial",
                "설치가 다시 실행되었습니다",
            ),
            Case("메뉴를 바꾸지 않음", _orders(change=""), "partial", "after를 빌드하기 전에 menu.txt를 바꾸세요"),
            Case("캐시를 쓰지 않음", _orders(options=", nocache=True"), "partial", "두 번 다 같은 빌더로"),
            Case("설치를 없앰", _orders("COPY . /app"), "partial", "설치 단계를 없애지 말고"),
        ),
    ),
    "10-6": Answers(
        reference=_harbor(),
        because=(
            "줄을 잇는 역슬래시가 없었고, .dockerignore가 index.html을 뺐고, setup.sh의 물음에 답이 없었습니다. "
            "남은 둘은 조용했습니다. RUN의 cd는 다음 지시어에 이어지지 않고, CMD는 마지막 것만 남습니다."
        ),
        routes=(
            Case(
                "CLI",
                """
port = lab.context("harbor", keep=True)
port.write(".dockerignore", "*.md\\n*.html\\n!index.html\\n")
lines = ["FROM gorae/shell:1", "WORKDIR /site", "RUN echo harbor > name.txt", "COPY index.html .", "COPY setup.sh /"]
lines += ["RUN yes | sh /setup.sh", "EXPOSE 8080", "CMD httpd -f -p 8080 -h /site"]
port.write("Dockerfile", "\\n".join(lines))
!docker build -q -t gorae-harbor {port.path}
!docker run -d -P --name gorae-harbor-web gorae-harbor
""",
            ),
            Case(
                "WORKDIR 없이 절대 경로로",
                _harbor("", "RUN echo y > /answer && sh /setup.sh < /answer && rm /answer").replace(
                    "COPY index.html .", "COPY index.html /site/"
                ),
            ),
        ),
        wrong=(
            Case(
                "줄바꿈만 고침",
                """
port = lab.context("harbor", keep=True)
port.write("Dockerfile", port.read("Dockerfile").replace("/site &&", "/site && \\\\"))
print(lab.build(port, "gorae-harbor").error)
""",
                "fail",
                "처음 만난 고장 하나만",
            ),
            Case("RUN cd를 그대로 둠", _harbor("RUN cd /site"), "partial", "RUN의 cd는 그 RUN에서만"),
            Case("실패를 숨김", _harbor(setup="RUN sh /setup.sh || true"), "partial", "실패를 숨기지 말고"),
            Case(
                "CMD를 그대로 두고 명령을 적어 실행",
                _harbor(
                    command=f'{SERVE}\nCMD ["sh"]',
                    run=HARBOR_RUN.replace("{command}", '["httpd", "-f", "-p", "8080", "-h", "/site"], '),
                ),
                "partial",
                "CMD가 여럿이면",
            ),
        ),
    ),
}
