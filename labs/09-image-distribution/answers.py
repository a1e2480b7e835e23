"""09장의 답입니다. 기준 답, 다른 길, 흔히 틀리는 답."""

from gorae.exercise import Answers, Case

SHELF = """
mine = values("09-2")
shelf = client.containers.run(
    "gorae/registry:1", name="gorae-shelf", ports={"5000/tcp": ("127.0.0.1", None)}, detach=True
)
lab.wait(lambda: lab.fetch(shelf, "5000/tcp", "/v2/").status == 200, 10, what="레지스트리의 대답")
host, port = lab.address(shelf, "5000/tcp")
name = f"{host}:{port}/gorae-book"
"""
BOTH = """for tag in (mine.word, "latest"):
    client.images.get("gorae/shell:1").tag(name, tag)
    _ = client.images.push(name, tag)
"""
DIGEST = """book_digest = client.images.get(f"{name}:latest").attrs["RepoDigests"]
book_digest = next(each for each in book_digest if each.startswith(name)).rpartition("@")[2]
"""

ASK = """
import json

window = client.containers.get("gorae-window")
wanted_kinds = {"Accept": "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json"}


def tell(path):
    return json.loads(lab.fetch(window, "5000/tcp", f"/v2/gorae-mystery/{path}", headers=wanted_kinds).text)


[mystery_tag] = tell("tags/list")["tags"]
manifest = tell(f"manifests/{mystery_tag}")
mystery_bytes = sum(each["size"] for each in manifest["layers"])
environment = tell(f"blobs/{manifest['config']['digest']}")["config"]["Env"]
mystery_flavor = next(each.partition("=")[2] for each in environment if each.startswith("FLAVOR="))
"""

RECORDED = """
mine = values("09-4")
lines = client.containers.get("gorae-record").logs().decode().splitlines()
digest = next(line.split()[2] for line in lines if line.startswith(mine.day))
host, port = lab.address(client.containers.get("gorae-dock"), "5000/tcp")
name = f"{host}:{port}/gorae-sail"
"""

PIER = """
mine = values("09-5")
broken = client.containers.get("gorae-pier")
"""
PASSWORD = """broken.exec_run(["htpasswd", "-Bb", "/auth/htpasswd", mine.user, mine.password])
"""
AUTH = """environment = {
    "REGISTRY_AUTH": "htpasswd",
    "REGISTRY_AUTH_HTPASSWD_REALM": "pier",
    "REGISTRY_AUTH_HTPASSWD_PATH": "/auth/htpasswd",
}
"""
VOLUMES = """volumes = ["gorae-pier-keys:/auth", "gorae-pier-data:/var/lib/registry"]
"""
REOPEN = """broken.remove(force=True)
ports = {"5000/tcp": ("127.0.0.1", None)}
pier = client.containers.run(
    "gorae/registry:1", name="gorae-pier", environment=environment, volumes=volumes, ports=ports, detach=True
)
lab.wait(lambda: b"listening on" in pier.logs(), 10, what="레지스트리의 시작")
host, port = lab.address(pier, "5000/tcp")
"""
UPLOAD = """name = f"{host}:{port}/gorae-crate"
client.images.get("gorae-crate:1").tag(name, "1")
_ = client.images.push(name, "1", auth_config={"username": mine.user, "password": mine.password})
"""

FIND = """
found = client.volumes.list(filters={"label": "gorae.exercise=09-6"})
tags = "/from/docker/registry/v2/repositories/gorae-accounts/_manifests/tags"


def holds(volume):
    mount = [f"{volume.name}:/from:ro"]
    return client.containers.run("gorae/shell:1", ["ls", tags], volumes=mount, remove=True).decode().split()


final = next(each for each in found if "final" in holds(each))
"""
MOVE = """move = [f"{final.name}:/from:ro", "gorae-ledger-data:/to"]
client.containers.run("gorae/shell:1", ["cp", "-a", "/from/.", "/to"], volumes=move, remove=True)
"""
LEDGER = """client.containers.get("gorae-ledger").remove(v=True, force=True)
ports = {"5000/tcp": ("127.0.0.1", None)}
_ = client.containers.run(
    "gorae/registry:1", name="gorae-ledger", volumes=["gorae-ledger-data:/var/lib/registry"], ports=ports, detach=True
)
"""
SWEEP = """for volume in found:
    volume.remove()
"""

