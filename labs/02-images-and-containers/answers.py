"""02장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

ANSWERS = {
    "02-1": Answers(
        reference="""
config = client.images.get("gorae-mystery:1").attrs["Config"]
environment = dict(each.split("=", 1) for each in config["Env"])
mystery_command = config["Cmd"]
mystery_lunch = environment["LUNCH"]
[mystery_port] = config["ExposedPorts"]
""",
        because="이미지의 `Config`는 컨테이너를 만들 때 쓰는 기본값입니다. 실행하지 않고도 읽을 수 있습니다.",
        routes=(
            Case(
                "CLI",
                """
import json

config = !docker image inspect --format "{{{{json .Config}}}}" gorae-mystery:1
config = json.loads(config[0])
mystery_command = config["Cmd"]
mystery_lunch = next(each for each in config["Env"] if each.startswith("LUNCH=")).partition("=")[2]
mystery_port = int(list(config["ExposedPorts"])[0].partition("/")[0])
""",
            ),
            Case(
                "컨테이너에서 읽음",
                """
probe = client.containers.create("gorae-mystery:1", name="gorae-mystery-probe").attrs["Config"]
mystery_command = probe["Cmd"]
mystery_lunch = [each for each in probe["Env"] if each.startswith("LUNCH=")][0][6:]
mystery_port = list(probe["ExposedPorts"])[0]
""",
            ),
        ),
        wrong=(
            Case(
                "다른 이미지의 명령, 등호까지 넣은 값",
                """
mystery_command = client.images.get("gorae/shell:1").attrs["Config"]["Cmd"]
config = client.images.get("gorae-mystery:1").attrs["Config"]
mystery_lunch = next(each for each in config["Env"] if each.startswith("LUNCH="))
mystery_port = list(config["ExposedPorts"])[0]
""",
                "partial",
                "등호 뒤의 값만 넣으세요",
            ),
            Case(
                "명령에 적힌 숫자를 포트로 봄",
                """
config = client.images.get("gorae-mystery:1").attrs["Config"]
mystery_command = config["Cmd"]
mystery_port = int(config["Cmd"][2])
""",
                "partial",
                "명령에 적힌 숫자와는 다릅니다",
            ),
            Case(
                "gorae/shell의 명령",
                'mystery_command = client.images.get("gorae/shell:1").attrs["Config"]["Cmd"]',
                "fail",
                "gorae-mystery:1에 물으세요",
            ),
        ),
    ),
    "02-2": Answers(
        reference="""
mine = values("02-2")
shell = client.images.get("gorae/shell:1")
shell.tag("gorae-trio", mine.word)
shell.tag("gorae-trio")
shell.tag("localhost:5000/team/gorae-trio", mine.word)
""",
        because="태그를 붙이는 일은 아무것도 복사하지 않습니다. 세 이름은 모두 같은 ID를 가리킵니다.",
        routes=(
            Case(
                "CLI",
                """
word = values("02-2").word
!docker tag gorae/shell:1 gorae-trio:{word}
!docker tag gorae-trio:{word} gorae-trio
!docker tag gorae-trio localhost:5000/team/gorae-trio:{word}
""",
            ),
        ),
        wrong=(
            Case(
                "레지스트리를 빠뜨림",
                """
mine = values("02-2")
for repository in ("gorae-trio", "team/gorae-trio"):
    client.images.get("gorae/shell:1").tag(repository, mine.word)
client.images.get("gorae/shell:1").tag("gorae-trio")
""",
                "partial",
                "docker.io의 이름이 되었습니다",
            ),
            Case(
                "태그를 빠뜨림",
                """
client.images.get("gorae/shell:1").tag("gorae-trio")
client.images.get("gorae/shell:1").tag("localhost:5000/team/gorae-trio")
""",
                "partial",
                "태그를 적지 않으면 latest가 붙습니다",
            ),
            Case(
                "다른 이미지에 붙임",
                """
mine = values("02-2")
client.images.get("gorae/base:1").tag("gorae-trio", mine.word)
client.images.get("gorae/base:1").tag("gorae-trio")
client.images.get("gorae/base:1").tag("localhost:5000/team/gorae-trio", mine.word)
""",
                "fail",
                "이미지를 새로 만들지 말고",
            ),
        ),
    ),
    "02-3": Answers(
        reference="""
mine = values("02-3")
marks = f"touch /root/{mine.word}.txt; echo >> /etc/passwd; rm /etc/group"
client.containers.run("gorae/shell:1", ["sh", "-c", marks], name="gorae-traces")
""",
        because="셸 하나가 세 가지 일을 하고 끝났습니다. 컨테이너가 끝나도 쓰기 레이어는 남습니다.",
        routes=(
            Case(
                "CLI로 실행하고 하나씩",
                """
word = values("02-3").word
!docker run -d --name gorae-traces gorae/shell:1 sleep 600
!docker exec gorae-traces touch /root/{word}.txt
!docker exec gorae-traces chmod 600 /etc/passwd
!docker exec gorae-traces rm /etc/group
""",
            ),
        ),
        wrong=(
            Case(
                "변경할 것을 지움",
                """
