"""08장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

MOVE = """
old = client.containers.create("{old}", name="{name}-old")
new = client.containers.create("gorae/shell:1", name="{name}-new")
stream, _ = old.get_archive("/srv")
_ = new.put_archive("/", b"".join(stream))
"""
LATE = MOVE.format(old="gorae-late:1", name="gorae-late")
LEAK = MOVE.format(old="gorae-leak:1", name="gorae-leak")

TIDY_CHANGES = """
config = client.images.get("gorae-late:1").attrs["Config"]
shop = next(each for each in config["Env"] if each.startswith("SHOP="))
changes = ['CMD ["cat", "/srv/menu.txt", "/srv/price.txt"]', f"ENV {shop}"]
"""
SAFE_CHANGES = """
changes = ['CMD ["cat", "/srv/report.txt"]', "WORKDIR /srv", "ENV EDITION=evening"]
"""
THIN_CHANGES = """
config = client.images.get("gorae-thick:1").attrs["Config"]
changes = ['CMD ["cat", "/srv/final.txt"]', *(f"ENV {each}" for each in config["Env"])]
changes += [f"EXPOSE {port}" for port in config.get("ExposedPorts") or {}]
changes += [f"WORKDIR {config['WorkingDir']}"] if config.get("WorkingDir") else []
changes += [f"USER {config['User']}"] if config.get("User") else []
"""
THIN_LOST = """
thin_lost = [each for each in ("Cmd", "Env", "ExposedPorts", "WorkingDir", "User") if config.get(each)]
"""
THIN = """
thick = client.containers.create("gorae-thick:1", name="gorae-thick-source")
content = b"".join(thick.export())
_ = client.api.import_image_from_data(content, repository="gorae-thin", tag="1", changes="\\n".join(changes))
"""
CUP = """
mine = values("08-4")
cup = ["sh", "-c", "head -c 1000001 /dev/zero > /cup.bin"]
"""

OPEN = """
import io
import json
import tarfile


def layers_of(name):
    archive = tarfile.open(fileobj=io.BytesIO(b"".join(client.images.get(name).save())))
    [manifest] = json.load(archive.extractfile("manifest.json"))
    return [tarfile.open(fileobj=archive.extractfile(each)) for each in manifest["Layers"]]


def settings(layer):
    return layer.extractfile("srv/app/settings.env").read().decode()
"""

ANSWERS = {
    "08-1": Answers(
        reference="""
mine = values("08-1")
client.containers.run("gorae/shell:1", ["sh", "-c", f"echo {mine.word} > /word.txt"], name="gorae-signed-writer")
client.containers.get("gorae-signed-writer").commit(
    "gorae-signed",
    "1",
    author=f"{mine.word} <{mine.word}@example.com>",
    message=f"add {mine.word}",
    changes='CMD ["cat", "/word.txt"]',
)
client.containers.run("gorae-signed:1", name="gorae-signed-reader")
""",
        because="파일은 쓰기 레이어에서, 글쓴이와 메시지와 명령은 `commit`의 인수에서 이미지로 들어갔습니다.",
        routes=(
            Case(
                "CLI",
                """
word = values("08-1").word
!docker run --name gorae-signed-writer gorae/shell:1 sh -c "echo {word} > /word.txt"
!docker commit -a "{word} <{word}@example.com>" -m "add {word}" -c 'CMD cat /word.txt' gorae-signed-writer gorae-signed:1
!docker run --name gorae-signed-reader gorae-signed:1
""",
            ),
            Case(
                "실행하지 않은 컨테이너에 파일을 넣음",
                """
import io
import tarfile

word = values("08-1").word
packed = io.BytesIO()
with tarfile.open(fileobj=packed, mode="w") as tar:
    member = tarfile.TarInfo("word.txt")
    member.size = len(word)
    tar.addfile(member, io.BytesIO(word.encode()))
