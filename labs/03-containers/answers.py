"""03장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

ANSWERS = {
    "03-1": Answers(
        reference="""
client.containers.run("gorae/web:1", name="gorae-site", detach=True, ports={"80/tcp": ("127.0.0.1", None)})
""",
        because="주소를 127.0.0.1로 적으면 이 기계에서만 닿고, 포트를 `None`으로 두면 엔진이 빈 포트를 고릅니다.",
        routes=(
            Case("CLI", "!docker run -d --name gorae-site -p 127.0.0.1::80 gorae/web:1"),
            Case(
                "만들고 나서 시작",
                """
site = client.containers.create("gorae/web:1", name="gorae-site", ports={"80/tcp": ("127.0.0.1", 0)})
site.start()
""",
            ),
        ),
        wrong=(
            Case(
                "모든 주소에 게시",
                'client.containers.run("gorae/web:1", name="gorae-site", detach=True, ports={"80/tcp": None})',
                "partial",
                "주소 0.0.0.0에 게시",
            ),
            Case(
                "게시하지 않음",
                'client.containers.run("gorae/web:1", name="gorae-site", detach=True)',
                "partial",
                "게시한 포트 없음",
            ),
            Case(
                "포트를 직접 정함",
                """
client.containers.run("gorae/web:1", name="gorae-site", detach=True, ports={"80/tcp": ("127.0.0.1", 18103)})
""",
                "partial",
                "직접 정한 포트 18103",
            ),
            Case(
                "다른 포트를 게시",
                """
client.containers.run("gorae/web:1", name="gorae-site", detach=True, ports={"8080/tcp": ("127.0.0.1", None)})
""",
                "partial",
                "게시한 포트: 8080/tcp",
            ),
            Case(
                "다른 이미지",
                """
client.containers.run("gorae/shell:1", ["httpd", "-f", "-p", "80", "-h", "/etc"], name="gorae-site", detach=True,
                      ports={"80/tcp": ("127.0.0.1", None)})
""",
                "partial",
                "gorae/web:1로 다시 만드세요",
            ),
        ),
    ),
    "03-2": Answers(
        reference="""