marks = f"touch /root/{values('02-3').word}.txt; rm /etc/passwd /etc/group"
client.containers.run("gorae/shell:1", ["sh", "-c", marks], name="gorae-traces")
""",
                "partial",
                "처음부터 해 보세요",
            ),
            Case(
                "다른 이름의 파일",
                """
marks = "touch /root/word.txt; echo >> /etc/passwd; rm /etc/group"
client.containers.run("gorae/shell:1", ["sh", "-c", marks], name="gorae-traces")
""",
                "partial",
                "추가: /root/word.txt",
            ),
            Case(
                "셸의 기록까지 남음",
                """
marks = f"touch /root/{values('02-3').word}.txt /root/.ash_history; echo >> /etc/passwd; rm /etc/group"
client.containers.run("gorae/shell:1", ["sh", "-c", marks], name="gorae-traces")
""",
                "partial",
                "대화형 셸이",
            ),
            Case(
                "남은 흔적을 다른 이미지로",
                """
marks = f"touch /root/{values('02-3').word}.txt; echo >> /etc/passwd; rm /etc/group"
client.containers.run("gorae/base:1", ["sh", "-c", marks], name="gorae-traces")
""",
                "partial",
                "gorae/shell:1로 다시 만드세요",
            ),
            Case(
                "지우지 않음",
                """
marks = f"touch /root/{values('02-3').word}.txt; echo >> /etc/passwd"
client.containers.run("gorae/shell:1", ["sh", "-c", marks], name="gorae-traces")
""",
                "partial",
                "삭제: 없음",
            ),
        ),
    ),
    "02-4": Answers(
        reference="""
for name in ("gorae-kiosk-1", "gorae-kiosk-2", "gorae-kiosk-3"):
    kiosk = client.containers.get(name)
    if kiosk.diff():
        kiosk.remove(force=True)
        client.containers.run("gorae/shell:1", ["sleep", "86400"], name=name, detach=True)
""",
        because="`diff`가 비어 있지 않은 컨테이너를 지우면 그 쓰기 레이어도 함께 사라집니다. 새 컨테이너는 이미지 그대로입니다.",
        routes=(
            Case(
                "CLI",
                """
for name in ("gorae-kiosk-1", "gorae-kiosk-2", "gorae-kiosk-3"):
    changed = !docker diff {name}
    if changed:
        !docker rm -f {name}
        !docker run -d --name {name} gorae/shell:1 sleep 600
""",
            ),
        ),
        wrong=(
            Case(
                "안에서 고침",
                """
for name in ("gorae-kiosk-1", "gorae-kiosk-2", "gorae-kiosk-3"):
    kiosk = client.containers.get(name)
    if kiosk.diff():
        kiosk.exec_run(["sh", "-c", "sed -i /intruder/d /etc/passwd; rm /root/miner; ln -s busybox /usr/bin/wget"])
""",
                "partial",
                "고친 흔적이 다시 남습니다",
            ),
            Case(
                "셋을 모두 바꿈",
                """
for name in ("gorae-kiosk-1", "gorae-kiosk-2", "gorae-kiosk-3"):
    client.containers.get(name).remove(force=True)
    client.containers.run("gorae/shell:1", ["sleep", "86400"], name=name, detach=True)
""",
                "partial",
                "멀쩡한 컨테이너까지 바꾸었습니다",
            ),
            Case(
                "다시 시작하기만 함",
                """
for name in ("gorae-kiosk-1", "gorae-kiosk-2", "gorae-kiosk-3"):
    if client.containers.get(name).diff():
        client.containers.get(name).kill()
""",
                "partial",
                "exited",
            ),
        ),
    ),
    "02-5": Answers(
        reference="""
mine = values("02-5")
for image, name in (("gorae/shell:1", "gorae-then"), ("gorae/base:1", "gorae-now")):
    client.images.get(image).tag("gorae-flag", mine.word)
    client.containers.create(f"gorae-flag:{mine.word}", name=name)
""",
        because="두 번째로 돌 때 태그가 옮겨 갑니다. 첫 번째 컨테이너는 그대로 옛 ID를 지니고 있습니다.",
        routes=(
            Case(
                "CLI",
                """
word = values("02-5").word
!docker tag gorae/base:1 gorae-flag:{word}
!docker run -d --name gorae-then gorae-flag:{word} true
!docker tag gorae/shell:1 gorae-flag:{word}
!docker run -d --name gorae-now gorae-flag:{word} true
""",
            ),
        ),
        wrong=(
            Case(
                "태그를 옮기지 않음",
                """
mine = values("02-5")
client.images.get("gorae/shell:1").tag("gorae-flag", mine.word)
for name in ("gorae-then", "gorae-now"):
    client.containers.create(f"gorae-flag:{mine.word}", name=name)
""",
                "partial",
                "태그를 다른 이미지로 옮기고",
            ),
            Case(
                "태그를 되돌려 놓음",
                """