writer = client.containers.create("gorae/shell:1", ["cat", "/word.txt"], name="gorae-signed-writer")
_ = writer.put_archive("/", packed.getvalue())
_ = writer.commit("gorae-signed", "1", author=f"{word} <{word}@example.com>", message=f"add {word}")
_ = client.containers.run("gorae-signed:1", name="gorae-signed-reader")
""",
            ),
        ),
        wrong=(
            Case(
                "명령을 바꾸지 않음",
                """
mine = values("08-1")
client.containers.run("gorae/shell:1", ["sh", "-c", f"echo {mine.word} > /word.txt"], name="gorae-signed-writer")
writer = client.containers.get("gorae-signed-writer")
writer.commit("gorae-signed", "1", author=f"{mine.word} <{mine.word}@example.com>", message=f"add {mine.word}")
client.containers.run("gorae-signed:1", name="gorae-signed-reader")
""",
                "partial",
                "이미지의 명령이 읽게 하세요",
            ),
            Case(
                "글쓴이를 빠뜨림",
                """
word = values("08-1").word
!docker run --name gorae-signed-writer gorae/shell:1 sh -c "echo {word} > /word.txt"
!docker commit -m "add {word}" -c 'CMD cat /word.txt' gorae-signed-writer gorae-signed:1
!docker run --name gorae-signed-reader gorae-signed:1
""",
                "partial",
                "글쓴이를 다시 보세요",
            ),
            Case(
                "볼륨에 씀",
                """
mine = values("08-1")
write = ["sh", "-c", f"echo {mine.word} > /data/word.txt"]
client.containers.run("gorae/shell:1", write, name="gorae-signed-writer", volumes=["gorae-signed-data:/data"])
writer = client.containers.get("gorae-signed-writer")
writer.commit("gorae-signed", "1", message=f"add {mine.word}", changes='CMD ["cat", "/data/word.txt"]')
""",
                "fail",
                "볼륨에 쓴 것은 담기지 않습니다",
            ),
        ),
    ),
    "08-2": Answers(
        reference=f"""{LATE}{TIDY_CHANGES}new.commit("gorae-late", "2", changes="\\n".join(changes))
""",
        because="캐시를 만난 적이 없는 컨테이너에 파일만 옮겨 담았습니다. 설정은 파일이 아니므로 따로 적었습니다.",
        routes=(
            Case(
                "CLI",
                """
shop = !docker image inspect --format "{{{{range .Config.Env}}}}{{{{println .}}}}{{{{end}}}}" gorae-late:1 | grep SHOP
!docker create --name gorae-late-old gorae-late:1
!docker create --name gorae-late-new gorae/shell:1
!docker cp gorae-late-old:/srv - | docker cp - gorae-late-new:/
!docker commit -c 'CMD ["cat", "/srv/menu.txt", "/srv/price.txt"]' -c "ENV {shop[0]}" gorae-late-new gorae-late:2
""",
            ),
            Case(
                "새 컨테이너에 다시 쓰고 굳힘",
                f"""{TIDY_CHANGES}
text = client.containers.run("gorae-late:1", remove=True).decode().split()
write = ["sh", "-c", f"mkdir -p /srv; echo {{text[0]}} > /srv/menu.txt; echo {{text[1]}} > /srv/price.txt"]
client.containers.run("gorae/shell:1", write, name="gorae-late-new")
_ = client.containers.get("gorae-late-new").commit("gorae-late", "2", changes=changes)
""",
            ),
        ),
        wrong=(
            Case(
                "지우는 레이어를 한 겹 더 얹음",
                """
client.containers.run("gorae-late:1", ["sh", "-c", "rm -rf /var/cache/*"], name="gorae-late-new")
config = 'CMD ["cat", "/srv/menu.txt", "/srv/price.txt"]'
client.containers.get("gorae-late-new").commit("gorae-late", "2", changes=config)
""",
                "partial",
                "레이어를 더 얹어서는 줄지 않습니다",
            ),
            Case(
                "설정을 옮기지 않음",
                f"""{LATE}new.commit("gorae-late", "2")