ANSWERS = {
    "09-1": Answers(
        reference="""
!docker save gorae-parcel:1 | docker exec -i gorae-island docker load
""",
        because="`save`가 꺼낸 묶음을 파일로 남기지 않고 파이프로 섬의 `load`에 넘겼습니다.",
        routes=(
            Case(
                "묶음을 파일로 넣고 load",
                """
import io
import tarfile

content = b"".join(client.images.get("gorae-parcel:1").save(named=True))
outer = io.BytesIO()
with tarfile.open(fileobj=outer, mode="w") as tar:
    member = tarfile.TarInfo("parcel.tar")
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))
island = client.containers.get("gorae-island")
island.put_archive("/root", outer.getvalue())
print(island.exec_run(["docker", "load", "-i", "/root/parcel.tar"]).output.decode())
""",
            ),
        ),
        wrong=(
            Case(
                "export와 import로 옮김",
                """
!docker create --name gorae-parcel-box gorae-parcel:1
!docker export gorae-parcel-box | docker exec -i gorae-island docker import - gorae-parcel:1
""",
                "partial",
                "레이어째 꺼내는 명령은 save입니다",
            ),
            Case(
                "ID로 꺼냄",
                """
identity = client.images.get("gorae-parcel:1").id
!docker save {identity} | docker exec -i gorae-island docker load
""",
                "fail",
                "ID로 꺼내면 이름이 묶음에 적히지 않습니다",
            ),
            Case(
                "설정을 적으며 import",
                """
!docker create --name gorae-parcel-box gorae-parcel:1
!docker export gorae-parcel-box | docker exec -i gorae-island docker import -c 'CMD ["cat", "/srv/letter.txt"]' - gorae-parcel:1
""",
                "partial",
                "import는 파일만 받습니다",
            ),
        ),
    ),
    "09-2": Answers(
        reference=f"{SHELF}{BOTH}{DIGEST}",
        because="한 이미지에 이름을 둘 붙여 올렸으므로 매니페스트도 하나이고, 다이제스트도 하나입니다.",
        routes=(
            Case(
                "CLI",
                """
word = values("09-2").word
!docker run -d --name gorae-shelf -p 127.0.0.1::5000 gorae/registry:1
shelf = client.containers.get("gorae-shelf")
lab.wait(lambda: lab.fetch(shelf, "5000/tcp", "/v2/").status == 200, 10, what="레지스트리의 대답")
host, port = lab.address(shelf, "5000/tcp")
!docker tag gorae/shell:1 {host}:{port}/gorae-book:{word}
!docker tag gorae/shell:1 {host}:{port}/gorae-book:latest
!docker push -q {host}:{port}/gorae-book:{word}
said = !docker push {host}:{port}/gorae-book:latest
book_digest = next(line.split()[2] for line in said if "digest:" in line)
""",
            ),
        ),
        wrong=(
            Case(
                "서로 다른 두 이미지",
                f"""{SHELF}
other = client.containers.create("gorae/shell:1", ["true"], name="gorae-book-draft").commit("gorae-book-draft", "1")
client.images.get("gorae/shell:1").tag(name, mine.word)
other.tag(name, "latest")
client.images.push(name, mine.word)
client.images.push(name, "latest")
{DIGEST}""",
                "partial",
                "서로 다른 이미지를 올렸습니다",
            ),
            Case(
                "설정의 다이제스트",
                f"""{SHELF}{BOTH}
import json

wanted_kinds = {{"Accept": "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json"}}
reply = lab.fetch(shelf, "5000/tcp", "/v2/gorae-book/manifests/latest", headers=wanted_kinds)
book_digest = json.loads(reply.text)["config"]["digest"]
""",
                "partial",
                "설정의 다이제스트입니다",
            ),
            Case(
                "한 태그만 올림",
                f"""{SHELF}
client.images.get("gorae/shell:1").tag(name, "latest")
client.images.push(name, "latest")
{DIGEST}""",
                "partial",
                "tag로 이름을 붙이고",
            ),
            Case(
                "모든 주소에 게시",
                f"""{SHELF.replace('("127.0.0.1", None)', "None")}{BOTH}{DIGEST}""",
                "partial",
                "모든 주소에 게시됩니다",
            ),
        ),
    ),
    "09-3": Answers(
        reference=ASK,
        because="태그 목록에서 태그를, 매니페스트에서 레이어의 크기와 설정의 다이제스트를, 그 다이제스트로 설정을 읽었습니다.",
        routes=(
            Case(
                "CLI",
                """
import json

address = !docker port gorae-window 5000/tcp
base = f"http://{address[0]}/v2/gorae-mystery"
wget = "docker run --rm --network host gorae/shell:1 wget -q -O -"
accept = "Accept: application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json"
said = !{wget} {base}/tags/list
[mystery_tag] = json.loads("".join(said))["tags"]
said = !{wget} --header "{accept}" {base}/manifests/{mystery_tag}
manifest = json.loads("".join(said))
mystery_bytes = sum(each["size"] for each in manifest["layers"])
said = !{wget} {base}/blobs/{manifest["config"]["digest"]}
environment = dict(each.split("=", 1) for each in json.loads("".join(said))["config"]["Env"])
mystery_flavor = environment["FLAVOR"]
""",
            ),
        ),
        wrong=(
            Case(
                "설정의 크기까지 더함",
                f"""{ASK}
mystery_bytes += manifest["config"]["size"]
""",
                "partial",
                "설정의 크기까지 더했습니다",
            ),
            Case(
                "이름과 값을 통째로",
                f"""{ASK}
mystery_tag = f"gorae-mystery:{{mystery_tag}}"
mystery_flavor = f"FLAVOR={{mystery_flavor}}"
""",
                "partial",
                "등호 뒤의 값만",
            ),
            Case(
                "푼 크기를 적음",
                f"""{ASK}
host, port = lab.address(window, "5000/tcp")
client.images.pull(f"{{host}}:{{port}}/gorae-mystery", mystery_tag)
image = client.images.get(f"{{host}}:{{port}}/gorae-mystery:{{mystery_tag}}")
mystery_bytes = 10 * image.attrs["Size"]
""",
                "partial",
                "보관된(압축된) 크기입니다",
            ),
        ),
    ),
    "09-4": Answers(
        reference=f"""{RECORDED}
client.images.pull(f"{{name}}@{{digest}}")
client.containers.run(f"{{name}}@{{digest}}", name="gorae-today")
""",
        because="태그 자리에 다이제스트를 적어 받았습니다. 태그가 어디로 옮겨 갔는지는 상관이 없습니다.",
        routes=(
            Case(
                "CLI",
                """
day = values("09-4").day
line = !docker logs gorae-record | grep {day}
address = !docker port gorae-dock 5000/tcp
digest = line[0].split()[2]
!docker run --name gorae-today {address[0]}/gorae-sail@{digest}
""",
            ),
        ),
        wrong=(
            Case(
                "지금의 stable을 받음",
                f"""{RECORDED}
client.images.pull(name, "stable")
client.containers.run(f"{{name}}:stable", name="gorae-today")
""",
                "partial",
                "stable은 이미 옮겨 갔습니다",
            ),
            Case(
                "받은 뒤 ID로 만듦",
                f"""{RECORDED}
image = client.images.pull(f"{{name}}@{{digest}}")
client.containers.run(image.id, name="gorae-today")
""",
                "partial",
                "태그나 ID가 아닙니다",
            ),
            Case(
                "태그를 되돌려 올림",
                f"""{RECORDED}
client.images.pull(f"{{name}}@{{digest}}").tag(name, "stable")
client.images.push(name, "stable")
client.containers.run(f"{{name}}:stable", name="gorae-today")
""",
                "partial",
                "다른 사람은 새 stable을 받아야 합니다",
            ),
        ),
    ),
    "09-5": Answers(
        reference=f"{PIER}{PASSWORD}{AUTH}{VOLUMES}{REOPEN}{UPLOAD}",
        because=(
            "게시한 컨테이너 포트가 레지스트리가 듣는 포트와 달랐고, 암호가 레지스트리가 읽지 못하는 방식으로 적혀 있었습니다. "
            "데이터는 볼륨에 있으므로 컨테이너는 마음 놓고 다시 만들었습니다."
        ),
        routes=(
            Case(
                "CLI",
                """
from tempfile import TemporaryDirectory

mine = values("09-5")
!docker exec gorae-pier htpasswd -Bb /auth/htpasswd {mine.user} {mine.password}
!docker rm -f gorae-pier
options = "-v gorae-pier-keys:/auth -v gorae-pier-data:/var/lib/registry -e REGISTRY_AUTH=htpasswd"
options += " -e REGISTRY_AUTH_HTPASSWD_REALM=pier -e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd"
!docker run -d --name gorae-pier -p 127.0.0.1::5000 {options} gorae/registry:1
address = !docker port gorae-pier 5000/tcp
lab.wait(lambda: b"listening on" in client.containers.get("gorae-pier").logs(), 10, what="레지스트리의 시작")
!docker tag gorae-crate:1 {address[0]}/gorae-crate:1
with TemporaryDirectory() as keys:
    !echo {mine.password} | docker --config {keys} login -u {mine.user} --password-stdin {address[0]}
    !docker --config {keys} push {address[0]}/gorae-crate:1
""",
            ),
            Case(
                "레지스트리가 듣는 포트를 옮김",
                f"""{PIER}{PASSWORD}{AUTH}environment["REGISTRY_HTTP_ADDR"] = ":5001"
{VOLUMES}{REOPEN.replace("5000", "5001")}{UPLOAD}""",
            ),
        ),
        wrong=(
            Case(
                "포트만 고침",
                f"{PIER}{AUTH}{VOLUMES}{REOPEN}{UPLOAD}",
                "partial",
                "bcrypt로 적은 암호만 읽습니다",
            ),
            Case(
                "암호를 없앰",
                f"""{PIER}environment = {{}}
{VOLUMES}{REOPEN}{UPLOAD}""",
                "partial",
                "아무나 올리고 받을 수 있습니다",
            ),
            Case(
                "데이터 볼륨을 빠뜨림",
                f"""{PIER}{PASSWORD}{AUTH}volumes = ["gorae-pier-keys:/auth"]
{REOPEN}{UPLOAD}""",
                "partial",
                "볼륨 gorae-pier-data를 /var/lib/registry에 연결하세요",
            ),
            Case(
                "암호만 고침",
                f"""{PIER}{PASSWORD}{AUTH}{VOLUMES}{REOPEN.replace("5000", "5001")}""",
                "partial",
                "listening on에 있습니다",
            ),
        ),
    ),
    "09-6": Answers(
        reference=f"{FIND}{MOVE}{LEDGER}{SWEEP}",
        because=(
            "주인 없는 볼륨을 하나씩 읽기 전용으로 들여다보고, 찾은 것을 이름 있는 볼륨으로 옮긴 다음에야 지웠습니다. "
            "새로 만든 레지스트리의 빈 볼륨은 `v=True`로 함께 지웠습니다."
        ),
        routes=(
            Case(
                "CLI",
                """
volumes = !docker volume ls -q --filter label=gorae.exercise=09-6
path = "docker/registry/v2/repositories/gorae-accounts/_manifests/tags/final"
for volume in volumes:
    !docker run --rm -v {volume}:/from:ro -v gorae-ledger-data:/to gorae/shell:1 sh -c "test -d /from/{path} && cp -a /from/. /to"
!docker rm -f -v gorae-ledger
!docker run -d --name gorae-ledger -p 127.0.0.1::5000 -v gorae-ledger-data:/var/lib/registry gorae/registry:1
for volume in volumes:
    !docker volume rm {volume}
""",
            ),
        ),
        wrong=(
            Case(
                "찾은 볼륨을 그대로 연결함",
                f"""{FIND}{LEDGER.replace('"gorae-ledger-data:/var', 'f"{final.name}:/var')}""",
                "partial",
                "이름 없는 볼륨은 또 잃기 쉽습니다",
            ),
            Case(
                "초안을 옮김",
                f"""{FIND.replace('"final" in', '"draft" in')}{MOVE}{LEDGER}""",
                "partial",
                "초안(draft)이 든 볼륨입니다",
            ),
            Case(
                "들여다보지 않고 지움",
                f"""
found = client.volumes.list(filters={{"label": "gorae.exercise=09-6"}})
{LEDGER}{SWEEP}""",
                "partial",
                "장부가 든 볼륨까지 지웠습니다",
            ),
            Case(
                "옮기고 치우지 않음",
                f"{FIND}{MOVE}{LEDGER}",
                "partial",
                "남은 볼륨을 이름을 적어 지우세요",
            ),
        ),
    ),
}
