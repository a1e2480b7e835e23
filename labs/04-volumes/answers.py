"""04장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

WRITE_DIARY = """
mine = values("04-1")
kept = {"gorae-diary": {"bind": "/data"}}
write = ["sh", "-c", f"echo {mine.word} > /data/diary.txt"]
"""

CAFE_SECRET = """
database = client.containers.get("gorae-cafe-db")
secret = dict(line.split("=", 1) for line in database.attrs["Config"]["Env"])["MARIADB_PASSWORD"]
settings = {
    "WORDPRESS_DB_HOST": "gorae-cafe-db",
    "WORDPRESS_DB_USER": "barista",
    "WORDPRESS_DB_PASSWORD": secret,
    "WORDPRESS_DB_NAME": "cafe",
}
"""

ANSWERS = {
    "04-1": Answers(
        reference=f"""{WRITE_DIARY}
client.containers.run("gorae/shell:1", write, volumes=kept, remove=True)
client.containers.run("gorae/shell:1", ["cat", "/data/diary.txt"], volumes=kept, name="gorae-diary-reader")
""",
        because="두 컨테이너가 함께 아는 것은 볼륨의 이름뿐입니다. 쓴 컨테이너가 사라져도 볼륨은 남습니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("04-1")
!docker run --rm -v gorae-diary:/data gorae/shell:1 sh -c "echo {mine.word} > /data/diary.txt"
!docker run --name gorae-diary-reader -v gorae-diary:/data:ro gorae/shell:1 cat /data/diary.txt
""",
            ),
            Case(
                "볼륨을 먼저 만들고 --mount처럼 연결",
                f"""{WRITE_DIARY}
client.volumes.create("gorae-diary")
mount = docker.types.Mount("/data", "gorae-diary")
writer = client.containers.run("gorae/shell:1", write, mounts=[mount], detach=True)
writer.wait()
writer.remove()
client.containers.run("gorae/shell:1", ["cat", "/data/diary.txt"], mounts=[mount], name="gorae-diary-reader")
""",
            ),
        ),
        wrong=(
            Case(
                "쓸 때 볼륨을 잊음",
                f"""{WRITE_DIARY}
client.containers.run("gorae/shell:1", ["sh", "-c", f"mkdir /data && echo {{mine.word}} > /data/diary.txt"], remove=True)
client.containers.run("gorae/shell:1", ["touch", "/data/diary"], volumes=kept, name="gorae-diary-reader")
""",
                "fail",
                "쓰기 레이어에 쓰지 않았는지",
            ),
            Case(
                "쓴 컨테이너가 남음",
                f"""{WRITE_DIARY}
client.containers.run("gorae/shell:1", write, volumes=kept, name="gorae-diary-writer")
client.containers.run("gorae/shell:1", ["cat", "/data/diary.txt"], volumes=kept, name="gorae-diary-reader")
""",
                "partial",
                "글을 쓴 컨테이너를 지우세요",
            ),
            Case(
                "읽지 않고 낱말을 출력",
                f"""{WRITE_DIARY}
client.containers.run("gorae/shell:1", write, volumes=kept, remove=True)
client.containers.run("gorae/shell:1", ["echo", mine.word], volumes=kept, name="gorae-diary-reader")
""",
                "partial",
                "낱말을 명령에 적지 말고",
            ),
        ),
    ),
    "04-2": Answers(
        reference="""
mine = values("04-2")
write = ["sh", "-c", f"echo {mine.word} > /paper/news.txt && exec sleep 3600"]
for name, mode, command in [("gorae-press", "rw", write), ("gorae-kiosk", "ro", ["sleep", "3600"])]:
    paper = {"gorae-paper": {"bind": "/paper", "mode": mode}}
    client.containers.run("gorae/shell:1", command, name=name, volumes=paper, detach=True)
""",
        because="읽기 전용은 볼륨이 아니라 컨테이너와 볼륨 사이의 연결에 붙는 성질입니다.",
        routes=(
            Case(
                "CLI",
                """
!docker run -d --name gorae-press -v gorae-paper:/paper gorae/shell:1 sleep 3600
!docker run -d --name gorae-kiosk --mount type=volume,source=gorae-paper,target=/paper,readonly gorae/shell:1 sleep 3600
mine = values("04-2")
!docker exec gorae-press sh -c "echo {mine.word} > /paper/news.txt"
""",
            ),
            Case(
                "볼륨 컨테이너에서 물려받음",
                """
mine = values("04-2")
press = client.containers.run("gorae/shell:1", ["sleep", "3600"], name="gorae-press", volumes=["gorae-paper:/paper"], detach=True)
client.containers.run("gorae/shell:1", ["sleep", "3600"], name="gorae-kiosk", volumes_from=["gorae-press:ro"], detach=True)
_ = press.exec_run(["sh", "-c", f"echo {mine.word} > /paper/news.txt"])
""",
            ),
        ),
        wrong=(
            Case(
                "둘 다 쓸 수 있음",
                """
mine = values("04-2")
for name in ("gorae-press", "gorae-kiosk"):
    command = ["sh", "-c", f"echo {mine.word} > /paper/news.txt; exec sleep 3600"]
    client.containers.run("gorae/shell:1", command, name=name, volumes=["gorae-paper:/paper"], detach=True)
""",
                "partial",
                "지우고 읽기 전용으로 다시 만드세요",
            ),
            Case(
                "볼륨 이름이 다름",
                """
mine = values("04-2")
write = ["sh", "-c", f"echo {mine.word} > /paper/news.txt; exec sleep 3600"]
client.containers.run("gorae/shell:1", write, name="gorae-press", volumes=["gorae-paper:/paper"], detach=True)
client.containers.run("gorae/shell:1", ["sleep", "3600"], name="gorae-kiosk", volumes=["gorae-papers:/paper:ro"], detach=True)
""",
                "partial",
                "볼륨의 이름을 확인하세요",
            ),
            Case(
                "쓰는 쪽도 읽기 전용",
                """
for name in ("gorae-press", "gorae-kiosk"):
    client.containers.run("gorae/shell:1", ["sleep", "3600"], name=name, volumes=["gorae-paper:/paper:ro"], detach=True)
""",
                "partial",
                "쓰는 쪽은 읽기 전용이면 안 됩니다",
            ),
        ),
    ),
    "04-3": Answers(
        reference="""
data = {"gorae-clerk-data": {"bind": "/data"}}
client.containers.run("gorae/shell:1", ["chown", "1000:1000", "/data"], volumes=data, remove=True)
client.containers.get("gorae-clerk").start()
""",
        because=(
            "컨테이너는 고칠 것이 없었습니다. root로 실행한 컨테이너 하나가 볼륨의 주인을 바꾸었고, "
            "컨테이너를 다시 시작하자 같은 명령이 이번에는 성공했습니다."
        ),
        routes=(
            Case(
                "CLI",
                """
!docker run --rm -v gorae-clerk-data:/data gorae/shell:1 chown -R 1000:1000 /data
!docker start gorae-clerk
""",
            ),
            Case(
                "컨테이너도 다시 만듦",
                """
old = client.containers.get("gorae-clerk")
command = old.attrs["Config"]["Cmd"]
old.remove(force=True)
data = {"gorae-clerk-data": {"bind": "/data"}}
client.containers.run("gorae/shell:1", ["chown", "1000", "/data"], volumes=data, remove=True)
client.containers.run("gorae/shell:1", command, name="gorae-clerk", user="1000", volumes=data, detach=True)
""",
            ),
        ),
        wrong=(
            Case(
                "그냥 다시 시작",
                'client.containers.get("gorae-clerk").start()',
                "partial",
                "Permission denied",
            ),
            Case(
                "root로 실행",
                """
old = client.containers.get("gorae-clerk")
old.remove(force=True)
data = {"gorae-clerk-data": {"bind": "/data"}}
client.containers.run("gorae/shell:1", old.attrs["Config"]["Cmd"], name="gorae-clerk", volumes=data, detach=True)
""",
                "partial",
                "root로 실행하는 대신",
            ),
            Case(
                "볼륨을 버리고 새로 만듦",
                """
old = client.containers.get("gorae-clerk")
old.remove(force=True)
client.volumes.get("gorae-clerk-data").remove()
data = {"gorae-clerk-data": {"bind": "/data"}}
client.containers.run("gorae/shell:1", ["chown", "1000", "/data"], volumes=data, remove=True)
client.containers.run("gorae/shell:1", old.attrs["Config"]["Cmd"], name="gorae-clerk", user="1000", volumes=data, detach=True)
""",
                "partial",
                "전에 있던 글도 사라집니다",
            ),
        ),
    ),
    "04-4": Answers(
        reference="""
orphans = client.volumes.list(filters={"dangling": True, "name": "gorae-shelf-"})
assert len(orphans) == 1
orphans[0].remove()
""",
        because="지우기 전에 하나뿐인지 확인했습니다. 이름으로도 걸렀으므로 다른 볼륨은 후보에도 오르지 않습니다.",
        routes=(
            Case(
                "CLI",
                """
orphan = !docker volume ls --quiet --filter dangling=true --filter name=gorae-shelf-
!docker volume rm {orphan[0]}
""",
            ),
            Case(
                "컨테이너의 마운트를 모두 살펴봄",
                """
used = {mount.get("Name") for each in client.containers.list(all=True) for mount in each.attrs["Mounts"]}
for number in range(1, 6):
    if f"gorae-shelf-{number}" not in used:
        client.volumes.get(f"gorae-shelf-{number}").remove()
""",
            ),
        ),
        wrong=(
            Case(
                "멈춘 컨테이너와 그 볼륨을 지움",
                """
job = client.containers.get("gorae-shelf-job")
job.remove()
client.volumes.get(job.attrs["Mounts"][0]["Name"]).remove()
""",
                "fail",
                "멈춘 컨테이너와 만들기만 한 컨테이너도 볼륨을 씁니다",
            ),
            Case(
                "다섯 개를 모두 지움",
                """
for name in ("gorae-shelf-web", "gorae-shelf-job", "gorae-shelf-plan"):
    client.containers.get(name).remove(force=True)
for number in range(1, 6):
    client.volumes.get(f"gorae-shelf-{number}").remove()
""",
                "fail",
                "시작 셀을 다시 실행하면",
            ),
            Case(
                "지우고 같은 이름으로 다시 만듦",
                """
plan = client.containers.get("gorae-shelf-plan")
name = plan.attrs["Mounts"][0]["Name"]
plan.remove()
client.volumes.get(name).remove()
client.volumes.create(name)
""",
                "fail",
                "볼륨 하나만 지우면 됩니다",
            ),
        ),
    ),
    "04-5": Answers(
        reference="""
both = {"gorae-vault-backup": {"bind": "/backup", "mode": "ro"}, "gorae-vault": {"bind": "/data"}}
extract = ["tar", "-xzf", "/backup/vault.tar.gz", "-C", "/data"]
client.containers.run("gorae/shell:1", extract, volumes=both, remove=True)
""",
        because="이름만 적으면 새 볼륨이 만들어집니다. root로 푼 tar는 소유자와 권한까지 되살립니다.",
        routes=(
            Case(
                "CLI",
                """
!docker volume create gorae-vault
!docker run --rm -v gorae-vault-backup:/b:ro -v gorae-vault:/v gorae/shell:1 tar -xzf /b/vault.tar.gz -C /v
""",
            ),
            Case(
                "docker-py로 묶음을 꺼내서 넣음",
                """
import io
import tarfile

both = ["gorae-vault-backup:/backup:ro", "gorae-vault:/data"]
carrier = client.containers.create("gorae/shell:1", name="gorae-carrier", volumes=both)
stream, _ = carrier.get_archive("/backup/vault.tar.gz")
outer = tarfile.open(fileobj=io.BytesIO(b"".join(stream)))
carrier.put_archive("/data", outer.extractfile("vault.tar.gz").read())
carrier.remove()
""",
            ),
        ),
        wrong=(
            Case(
                "묶음을 풀지 않고 복사",
                """
both = ["gorae-vault-backup:/backup:ro", "gorae-vault:/data"]
client.containers.run("gorae/shell:1", ["cp", "/backup/vault.tar.gz", "/data/"], volumes=both, remove=True)
""",
                "partial",
                "묶음을 옮기지 말고",
            ),
            Case(
                "한 단계 아래에 풂",
                """
both = ["gorae-vault-backup:/backup:ro", "gorae-vault:/data"]
script = "mkdir /data/vault && tar -xzf /backup/vault.tar.gz -C /data/vault"
client.containers.run("gorae/shell:1", ["sh", "-c", script], volumes=both, remove=True)
""",
                "partial",
                "볼륨의 맨 위에",
            ),
            Case(
                "소유자를 잃음",
                """
both = ["gorae-vault-backup:/backup:ro", "gorae-vault:/data"]
extract = ["tar", "-xzof", "/backup/vault.tar.gz", "-C", "/data"]
client.containers.run("gorae/shell:1", extract, volumes=both, remove=True)
""",
                "partial",
                "-o를 붙이거나",
            ),
            Case(
                "백업을 옮기고 지움",
                """
both = ["gorae-vault-backup:/backup", "gorae-vault:/data"]
script = "tar -xzf /backup/vault.tar.gz -C /data && rm /backup/vault.tar.gz"
client.containers.run("gorae/shell:1", ["sh", "-c", script], volumes=both, remove=True)
""",
                "partial",
                "백업은 읽기 전용으로 연결하면",
            ),
        ),
    ),
    "04-6": Answers(
        reference=f"""{CAFE_SECRET}
client.containers.get("gorae-cafe").remove(force=True, v=True)
client.containers.run(
    "gorae/wordpress:1",
    name="gorae-cafe",
    network="gorae-cafe-net",
    environment=settings,
    ports={{"80/tcp": ("127.0.0.1", None)}},
    detach=True,
)
""",
        because=(
            "고장은 둘이었습니다. 기본 네트워크에서는 이름을 찾을 수 없었고, 암호는 데이터베이스가 아는 것과 달랐습니다. "
            "환경 변수는 만든 뒤에 바꿀 수 없으므로 컨테이너를 다시 만들었습니다."
        ),
        routes=(
            Case(
                "CLI",
                f"""{CAFE_SECRET}
!docker rm -f -v gorae-cafe
!docker run -d --name gorae-cafe --network gorae-cafe-net -e WORDPRESS_DB_HOST=gorae-cafe-db -e WORDPRESS_DB_USER=barista -e WORDPRESS_DB_PASSWORD={{secret}} -e WORDPRESS_DB_NAME=cafe gorae/wordpress:1
""",
            ),
            Case(
                "데이터베이스의 암호를 워드프레스에 맞춤",
                """
database = client.containers.get("gorae-cafe-db")
secret = dict(line.split("=", 1) for line in database.attrs["Config"]["Env"])["MARIADB_PASSWORD"]
change = "SET PASSWORD = PASSWORD('barista')"
_ = database.exec_run(["mariadb", "-ubarista", f"-p{secret}", "-e", change])
client.networks.get("gorae-cafe-net").connect("gorae-cafe")
""",
            ),
        ),
        wrong=(
            Case(
                "네트워크만 고침",
                'client.networks.get("gorae-cafe-net").connect("gorae-cafe")',
                "partial",
                "데이터베이스가 거절했습니다",
            ),
            Case(
                "암호만 고침",
                f"""{CAFE_SECRET}
client.containers.get("gorae-cafe").remove(force=True, v=True)
client.containers.run("gorae/wordpress:1", name="gorae-cafe", environment=settings, detach=True)
""",
                "fail",
                "이름을 찾지 못합니다",
            ),
            Case(
                "주소를 적음",
                f"""{CAFE_SECRET}
settings["WORDPRESS_DB_HOST"] = database.attrs["NetworkSettings"]["Networks"]["gorae-cafe-net"]["IPAddress"]
client.containers.get("gorae-cafe").remove(force=True, v=True)
client.containers.run("gorae/wordpress:1", name="gorae-cafe", network="gorae-cafe-net", environment=settings, detach=True)
""",
                "partial",
                "이름을 쓰세요",
            ),
            Case(
                "데이터베이스를 새로 만듦",
                f"""{CAFE_SECRET}
for name in ("gorae-cafe", "gorae-cafe-db"):
    client.containers.get(name).remove(force=True, v=True)
client.volumes.get("gorae-cafe-data").remove()
fresh = {{"MARIADB_RANDOM_ROOT_PASSWORD": "1", "MARIADB_DATABASE": "cafe", "MARIADB_USER": "barista", "MARIADB_PASSWORD": secret}}
kept = ["gorae-cafe-data:/var/lib/mysql"]
client.containers.run("gorae/mariadb:1", name="gorae-cafe-db", network="gorae-cafe-net", volumes=kept, environment=fresh, detach=True)
client.containers.run("gorae/wordpress:1", name="gorae-cafe", network="gorae-cafe-net", environment=settings, detach=True)
""",
                "partial",
                "데이터베이스를 새로 만들지 마세요",
            ),
        ),
    ),
}