""",
                "partial",
                "파일만 옮기면 설정은 따라오지 않습니다",
            ),
            Case(
                "통째로 눌러 담음",
                f"""{TIDY_CHANGES}
old = client.containers.create("gorae-late:1", name="gorae-late-old")
content = b"".join(old.export())
_ = client.api.import_image_from_data(content, repository="gorae-late", tag="2", changes="\\n".join(changes))
""",
                "partial",
                "gorae/shell:1의 레이어를 함께 씁니다",
            ),
            Case(
                "파일 하나를 빠뜨림",
                f"""{TIDY_CHANGES}
text = client.containers.run("gorae-late:1", remove=True).decode().split()
write = ["sh", "-c", f"mkdir -p /srv; echo {{text[0]}} > /srv/menu.txt"]
client.containers.run("gorae/shell:1", write, name="gorae-late-new")
_ = client.containers.get("gorae-late-new").commit("gorae-late", "2", changes=changes)
""",
                "partial",
                "/srv/price.txt 없음",
            ),
        ),
    ),
    "08-3": Answers(
        reference=f"""{OPEN}

for number, layer in enumerate(layers_of("gorae-hidden:1"), 1):
    if "srv/app/settings.env" in layer.getnames():
        leak_layer, leak_token = number, settings(layer).strip().partition("=")[2]
        break
""",
        because="같은 경로가 두 레이어에 있습니다. 시험용이라고 덮어쓴 것은 위의 것이고, 진짜는 아래에 그대로 있습니다.",
        routes=(
            Case(
                "CLI",
                """
import json
import tempfile
from pathlib import Path

folder = tempfile.TemporaryDirectory()
!docker save gorae-hidden:1 | tar -x -C {folder.name}
names = json.loads(Path(folder.name, "manifest.json").read_text())[0]["Layers"]
for number, name in enumerate(names, 1):
    line = !tar -xOf {folder.name}/{name} srv/app/settings.env 2>/dev/null
    if line and line[0].startswith("API_TOKEN="):
        leak_layer, leak_token = number, line[0].partition("=")[2]
        folder.cleanup()
        break
""",
            ),
        ),
        wrong=(
            Case(
                "덮어쓴 값을 고름",
                f"""{OPEN}

for number, layer in enumerate(layers_of("gorae-hidden:1"), 1):
    if "srv/app/settings.env" in layer.getnames():
        leak_layer, leak_token = number, settings(layer).split()[0].partition("=")[2]
""",
                "fail",
                "나중에 덮어쓴 시험용 값입니다",
            ),
            Case(
                "지운 레이어를 고름",
                """
leak_layer = len(client.images.get("gorae-hidden:1").attrs["RootFS"]["Layers"])
leak_token = "모르겠습니다"
""",
                "fail",
                "지웠다는 표시",
            ),
            Case(
                "0부터 셈",
                f"""{OPEN}

for number, layer in enumerate(layers_of("gorae-hidden:1")):
    if "srv/app/settings.env" in layer.getnames():
        leak_layer, leak_token = number, settings(layer).strip().partition("=")[2]
        break
""",
                "partial",
                "0부터 세지 않았는지",
            ),
        ),
    ),
    "08-4": Answers(
        reference=f"""{CUP}client.containers.run("gorae/shell:1", cup, name="gorae-cup")
client.containers.get("gorae-cup").commit("gorae-cup", "1")
for drink in ("tea", "coffee"):
    pour = ["sh", "-c", f"echo {{mine.word}}-{{drink}} > /drink.txt"]
    client.containers.run("gorae-cup:1", pour, name=f"gorae-{{drink}}")
    client.containers.get(f"gorae-{{drink}}").commit(f"gorae-{{drink}}", "1")
""",
        because="함께 쓸 레이어를 한 번만 굳히고, 두 컨테이너를 그 이미지에서 시작했습니다.",
        routes=(
            Case(
                "CLI",
                """