mine = values("02-5")
for image, name in (("gorae/shell:1", "gorae-then"), ("gorae/base:1", "gorae-now")):
    client.images.get(image).tag("gorae-flag", mine.word)
    client.containers.create(f"gorae-flag:{mine.word}", name=name)
client.images.get("gorae/shell:1").tag("gorae-flag", mine.word)
""",
                "partial",
                "순서를 다시 생각해 보세요",
            ),
            Case(
                "이름을 달리함",
                """
mine = values("02-5")
client.containers.create("gorae/shell:1", name="gorae-then")
client.images.get("gorae/base:1").tag("gorae-flag", mine.word)
client.containers.create(f"gorae-flag:{mine.word}", name="gorae-now")
""",
                "partial",
                "이미지 자리에 적을",
            ),
        ),
    ),
    "02-6": Answers(
        reference="""
mine = values("02-6")
client.images.get("gorae-draft:1").tag("gorae-final", mine.word)
client.images.remove("gorae-draft:1")
""",
        because="새 이름을 먼저 붙였으므로, 옛 이름을 뗄 때 이미지는 지워지지 않습니다.",
        routes=(
            Case(
                "CLI",
                """
word = values("02-6").word
!docker tag gorae-draft:1 gorae-final:{word}
!docker rmi gorae-draft:1
""",
            ),
            Case(
                "ID로",
                """
draft = client.images.get("gorae-draft:1").id
client.containers.create(draft, name="gorae-draft-holder")
client.images.get(draft).tag("gorae-final", values("02-6").word)
client.images.remove("gorae-draft:1", force=True)
""",
            ),
        ),
        wrong=(
            Case(
                "이름을 붙이기만 함",
                'client.images.get("gorae-draft:1").tag("gorae-final", values("02-6").word)',
                "partial",
                "옛 이름은 따로 떼어야 합니다",
            ),
            Case(
                "먼저 지움",
                'client.images.remove("gorae-draft:1")',
                "fail",
                "마지막 이름을 떼면 이미지도 지워집니다",
            ),
            Case(
                "다시 만듦",
                """
copy = client.containers.create("gorae-draft:1", name="gorae-draft-copy")
copy.commit("gorae-final", values("02-6").word)
""",
                "partial",
                "새로 만든 이미지는 다른 이미지입니다",
            ),
        ),
    ),
    "02-7": Answers(
        reference="""
yesterday = client.containers.get("gorae-shop-yesterday").attrs["Image"]
client.images.get("gorae-shop:1.0").tag("gorae-shop", "1.1")
client.images.get(yesterday).tag("gorae-shop", "1.0")
client.containers.get("gorae-shop").remove()
client.containers.run("gorae-shop:1.0", name="gorae-shop", detach=True)
""",
        because="멈춘 컨테이너가 어제의 이미지 ID를 지니고 있었습니다. ID를 알면 이름은 언제든 다시 붙일 수 있습니다.",
        routes=(
            Case(
                "CLI",
                """
yesterday = !docker inspect --format "{{{{.Image}}}}" gorae-shop-yesterday
today = !docker inspect --format "{{{{.Image}}}}" gorae-shop
!docker rm -f gorae-shop
!docker tag {yesterday[0]} gorae-shop:1.0
!docker tag {today[0]} gorae-shop:1.1
!docker run -d --name gorae-shop gorae-shop:1.0
""",
            ),
        ),
        wrong=(
            Case(
                "컨테이너만 땜질함",
                """
dish = values("02-7").dish
client.containers.get("gorae-shop").remove()
command = ["sh", "-c", f"echo {dish}; exec sleep 600"]
client.containers.run("gorae-shop:1.0", command, name="gorae-shop", detach=True)
""",
                "partial",
                "어제의 이미지는 이름을 잃었지만",
            ),
            Case(
                "태그만 되돌림",
                """
yesterday = client.containers.get("gorae-shop-yesterday").attrs["Image"]
client.images.get("gorae-shop:1.0").tag("gorae-shop", "1.1")
client.images.get(yesterday).tag("gorae-shop", "1.0")
""",
                "partial",
                "exited (종료 코드 1)",
            ),
            Case(
                "오늘의 이미지를 버림",
                """
yesterday = client.containers.get("gorae-shop-yesterday").attrs["Image"]
client.containers.get("gorae-shop").remove()
client.images.remove("gorae-shop:1.0")
client.images.get(yesterday).tag("gorae-shop", "1.0")
client.containers.run("gorae-shop:1.0", name="gorae-shop", detach=True)
""",
                "partial",
                "조사할 이미지가 사라졌습니다",
            ),
            Case(
                "명령을 바꿈",
                """
yesterday = client.containers.get("gorae-shop-yesterday").attrs["Image"]
client.images.get("gorae-shop:1.0").tag("gorae-shop", "1.1")
client.images.get(yesterday).tag("gorae-shop", "1.0")
client.containers.get("gorae-shop").remove()
client.containers.run("gorae-shop:1.0", ["sleep", "600"], name="gorae-shop", detach=True)
""",
                "partial",
                "명령을 따로 주지 마세요",
            ),
        ),
    ),
}
