"""12장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

BUILD = """
import io


def make(tag, dockerfile, **options):
    client.images.build(fileobj=io.BytesIO(dockerfile.encode()), tag=tag, rm=True, **options)

"""

ATTIC = """
attic = client.containers.get("gorae-attic")
address = attic.attrs["NetworkSettings"]["Networks"]["bridge"]["IPAddress"]
"""

LEDGER_AGAIN = """
client.containers.get("gorae-ledger").remove(force=True)
"""

WARDS_AGAIN = """
for name in ("gorae-ward-a", "gorae-ward-b"):
    old = client.containers.get(name)
    command = old.attrs["Config"]["Cmd"]
    old.remove(force=True)
"""

ANSWERS = {
    "12-1": Answers(
        reference=f'''{BUILD}
mine = values("12-1")
recipe = """
FROM gorae/shell:1
ARG RELEASE=dev
ENV RELEASE=$RELEASE
"""
make("gorae-stamp:first", recipe, buildargs={{"RELEASE": mine.first}})
make("gorae-stamp:second", recipe, buildargs={{"RELEASE": mine.second}})
make("gorae-stamp:latest", recipe)
''',
        because="ARG가 받은 값을 ENV가 이미지의 설정으로 옮겼습니다. 넘기지 않으면 ARG의 기본값이 옮겨집니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("12-1")
from pathlib import Path
from tempfile import TemporaryDirectory

with TemporaryDirectory() as folder:
    Path(folder, "Dockerfile").write_text("FROM gorae/shell:1\\nARG RELEASE=dev\\nENV RELEASE=${RELEASE}\\n")
    !docker build -q -t gorae-stamp:first --build-arg RELEASE={mine.first} {folder}
    !docker build -q -t gorae-stamp:second --build-arg RELEASE={mine.second} {folder}
    !docker build -q -t gorae-stamp:latest {folder}
""",
            ),
        ),
        wrong=(
            Case(
                "ENV로 옮기지 않음",
                f"""{BUILD}
mine = values("12-1")
recipe = "FROM gorae/shell:1\\nARG RELEASE=dev\\nRUN echo $RELEASE > /release\\n"
for tag, release in (("first", mine.first), ("second", mine.second), ("latest", "dev")):
    make(f"gorae-stamp:{{tag}}", recipe, buildargs={{"RELEASE": release}})
""",
                "partial",
                "ARG로 받은 값은 빌드가 끝나면 사라집니다",
            ),
            Case(
                "판마다 Dockerfile을 고침",
                f"""{BUILD}
mine = values("12-1")
for tag, release in (("first", mine.first), ("second", mine.second), ("latest", "dev")):
    make(f"gorae-stamp:{{tag}}", f"FROM gorae/shell:1\\nENV RELEASE={{release}}\\n")
""",
                "partial",
                "Dockerfile을 판마다 고치지 말고",
            ),
            Case(
                "값을 바꾸어 넘기고 기본값을 잊음",
                f"""{BUILD}
mine = values("12-1")
recipe = "FROM gorae/shell:1\\nARG RELEASE\\nENV RELEASE=$RELEASE\\n"
make("gorae-stamp:first", recipe, buildargs={{"RELEASE": mine.second}})
make("gorae-stamp:second", recipe, buildargs={{"RELEASE": mine.first}})
make("gorae-stamp:latest", recipe)
""",
                "partial",
                "빌드 인수의 값과 태그가 짝이 맞는지",
            ),
        ),
    ),
    "12-2": Answers(
        reference=f'''{BUILD}{ATTIC}
recipe = """
FROM gorae/shell:1
ARG ATTIC
RUN mkdir -p /srv/shop && cd /srv/shop \\
 && wget -q -O /tmp/pages.tar.gz http://${{ATTIC}}/pages.tar.gz \\
 && tar -xzf /tmp/pages.tar.gz && rm /tmp/pages.tar.gz \\
 && chown -R www-data:www-data /srv/shop
"""
make("gorae-shop", recipe, buildargs={{"ATTIC": address}})
client.containers.run("gorae-shop", ["sleep", "3600"], name="gorae-shop", detach=True)
''',
        because="한 RUN에서 받고, 풀고, 지우고, 주인까지 바꾸었습니다. 받은 묶음은 어느 레이어에도 남지 않습니다.",
        routes=(
            Case(
                "ADD로 받고 RUN으로 풂",
                f"""{BUILD}{ATTIC}
unpack = "mkdir -p /srv/shop && tar -xzf /tmp/pages.tar.gz -C /srv/shop && chown -R 33:33 /srv/shop"
make("gorae-shop", f"FROM gorae/shell:1\\nADD http://{{address}}/pages.tar.gz /tmp/\\nRUN {{unpack}}\\n")
client.containers.run("gorae-shop", ["sleep", "3600"], name="gorae-shop", detach=True)
""",
            ),
            Case(
                "엔진에서 꺼내 컨텍스트의 묶음으로 ADD",
                """
import io
import tarfile

stream, _ = client.containers.get("gorae-attic").get_archive("/var/www/pages.tar.gz")
outer = tarfile.open(fileobj=io.BytesIO(b"".join(stream)))
pages = outer.extractfile("pages.tar.gz").read()
recipe = b"FROM gorae/shell:1\\nADD pages.tar.gz /srv/shop/\\nRUN chown -R 33:33 /srv/shop\\n"
context = io.BytesIO()
with tarfile.open(fileobj=context, mode="w") as tar:
    for name, data in (("Dockerfile", recipe), ("pages.tar.gz", pages)):
        member = tarfile.TarInfo(name)
        member.size = len(data)
        tar.addfile(member, io.BytesIO(data))
context.seek(0)
client.images.build(fileobj=context, custom_context=True, tag="gorae-shop", rm=True)
client.containers.run("gorae-shop", ["sleep", "3600"], name="gorae-shop", detach=True)
""",
            ),
            Case(
                "CLI와 파일로 받은 묶음",
                """
from tempfile import TemporaryDirectory
from pathlib import Path

with TemporaryDirectory() as folder:
    Path(folder, "Dockerfile").write_text("FROM gorae/shell:1\\nADD pages.tar.gz /srv/shop/\\nRUN chown -R www-data:www-data /srv/shop\\n")
    !docker cp gorae-attic:/var/www/pages.tar.gz {folder}/
    !docker build -q -t gorae-shop {folder}
!docker run -d --name gorae-shop gorae-shop httpd -f -p 8080 -h /srv/shop
""",
            ),
        ),
        wrong=(
            Case(
                "URL의 묶음이 풀릴 줄 앎",
                f"""{BUILD}{ATTIC}
make("gorae-shop", f"FROM gorae/shell:1\\nADD http://{{address}}/pages.tar.gz /srv/shop/\\n")
client.containers.run("gorae-shop", ["sleep", "3600"], name="gorae-shop", detach=True)
""",
                "partial",
                "ADD는 URL에서 받은 묶음을 풀지 않습니다",
            ),
            Case(
                "소유자가 root",
                f"""{BUILD}{ATTIC}
unpack = "mkdir -p /srv/shop && tar -xzf /tmp/pages.tar.gz -C /srv/shop"
make("gorae-shop", f"FROM gorae/shell:1\\nADD http://{{address}}/pages.tar.gz /tmp/\\nRUN {{unpack}}\\n")
client.containers.run("gorae-shop", ["sleep", "3600"], name="gorae-shop", detach=True)
""",
                "partial",
                "chown -R www-data:www-data",
            ),
            Case(
                "컨테이너에서 풂",
                f"""{BUILD}{ATTIC}
make("gorae-shop", f"FROM gorae/shell:1\\nADD http://{{address}}/pages.tar.gz /tmp/\\n")
shop = client.containers.run("gorae-shop", ["sleep", "3600"], name="gorae-shop", detach=True)
unpack = "mkdir -p /srv/shop && tar -xzf /tmp/pages.tar.gz -C /srv/shop && chown -R 33:33 /srv/shop"
_ = shop.exec_run(["sh", "-c", unpack])
""",
                "partial",
                "컨테이너 안에서 고친 것은 이미지에 들어가지 않습니다",
            ),
        ),
    ),
    "12-3": Answers(
        reference=f'''{BUILD}
mine = values("12-3")
recipe = f"""
FROM gorae/shell:1
RUN mkdir /diary && chown gorae /diary
USER gorae
CMD echo {{mine.word}} > /diary/today.txt && exec sleep 3600
"""
make("gorae-diarist", recipe)
client.containers.run("gorae-diarist", name="gorae-diarist", detach=True)
''',
        because="폴더를 만들고 주인을 바꾸는 일은 root일 때, USER는 그다음에 적었습니다.",
        routes=(
            Case(
                "CLI와 COPY --chown",
                """
mine = values("12-3")
from pathlib import Path
from tempfile import TemporaryDirectory

with TemporaryDirectory() as folder:
    Path(folder, "diary").mkdir()
    Path(folder, "diary", "cover.txt").write_text("일기장")
    Path(folder, "Dockerfile").write_text(
        "FROM gorae/shell:1\\nCOPY --chown=1000:1000 diary /diary\\nRUN chown 1000 /diary && chmod 755 /diary\\nUSER 1000:1000\\n"
    )
    !docker build -q -t gorae-diarist {folder}
!docker run -d --name gorae-diarist gorae-diarist sh -c "echo {mine.word} > /diary/today.txt; exec sleep 3600"
""",
            ),
            Case(
                "실행한 뒤에 exec으로 씀",
                f"""{BUILD}
mine = values("12-3")
make("gorae-diarist", "FROM gorae/shell:1\\nRUN install -d -o 1000 -g 1000 -m 700 /diary\\nUSER gorae\\nCMD [\\"sleep\\", \\"3600\\"]\\n")
diarist = client.containers.run("gorae-diarist", name="gorae-diarist", detach=True)
_ = diarist.exec_run(["sh", "-c", f"echo {{mine.word}} > /diary/today.txt"])
""",
            ),
        ),
        wrong=(
            Case(
                "root로 실행",
                f"""{BUILD}
mine = values("12-3")
make("gorae-diarist", f"FROM gorae/shell:1\\nRUN mkdir /diary\\nCMD echo {{mine.word}} > /diary/today.txt && exec sleep 3600\\n")
client.containers.run("gorae-diarist", name="gorae-diarist", detach=True)
""",
                "fail",
                "이미지에 USER를 적으세요",
            ),
            Case(
                "실행할 때에만 사용자를 정함",
                f"""{BUILD}
mine = values("12-3")
make("gorae-diarist", "FROM gorae/shell:1\\nRUN mkdir /diary && chown gorae /diary\\n")
write = ["sh", "-c", f"echo {{mine.word}} > /diary/today.txt && exec sleep 3600"]
client.containers.run("gorae-diarist", write, name="gorae-diarist", user="1000", detach=True)
""",
                "partial",
                "--user를 붙이는 대신",
            ),
            Case(
                "주인을 바꾸지 않음",
                f"""{BUILD}
mine = values("12-3")
make("gorae-diarist", f"FROM gorae/shell:1\\nRUN mkdir /diary\\nUSER gorae\\nCMD echo {{mine.word}} > /diary/today.txt && exec sleep 3600\\n")
client.containers.run("gorae-diarist", name="gorae-diarist", detach=True)
""",
                "fail",
                "Permission denied",
            ),
            Case(
                "아무나 쓰게 엶",
                f"""{BUILD}
mine = values("12-3")
make("gorae-diarist", f"FROM gorae/shell:1\\nRUN mkdir -m 777 /diary\\nUSER gorae\\nCMD echo {{mine.word}} > /diary/today.txt && exec sleep 3600\\n")
client.containers.run("gorae-diarist", name="gorae-diarist", detach=True)
""",
                "partial",
                "chown으로 그 사용자의 것으로 만드세요",
            ),
        ),
    ),
    "12-4": Answers(
        reference=f'''{BUILD}
mine = values("12-4")
recipe = """
FROM gorae/shell:1
ENTRYPOINT ["echo", "안녕,"]
CMD ["고래"]
"""
make("gorae-greet", recipe)
client.containers.run("gorae-greet", name="gorae-greet-plain")
client.containers.run("gorae-greet", [mine.word], name="gorae-greet-mine")
''',
        because="docker run 뒤에 적은 것은 CMD의 자리를 차지합니다. ENTRYPOINT는 그 앞에 그대로 남습니다.",
        routes=(
            Case(
                "CLI와 스크립트",
                """
mine = values("12-4")
from pathlib import Path
from tempfile import TemporaryDirectory

with TemporaryDirectory() as folder:
    Path(folder, "greet").write_text("#!/bin/sh\\necho 안녕, $1\\n")
    Path(folder, "Dockerfile").write_text(
        'FROM gorae/shell:1\\nCOPY greet /\\nENTRYPOINT ["sh", "/greet"]\\nCMD ["고래"]\\n'
    )
    !docker build -q -t gorae-greet {folder}
!docker run --name gorae-greet-plain gorae-greet
!docker run --name gorae-greet-mine gorae-greet {mine.word}
""",
            ),
        ),
        wrong=(
            Case(
                "셸 형식",
                f"""{BUILD}
mine = values("12-4")
make("gorae-greet", "FROM gorae/shell:1\\nENTRYPOINT echo 안녕, 고래\\nCMD [\\"고래\\"]\\n")
client.containers.run("gorae-greet", name="gorae-greet-plain")
client.containers.run("gorae-greet", [mine.word], name="gorae-greet-mine")
""",
                "partial",
                "셸 형식의 ENTRYPOINT는 CMD도",
            ),
            Case(
                "ENTRYPOINT 없이 CMD에 모두",
                f"""{BUILD}
mine = values("12-4")
make("gorae-greet", 'FROM gorae/shell:1\\nCMD ["echo", "안녕,", "고래"]\\n')
client.containers.run("gorae-greet", name="gorae-greet-plain")
client.containers.run("gorae-greet", ["echo", "안녕,", mine.word], name="gorae-greet-mine")
""",
                "fail",
                "ENTRYPOINT가 없으면",
            ),
            Case(
                "실행할 때 프로그램까지 바꿈",
                f"""{BUILD}
mine = values("12-4")
make("gorae-greet", 'FROM gorae/shell:1\\nENTRYPOINT ["echo", "안녕,"]\\nCMD ["고래"]\\n')
client.containers.run("gorae-greet", name="gorae-greet-plain", entrypoint=["echo"], command=["안녕,", "고래"])
client.containers.run("gorae-greet", name="gorae-greet-mine", entrypoint=["echo"], command=["안녕,", mine.word])
""",
                "partial",
                "ENTRYPOINT는 이미지의 것을 그대로",
            ),
            Case(
                "인사까지 다시 적음",
                f"""{BUILD}
mine = values("12-4")
make("gorae-greet", 'FROM gorae/shell:1\\nENTRYPOINT ["echo"]\\nCMD ["안녕,", "고래"]\\n')
client.containers.run("gorae-greet", name="gorae-greet-plain")
client.containers.run("gorae-greet", ["안녕,", mine.word], name="gorae-greet-mine")
""",
                "fail",
                "docker run 뒤에는 바꿀 인수만",
            ),
        ),
    ),
    "12-5": Answers(
        reference=f'''{BUILD}{LEDGER_AGAIN}
recipe = """
FROM gorae-ledger
STOPSIGNAL SIGTERM
ENTRYPOINT ["ledger"]
"""
make("gorae-ledger:fixed", recipe)
ledger = client.containers.run("gorae-ledger:fixed", name="gorae-ledger", detach=True)
lab.wait(lambda: ledger.logs(), 10, what="장부 프로그램의 시작")
ledger.stop()
''',
        because=(
            "고장은 둘이었습니다. 셸 형식 때문에 셸이 PID 1이었고, STOPSIGNAL은 프로그램이 모르는 신호였습니다. "
            "어느 하나만 고치면 신호는 여전히 닿지 않습니다."
        ),
        routes=(
            Case(
                "CLI에서 실행할 때 바꿈",
                """
!docker rm -f gorae-ledger
!docker run -d --name gorae-ledger --entrypoint ledger --stop-signal SIGTERM gorae-ledger
lab.wait(lambda: client.containers.get("gorae-ledger").logs(), 10, what="장부 프로그램의 시작")
!docker stop gorae-ledger
""",
            ),
            Case(
                "셸 형식에 exec, Ctrl-C의 신호",
                f"""{BUILD}{LEDGER_AGAIN}
make("gorae-ledger", "FROM gorae-ledger\\nSTOPSIGNAL SIGINT\\nENTRYPOINT exec ledger\\n")
ledger = client.containers.run("gorae-ledger", name="gorae-ledger", detach=True)
lab.wait(lambda: ledger.logs(), 10, what="장부 프로그램의 시작")
ledger.kill("SIGINT")
ledger.wait()
""",
            ),
        ),
        wrong=(
            Case(
                "고치지 않고 멈춤",
                'client.containers.get("gorae-ledger").stop(timeout=1)',
                "fail",
                "SIGKILL(137)로 죽었습니다",
            ),
            Case(
                "신호만 고침",
                f"""{BUILD}{LEDGER_AGAIN}
make("gorae-ledger:fixed", "FROM gorae-ledger\\nSTOPSIGNAL SIGTERM\\n")
ledger = client.containers.run("gorae-ledger:fixed", name="gorae-ledger", detach=True)
lab.wait(lambda: ledger.logs(), 10, what="장부 프로그램의 시작")
ledger.stop(timeout=1)
""",
                "partial",
                "셸 형식이면 셸이 PID 1입니다",
            ),
            Case(
                "형식만 고침",
                f"""{BUILD}{LEDGER_AGAIN}
make("gorae-ledger:fixed", 'FROM gorae-ledger\\nENTRYPOINT ["ledger"]\\n')
ledger = client.containers.run("gorae-ledger:fixed", name="gorae-ledger", detach=True)
lab.wait(lambda: ledger.logs(), 10, what="장부 프로그램의 시작")
ledger.stop(timeout=1)
""",
                "partial",
                "이 프로그램은 TERM과 INT만 압니다",
            ),
            Case(
                "--init만 붙임",
                f"""{LEDGER_AGAIN}
ledger = client.containers.run("gorae-ledger", name="gorae-ledger", init=True, stop_signal="SIGTERM", detach=True)
lab.wait(lambda: ledger.logs(), 10, what="장부 프로그램의 시작")
ledger.stop(timeout=1)
""",
                "partial",
                "--init은 셸에 신호를 전할 뿐이고",
            ),
        ),
    ),
    "12-6": Answers(
        reference=f'''{BUILD}
recipe = """
FROM gorae-clinic
HEALTHCHECK --interval=500ms --timeout=2s --retries=2 CMD wget -q -O /dev/null http://127.0.0.1:8080/
"""
make("gorae-clinic:fixed", recipe)
{WARDS_AGAIN.strip()}
    client.containers.run("gorae-clinic:fixed", command, name=name, detach=True)
''',
        because="페이지를 버리기만 하는 wget의 종료 코드가 그대로 검사의 종료 코드가 됩니다.",
        routes=(
            Case(
                "실행할 때 검사를 바꿈",
                f"""
second = 10**9
honest = {{"test": ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"], "interval": second // 2, "retries": 2}}
{WARDS_AGAIN.strip()}
    client.containers.run("gorae-clinic", command, name=name, healthcheck=honest, detach=True)
""",
            ),
            Case(
                "CLI와 pipefail",
                """
from tempfile import TemporaryDirectory
from pathlib import Path

check_it = "wget -q -O - http://127.0.0.1:8080/ | head -c 40"
with TemporaryDirectory() as folder:
    Path(folder, "Dockerfile").write_text(
        f"FROM gorae-clinic\\nHEALTHCHECK --interval=500ms --retries=2 CMD set -o pipefail; {check_it}\\n"
    )
    !docker build -q -t gorae-clinic:fixed {folder}
!docker rm -f gorae-ward-a gorae-ward-b
!docker run -d --name gorae-ward-a gorae-clinic:fixed
!docker run -d --name gorae-ward-b gorae-clinic:fixed sh -c "rm /www/index.html && exec httpd -f -p 8080 -h /www"
""",
            ),
        ),
        wrong=(
            Case(
                "같은 검사로 다시 만듦",
                f"""
{WARDS_AGAIN.strip()}
    client.containers.run("gorae-clinic", command, name=name, detach=True)
""",
                "partial",
                "파이프의 종료 코드는 마지막 명령의 것입니다",
            ),
            Case(
                "아픈 쪽의 페이지를 되살림",
                """
old = client.containers.get("gorae-ward-b")
old.remove(force=True)
client.containers.run("gorae-clinic", name="gorae-ward-b", detach=True)
""",
                "partial",
                "고칠 것은 페이지가 아니라 검사입니다",
            ),
            Case(
                "언제나 실패하는 검사",
                f"""
broken = {{"test": ["CMD-SHELL", "exit 1"], "interval": 10**8, "retries": 2}}
{WARDS_AGAIN.strip()}
    client.containers.run("gorae-clinic", command, name=name, healthcheck=broken, detach=True)
""",
                "partial",
                "멀쩡한 것까지 아프다고 합니다",
            ),
            Case(
                "한쪽에만 실패하는 검사",
                """
old = client.containers.get("gorae-ward-b")
command = old.attrs["Config"]["Cmd"]
old.remove(force=True)
broken = {"test": ["CMD-SHELL", "exit 1"], "interval": 10**8, "retries": 2}
client.containers.run("gorae-clinic", command, name="gorae-ward-b", healthcheck=broken, detach=True)
""",
                "partial",
                "두 컨테이너에 같은 검사를 쓰세요",
            ),
        ),
    ),
}