word = values("08-4").word
!docker run --name gorae-cup gorae/shell:1 sh -c "head -c 2000000 /dev/urandom > /cup.bin"
!docker commit gorae-cup gorae-cup:1
!docker run --name gorae-tea gorae-cup:1 sh -c "echo {word}-tea > /drink.txt"
!docker run --name gorae-coffee gorae-cup:1 sh -c "echo {word}-coffee > /drink.txt"
!docker commit gorae-tea gorae-tea:1
!docker commit gorae-coffee gorae-coffee:1
""",
            ),
        ),
        wrong=(
            Case(
                "함께 쓸 레이어를 두 번 만듦",
                """
mine = values("08-4")
cup = ["sh", "-c", "head -c 1000001 /dev/urandom > /cup.bin"]
for drink in ("tea", "coffee"):
    client.containers.run("gorae/shell:1", cup, name=f"gorae-cup-{drink}")
    base = client.containers.get(f"gorae-cup-{drink}").commit(f"gorae-cup-{drink}", "1")
    pour = ["sh", "-c", f"echo {mine.word}-{drink} > /drink.txt"]
    client.containers.run(f"gorae-cup-{drink}:1", pour, name=f"gorae-{drink}")
    client.containers.get(f"gorae-{drink}").commit(f"gorae-{drink}", "1")
""",
                "partial",
                "같은 일을 두 번 하면 다른 레이어 둘이 됩니다",
            ),
            Case(
                "하나 위에 다른 하나를 쌓음",
                f"""{CUP}
client.containers.run("gorae/shell:1", cup, name="gorae-cup")
client.containers.get("gorae-cup").commit("gorae-cup", "1")
below = "gorae-cup:1"
for drink in ("tea", "coffee"):
    pour = ["sh", "-c", f"echo {{mine.word}}-{{drink}} > /drink.txt"]
    client.containers.run(below, pour, name=f"gorae-{{drink}}")
    client.containers.get(f"gorae-{{drink}}").commit(f"gorae-{{drink}}", "1")
    below = f"gorae-{{drink}}:1"
""",
                "partial",
                "같은 높이에서 갈라져야 합니다",
            ),
            Case(
                "같은 이미지에 이름만 둘",
                f"""{CUP}
client.containers.run("gorae/shell:1", cup, name="gorae-cup")
for drink in ("tea", "coffee"):
    client.containers.get("gorae-cup").commit(f"gorae-{{drink}}", "1")
""",
                "partial",
                "맨 위에 서로 다른 것을 더하세요",
            ),
            Case(
                "작은 파일",
                """
mine = values("08-4")
client.containers.run("gorae/shell:1", ["touch", "/cup.bin"], name="gorae-cup")
client.containers.get("gorae-cup").commit("gorae-cup", "1")
for drink in ("tea", "coffee"):
    pour = ["sh", "-c", f"echo {mine.word}-{drink} > /drink.txt"]
    client.containers.run("gorae-cup:1", pour, name=f"gorae-{drink}")
    client.containers.get(f"gorae-{drink}").commit(f"gorae-{drink}", "1")
""",
                "partial",
                "함께 쓸 레이어에 이 파일을 담으세요",
            ),
        ),
    ),
    "08-5": Answers(
        reference=f"""{THIN_CHANGES}{THIN_LOST}{THIN}""",
        because="`export`가 꺼낸 것은 파일뿐입니다. 잃을 설정을 먼저 읽어 두었다가 `import`할 때 지시어로 적었습니다.",
        routes=(
            Case(
                "CLI",
                """
import json