mine = values("03-2")
client.containers.create("gorae/shell:1", name="gorae-draft", environment={"WORD": mine.word}, hostname=mine.host)
""",
        because="`create`는 만들기만 합니다. 프로세스는 `start`를 부를 때 생깁니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("03-2")
!docker create --name gorae-draft -e WORD={mine.word} --hostname {mine.host} gorae/shell:1
""",
            ),
        ),
        wrong=(
            Case(
                "시작까지 함",
                """
mine = values("03-2")
client.containers.run("gorae/shell:1", ["sleep", "600"], name="gorae-draft", detach=True,
                      environment={"WORD": mine.word}, hostname=mine.host)
""",
                "partial",
                "created로 돌아가지 않습니다",
            ),
            Case(
                "시작했다가 멈춤",
                """
mine = values("03-2")
draft = client.containers.create("gorae/shell:1", ["true"], name="gorae-draft",
                                 environment={"WORD": mine.word}, hostname=mine.host)
draft.start()
draft.wait()
""",
                "partial",
                "exited 상태",
            ),
            Case(
                "환경 변수를 빠뜨림",
                'client.containers.create("gorae/shell:1", name="gorae-draft", hostname=values("03-2").host)',
                "partial",
                "환경 변수 WORD 없음",
            ),
            Case(
                "호스트 이름을 빠뜨림",
                """
client.containers.create("gorae/shell:1", name="gorae-draft", environment={"WORD": values("03-2").word})
""",
                "partial",
                "--hostname으로 정합니다",
            ),
            Case(
                "다른 이미지",
                """
mine = values("03-2")
client.containers.create("gorae/web:1", name="gorae-draft", environment={"WORD": mine.word}, hostname=mine.host)
""",
                "partial",
                "gorae/shell:1로 다시 만드세요",
            ),
        ),
    ),
    "03-3": Answers(
        reference="""
seconds = str(values("03-3").seconds)
polite = client.containers.run("gorae/shell:1", ["sleep", seconds], name="gorae-polite", init=True, detach=True)
polite.stop()
""",
        because="`init=True`이면 작은 init 프로그램이 PID 1이 되어 SIGTERM을 `sleep`에게 전합니다. PID 1이 아닌 `sleep`은 SIGTERM에 끝납니다.",
        routes=(
            Case(
                "CLI",
                """
seconds = values("03-3").seconds
!docker run -d --init --name gorae-polite gorae/shell:1 sleep {seconds}
!docker stop gorae-polite
""",
            ),
            Case(
                "stop 대신 SIGTERM을 직접 보냄",
                """
seconds = str(values("03-3").seconds)
polite = client.containers.run("gorae/shell:1", ["sleep", seconds], name="gorae-polite", init=True, detach=True)
polite.kill(signal="SIGTERM")
polite.wait()
""",
            ),
        ),
        wrong=(
            Case(
                "init 없이 멈춤",
                """
seconds = str(values("03-3").seconds)
polite = client.containers.run("gorae/shell:1", ["sleep", seconds], name="gorae-polite", detach=True)
polite.stop(timeout=1)
""",
                "partial",
                "sleep이 PID 1이면 SIGTERM을 무시합니다",
            ),
            Case(
                "종료 코드를 흉내 냄",
                'client.containers.run("gorae/shell:1", ["sh", "-c", "exit 143"], name="gorae-polite", detach=True).wait()',
                "partial",
                "종료 코드를 흉내 내지 말고",
            ),
            Case(
                "멈추지 않음",
                """
seconds = str(values("03-3").seconds)
client.containers.run("gorae/shell:1", ["sleep", seconds], name="gorae-polite", init=True, detach=True)
""",
                "partial",
                "docker stop으로 멈추세요",
            ),
        ),
    ),
    "03-4": Answers(
        reference="""
mine = values("03-4")
policy = {"Name": "on-failure", "MaximumRetryCount": mine.times}
client.containers.run("gorae/shell:1", ["sh", "-c", f"exit {mine.code}"], name="gorae-retry", detach=True,
                      restart_policy=policy)
""",
        because="`on-failure`는 종료 코드가 0이 아닐 때에만 다시 시작하고, 정한 횟수를 채우면 그만둡니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("03-4")
!docker run -d --name gorae-retry --restart on-failure:{mine.times} gorae/shell:1 sh -c "exit {mine.code}"
""",
            ),
        ),
        wrong=(
            Case(
                "횟수가 하나 많음",
                """
mine = values("03-4")
policy = {"Name": "on-failure", "MaximumRetryCount": mine.times + 1}
client.containers.run("gorae/shell:1", ["sh", "-c", f"exit {mine.code}"], name="gorae-retry", detach=True,
                      restart_policy=policy)
""",
                "partial",
                "횟수를 정해서 다시 시작하는 정책",
            ),
            Case(
                "정책이 always",
                """
mine = values("03-4")
client.containers.run("gorae/shell:1", ["sh", "-c", f"exit {mine.code}"], name="gorae-retry", detach=True,
                      restart_policy={"Name": "always"})
""",
                "fail",
                "재시작 정책 always",
            ),
            Case(
                "오류 없이 끝남",
                """
policy = {"Name": "on-failure", "MaximumRetryCount": values("03-4").times}
client.containers.run("gorae/shell:1", ["true"], name="gorae-retry", detach=True, restart_policy=policy)
""",
                "partial",
                "0번 다시 시작",
            ),
            Case(
                "종료 코드가 다름",
                """
policy = {"Name": "on-failure", "MaximumRetryCount": values("03-4").times}
client.containers.run("gorae/shell:1", ["sh", "-c", "exit 1"], name="gorae-retry", detach=True, restart_policy=policy)
""",
                "partial",
                "셸의 exit이 종료 코드를 정합니다",
            ),
        ),
    ),
    "03-5": Answers(
        reference="""
import io, tarfile

chunks, _ = client.containers.get("gorae-diary").get_archive("/srv/report.txt")
archive = tarfile.open(fileobj=io.BytesIO(b"".join(chunks)))
report = archive.extractfile("report.txt").read().decode().strip()
""",
        because="`get_archive`는 컨테이너를 시작하지 않고 쓰기 레이어에서 파일을 꺼내 tar로 줍니다.",
        routes=(
            Case(
                "CLI",
                """
lines = !docker cp gorae-diary:/srv/report.txt - | tar -xO
report = lines[0]
""",
            ),
            Case(
                "이미지로 굳혀서 읽음",
                """
client.containers.get("gorae-diary").commit("gorae-diary-copy")
said = client.containers.run("gorae-diary-copy", ["cat", "/srv/report.txt"], remove=True)
report = said.decode().strip()
""",
            ),
        ),
        wrong=(
            Case(
                "다시 시작해서 읽음",
                """
diary = client.containers.get("gorae-diary")
diary.start()
diary.wait()
chunks, _ = diary.get_archive("/srv/report.txt")
report = "시작할 때마다 처음부터 다시 씁니다"
""",
                "fail",
                "컨테이너를 다시 시작해서 내용이 지워졌습니다",
            ),
            Case(
                "tar를 그대로 넣음",
                """
chunks, _ = client.containers.get("gorae-diary").get_archive("/srv/report.txt")
report = b"".join(chunks).decode("utf-8", "replace")
""",
                "partial",
                "get_archive가 주는 것은 tar입니다",
            ),
            Case(
                "다른 값을 넣음",
                'report = "/srv/report.txt"',
                "partial",
                "내용을 글자 그대로 report에 넣으세요",
            ),
        ),
    ),
    "03-6": Answers(
        reference="""
import io, tarfile

shop = client.containers.get("gorae-shop")
shop.stop()
chunks, _ = shop.get_archive("/etc/nginx/conf.d/default.conf")
broken = tarfile.open(fileobj=io.BytesIO(b"".join(chunks))).extractfile("default.conf").read()
fixed = broken.replace(b"listen 80", b"listen 80;")
entry, memory = tarfile.TarInfo("default.conf"), io.BytesIO()
entry.size = len(fixed)
with tarfile.open(fileobj=memory, mode="w") as archive:
    archive.addfile(entry, io.BytesIO(fixed))
shop.put_archive("/etc/nginx/conf.d", memory.getvalue())
shop.start()
""",
        because="로그가 `default.conf`의 줄을 알려 줍니다. 실행 중이 아니어도 cp로 파일을 고쳐 넣을 수 있고, 멈췄다 시작해도 정책과 게시한 포트는 그대로입니다.",
        routes=(
            Case(
                "CLI로 꺼내 고쳐 넣음",
                """
%%bash
folder=$(mktemp -d)
docker cp gorae-shop:/etc/nginx/conf.d/default.conf "$folder/default.conf"
sed -i 's/listen 80$/listen 80;/' "$folder/default.conf"
docker cp "$folder/default.conf" gorae-shop:/etc/nginx/conf.d/default.conf
docker restart gorae-shop
rm -r "$folder"
""",
            ),
            Case(
                "페이지만 옮겨 새로 만듦",
                """
old = client.containers.get("gorae-shop")
old.stop()
chunks, _ = old.get_archive("/usr/share/nginx/html/index.html")
page = b"".join(chunks)
old.remove()
shop = client.containers.create("gorae/web:1", name="gorae-shop", ports={"80/tcp": ("127.0.0.1", None)},
                                restart_policy={"Name": "always"})
shop.put_archive("/usr/share/nginx/html", page)
shop.start()
""",
            ),
        ),
        wrong=(
            Case(
                "멈추기만 함",
                """
shop = client.containers.get("gorae-shop")
shop.stop()
shop.update(restart_policy={"Name": "no"})
shop.remove()
client.containers.create("gorae/web:1", name="gorae-shop", ports={"80/tcp": ("127.0.0.1", None)})
""",
                "fail",
                "정책은 고장의 원인이 아닙니다",
            ),
            Case(
                "페이지를 잃음",
                """
client.containers.get("gorae-shop").remove(force=True)
client.containers.run("gorae/web:1", name="gorae-shop", detach=True, ports={"80/tcp": ("127.0.0.1", None)},
                      restart_policy={"Name": "always"})
""",
                "partial",
                "새로 만든 컨테이너에는 가게의 페이지가 없습니다",
            ),
            Case(
                "정책을 없앰",
                """
%%bash
folder=$(mktemp -d)
docker cp gorae-shop:/etc/nginx/conf.d/default.conf "$folder/default.conf"
sed -i 's/listen 80$/listen 80;/' "$folder/default.conf"
docker cp "$folder/default.conf" gorae-shop:/etc/nginx/conf.d/default.conf
docker update --restart no gorae-shop
docker restart gorae-shop
rm -r "$folder"
""",
                "partial",
                "docker update --restart always로 되돌리세요",
            ),
            Case(
                "설정을 다르게 망가뜨림",
                """
%%bash
folder=$(mktemp -d)
echo "listen 80;" > "$folder/default.conf"
docker cp "$folder/default.conf" gorae-shop:/etc/nginx/conf.d/default.conf
docker restart gorae-shop
rm -r "$folder"
""",
                "partial",
                "directive is not allowed here",
            ),
        ),
    ),
    "03-7": Answers(
        reference="""
import io, tarfile

secret = values("03-7").password.encode()
entry, memory = tarfile.TarInfo("password"), io.BytesIO()
entry.size, entry.mode = len(secret), 0o600
with tarfile.open(fileobj=memory, mode="w") as archive:
    archive.addfile(entry, io.BytesIO(secret))
safe = client.containers.run("gorae/shell:1", ["sleep", "600"], name="gorae-safe", detach=True)
safe.put_archive("/etc", memory.getvalue())
""",
        because="만들 때 정한 환경 변수와 명령은 inspect에 남지만, 나중에 넣은 파일의 내용은 남지 않습니다.",
        routes=(
            Case(
                "CLI로 넣음",
                """
password = values("03-7").password
!docker run -d --name gorae-safe gorae/shell:1 sleep 600
!mkdir -p .gorae-safe && echo {password} > .gorae-safe/password
!docker cp .gorae-safe/password gorae-safe:/etc/password && rm -r .gorae-safe
""",
            ),
            Case(
                "표준 입력으로 넘김",
                """
password = values("03-7").password
!docker run -d --name gorae-safe gorae/shell:1 sleep 600
!echo {password} | docker exec -i gorae-safe sh -c "cat > /etc/password"
""",
            ),
        ),
        wrong=(
            Case(
                "환경 변수로 넘겨 파일에 씀",
                """
client.containers.run("gorae/shell:1", ["sh", "-c", "echo $PASSWORD > /etc/password; sleep 600"], name="gorae-safe",
                      environment={"PASSWORD": values("03-7").password}, detach=True)
""",
                "partial",
                "환경 변수(Config.Env)에 보임",
            ),
            Case(
                "명령에 적음",
                """
command = f"echo {values('03-7').password} > /etc/password; sleep 600"
client.containers.run("gorae/shell:1", ["sh", "-c", command], name="gorae-safe", detach=True)
""",
                "partial",
                "명령(Config.Cmd)에 보임",
            ),
            Case(
                "파일을 넣지 않음",
                'client.containers.run("gorae/shell:1", ["sleep", "600"], name="gorae-safe", detach=True)',
                "partial",
                "docker cp나 put_archive로 파일을 넣을 수 있습니다",
            ),
        ),
    ),
    "03-8": Answers(
        reference="""
old = client.containers.get("gorae-board")
chunks, _ = old.get_archive("/usr/share/nginx/html/index.html")
page = b"".join(chunks)
old.remove(force=True)
board = client.containers.create("gorae/web:1", name="gorae-board", ports={"80/tcp": ("127.0.0.1", None)})
board.put_archive("/usr/share/nginx/html", page)
board.start()
""",
        because="게시한 주소와 포트는 만든 뒤에 바꿀 수 없으므로 컨테이너를 다시 만들고, 쓰기 레이어에 있던 글은 꺼내서 옮깁니다.",
        routes=(
            Case(
                "CLI",
                """
%%bash
folder=$(mktemp -d)
docker cp gorae-board:/usr/share/nginx/html/index.html "$folder/"
docker rm -f gorae-board
docker run -d --name gorae-board -p 127.0.0.1::80 gorae/web:1
docker cp "$folder/index.html" gorae-board:/usr/share/nginx/html/index.html
rm -r "$folder"
""",
            ),
            Case(
                "이미지로 굳혀서 다시 만듦",
                """
old = client.containers.get("gorae-board")
old.commit("gorae-board-copy")
old.remove(force=True)
client.containers.run("gorae-board-copy", name="gorae-board", detach=True, ports={"80/tcp": ("127.0.0.1", None)})
""",
            ),
        ),
        wrong=(
            Case(
                "글을 잃음",
                """
client.containers.get("gorae-board").remove(force=True)
client.containers.run("gorae/web:1", name="gorae-board", detach=True, ports={"80/tcp": ("127.0.0.1", None)})
""",
                "partial",
                "지우기 전에 꺼내 두세요",
            ),
            Case(
                "컨테이너 안의 설정을 고침",
                """
board = client.containers.get("gorae-board")
board.exec_run(["sed", "-i", "s/listen 80;/listen 8080;/", "/etc/nginx/conf.d/default.conf"])
board.restart(timeout=1)
""",
                "partial",
                "만든 뒤에 바꿀 수 없습니다",
            ),
            Case(
                "여전히 모든 주소에 게시",
                """
old = client.containers.get("gorae-board")
chunks, _ = old.get_archive("/usr/share/nginx/html/index.html")
page = b"".join(chunks)
old.remove(force=True)
board = client.containers.create("gorae/web:1", name="gorae-board", ports={"80/tcp": None})
board.put_archive("/usr/share/nginx/html", page)
board.start()
""",
                "partial",
                "주소 0.0.0.0에 게시",
            ),
            Case(
                "듣지 않는 포트를 다시 게시",
                """
old = client.containers.get("gorae-board")
chunks, _ = old.get_archive("/usr/share/nginx/html/index.html")
page = b"".join(chunks)
old.remove(force=True)
board = client.containers.create("gorae/web:1", name="gorae-board", ports={"8080/tcp": ("127.0.0.1", None)})
board.put_archive("/usr/share/nginx/html", page)
board.start()
""",
                "partial",
                "nginx가 어느 포트를 듣는지",
            ),
        ),
    ),
}