config = !docker image inspect --format "{{{{json .Config}}}}" gorae-thick:1
config = json.loads(config[0])
lines = ['CMD ["cat", "/srv/final.txt"]']
lines += [f"ENV {each}" for each in config["Env"]]
lines += ["EXPOSE 8080"] if config.get("ExposedPorts") else []
lines += ["WORKDIR /srv"] if config.get("WorkingDir") else []
lines += ["USER 1000"] if config.get("User") else []
options = " ".join(f"-c '{line}'" for line in lines)
!docker create --name gorae-thick-source gorae-thick:1
!docker export gorae-thick-source | docker import {options} - gorae-thin:1
thin_lost = [each for each in config if each in ("Cmd", "Env", "ExposedPorts", "WorkingDir", "User") and config[each]]
""",
            ),
        ),
        wrong=(
            Case(
                "설정을 적지 않음",
                f"""changes = []
{THIN}thin_lost = ["Cmd", "Env"]
""",
                "partial",
                "import의 change",
            ),
            Case(
                "commit으로 굳힘",
                f"""{THIN_CHANGES}{THIN_LOST}
thick = client.containers.create("gorae-thick:1", name="gorae-thick-source")
_ = thick.commit("gorae-thin", "1")
""",
                "partial",
                "commit은 언제나 레이어를 더합니다",
            ),
            Case(
                "비어 있던 것까지 적음",
                f"""{THIN_CHANGES}{THIN}
thin_lost = ["Cmd", "Env", "ExposedPorts", "WorkingDir", "User"]
""",
                "partial",
                "처음부터 비어 있었거나",
            ),
        ),
    ),
    "08-6": Answers(
        reference=f"""{LEAK}{SAFE_CHANGES}new.commit("gorae-safe", "1", changes="\\n".join(changes))
for container in (old, new):
    container.remove()
client.images.remove("gorae-leak:1")
""",
        because=(
            "토큰은 아래 레이어의 파일, 이력에 남은 명령, 설정의 환경 변수에 있었습니다. "
            "보고서만 새 컨테이너로 옮겼으므로 셋 중 어느 것도 따라오지 않았습니다."
        ),
        routes=(
            Case(
                "CLI",
                """
!docker create --name gorae-leak-old gorae-leak:1
!docker create --name gorae-leak-new gorae/shell:1
!docker cp gorae-leak-old:/srv - | docker cp - gorae-leak-new:/
!docker commit -c 'CMD ["cat", "/srv/report.txt"]' -c 'WORKDIR /srv' -c 'ENV EDITION=evening' gorae-leak-new gorae-safe:1
!docker rm gorae-leak-old
!docker rmi gorae-leak:1
""",
            ),
            Case(
                "한 겹으로 누름",
                f"""{SAFE_CHANGES}
old = client.containers.create("gorae-leak:1", name="gorae-leak-old")
content = b"".join(old.export())
_ = client.api.import_image_from_data(content, repository="gorae-safe", tag="1", changes="\\n".join(changes))
old.remove()
client.images.remove("gorae-leak:1")
""",
            ),
        ),
        wrong=(
            Case(
                "환경 변수만 비움",
                f"""{SAFE_CHANGES}
old = client.containers.create("gorae-leak:1", name="gorae-leak-old")
_ = old.commit("gorae-safe", "1", changes=[*changes, "ENV LAST_TOKEN="])
""",
                "partial",
                "토큰이 없던 이미지에서 새로 시작하세요",
            ),
            Case(
                "설정까지 그대로 옮김",
                f"""{LEAK}
token = next(each for each in client.images.get("gorae-leak:1").attrs["Config"]["Env"] if "TOKEN" in each)
changes = ['CMD ["cat", "/srv/report.txt"]', "WORKDIR /srv", "ENV EDITION=evening", f"ENV {{token}}"]
_ = new.commit("gorae-safe", "1", changes=changes)
""",
                "partial",
                "설정에 토큰이 있음",
            ),
            Case(
                "새는 이미지를 남겨 둠",
                f"""{LEAK}
_ = new.commit("gorae-safe", "1")
""",
                "partial",
                "이름을 떼는 것으로는 모자랍니다",
            ),
            Case(
                "보고서를 꺼내기 전에 지움",
                'client.images.remove("gorae-leak:1")',
                "fail",
                "보고서까지 잃었습니다",
            ),
        ),
    ),
}
