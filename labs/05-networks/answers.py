"""05장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

FLEET = """
mine = values("05-2")
client.networks.create("gorae-fleet")
serve = ["sh", "-c", "hostname > /var/www/index.html; exec httpd -f -h /var/www"]
"""

SHOP = """
mine = values("05-4")
say = f"echo {mine.word} > /var/www/index.html; exec httpd -f -p {mine.port} -h /var/www"
nap = ["sleep", "3600"]
client.networks.create("gorae-street")
"""

PEOPLE = """
client.containers.run("gorae/shell:1", ["sh", "-c", say], name="gorae-shop-db", network="gorae-cellar", detach=True)
client.containers.run("gorae/shell:1", nap, name="gorae-shop-guest", network="gorae-street", detach=True)
client.containers.run("gorae/shell:1", nap, name="gorae-shop-web", network="gorae-street", detach=True)
"""

COUNTER = """
old = client.containers.get("gorae-counter")
command = old.attrs["Config"]["Cmd"]
settings = dict(line.split("=", 1) for line in old.attrs["Config"]["Env"])
old.remove(force=True)
"""

DOCTOR = """
doctor = client.containers.run(
    "gorae/shell:1", ["sleep", "3600"], name="gorae-doctor", network_mode="container:gorae-patient", detach=True
)
"""

ANSWERS = {
    "05-1": Answers(
        reference="""
mine = values("05-1")
client.networks.get("gorae-newtown").connect("gorae-mover", aliases=[mine.alias])
client.networks.get("gorae-oldtown").disconnect("gorae-mover")
""",
        because="먼저 꽂고 나중에 뽑았으므로, 잠시도 네트워크가 없는 때가 없었습니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("05-1")
!docker network disconnect gorae-oldtown gorae-mover
!docker network connect --alias {mine.alias} gorae-newtown gorae-mover
""",
            ),
        ),
        wrong=(
            Case(
                "뽑지 않음",
                """
mine = values("05-1")
client.networks.get("gorae-newtown").connect("gorae-mover", aliases=[mine.alias])
""",
                "partial",
                "옛 네트워크에서는 뽑으세요",
            ),
            Case(
                "다시 만듦",
                """
mine = values("05-1")
client.containers.get("gorae-mover").remove(force=True)
own = {"gorae-newtown": client.api.create_endpoint_config(aliases=[mine.alias])}
client.containers.run("gorae/shell:1", ["sleep", "3600"], name="gorae-mover", network="gorae-newtown", networking_config=own, detach=True)
""",
                "partial",
                "다시 시작하지 않아도 옮길 수 있습니다",
            ),
            Case(
                "별명 없이 꽂음",
                """
client.networks.get("gorae-newtown").connect("gorae-mover")
client.networks.get("gorae-oldtown").disconnect("gorae-mover")
""",
                "partial",
                "별명은 꽂을 때 정합니다",
            ),
            Case(
                "뽑기만 함",
                'client.networks.get("gorae-oldtown").disconnect("gorae-mover")',
                "partial",
                "gorae-newtown에 꽂습니다",
            ),
        ),
    ),
    "05-2": Answers(
        reference=f"""{FLEET}
for number in (1, 2, 3):
    name = f"gorae-ship-{{number}}"
    own = {{"gorae-fleet": client.api.create_endpoint_config(aliases=[mine.alias])}}
    where = {{"name": name, "hostname": name, "network": "gorae-fleet", "networking_config": own}}
    client.containers.run("gorae/shell:1", serve, detach=True, **where)
""",
        because="별명은 컨테이너가 아니라 네트워크에 꽂힌 자리에 붙습니다. 그래서 여럿이 같은 별명을 가질 수 있습니다.",
        routes=(
            Case(
                "CLI",
                """
alias = values("05-2").alias
!docker network create gorae-fleet
serve = "hostname > /var/www/index.html; exec httpd -f -h /var/www"
for number in (1, 2, 3):
    !docker run -d --name gorae-ship-{number} --hostname gorae-ship-{number} --network gorae-fleet --network-alias {alias} gorae/shell:1 sh -c "{serve}"
""",
            ),
            Case(
                "실행한 뒤에 별명을 주고 꽂음",
                f"""{FLEET}
for number in (1, 2, 3):
    name = f"gorae-ship-{{number}}"
    client.containers.run("gorae/shell:1", serve, name=name, hostname=name, detach=True)
    client.networks.get("gorae-fleet").connect(name, aliases=[mine.alias])
""",
            ),
        ),
        wrong=(
            Case(
                "별명이 서로 다름",
                f"""{FLEET}
for number in (1, 2, 3):
    name = f"gorae-ship-{{number}}"
    own = {{"gorae-fleet": client.api.create_endpoint_config(aliases=[f"{{mine.alias}}{{number}}"])}}
    where = {{"name": name, "hostname": name, "network": "gorae-fleet", "networking_config": own}}
    client.containers.run("gorae/shell:1", serve, detach=True, **where)
""",
                "partial",
                "서로 다르면 번갈아 답하지 않습니다",
            ),
            Case(
                "hostname을 정하지 않음",
                f"""{FLEET}
for number in (1, 2, 3):
    own = {{"gorae-fleet": client.api.create_endpoint_config(aliases=[mine.alias])}}
    where = {{"name": f"gorae-ship-{{number}}", "network": "gorae-fleet", "networking_config": own}}
    client.containers.run("gorae/shell:1", serve, detach=True, **where)
""",
                "partial",
                "hostname을 정했는지",
            ),
            Case(
                "둘만 만듦",
                f"""{FLEET}
for number in (1, 2):
    name = f"gorae-ship-{{number}}"
    own = {{"gorae-fleet": client.api.create_endpoint_config(aliases=[mine.alias])}}
    where = {{"name": name, "hostname": name, "network": "gorae-fleet", "networking_config": own}}
    client.containers.run("gorae/shell:1", serve, detach=True, **where)
""",
                "fail",
                "컨테이너 gorae-ship-3",
            ),
        ),
    ),
    "05-3": Answers(
        reference='client.networks.get("gorae-market").disconnect("gorae-api-old")',
        because=(
            "두 서버가 같은 네트워크에서 같은 별명을 쓰고 있었습니다. 옛 서버를 그 네트워크에서만 뽑았으므로 "
            "다른 곳에서는 하던 일을 계속합니다."
        ),
        routes=(
            Case("CLI", "!docker network disconnect gorae-market gorae-api-old"),
            Case(
                "별명만 거둠",
                """
market = client.networks.get("gorae-market")
market.disconnect("gorae-api-old")
market.connect("gorae-api-old", aliases=["retired"])
""",
            ),
        ),
        wrong=(
            Case(
                "옛 서버를 멈춤",
                'client.containers.get("gorae-api-old").stop(timeout=0)',
                "partial",
                "컨테이너 gorae-api-old: running",
            ),
            Case(
                "새 서버를 뽑음",
                'client.networks.get("gorae-market").disconnect("gorae-api-new")',
                "partial",
                "옛 서버가 어느 네트워크에서",
            ),
            Case(
                "새 서버를 다시 시작",
                'client.containers.get("gorae-api-new").restart(timeout=0)',
                "partial",
                "새 서버는 고칠 것이 없습니다",
            ),
            Case(
                "옛 서버를 두 네트워크에서 뽑음",
                """
for name in ("gorae-market", "gorae-archive"):
    client.networks.get(name).disconnect("gorae-api-old")
""",
                "partial",
                "옛 서버를 쓰는 곳이 아직 있습니다",
            ),
        ),
    ),
    "05-4": Answers(
        reference=f"""{SHOP}cellar = client.networks.create("gorae-cellar", internal=True)
{PEOPLE}cellar.connect("gorae-shop-web")
""",
        because="웹 서버만 두 네트워크에 꽂혀 있습니다. 손님과 금고는 함께 있는 네트워크가 없으므로 닿지 않습니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("05-4")
!docker network create gorae-street
!docker network create --internal gorae-cellar
!docker run -d --name gorae-shop-db --network gorae-cellar gorae/shell:1 sh -c "echo {mine.word} > /var/www/index.html; exec httpd -f -p {mine.port} -h /var/www"
!docker run -d --name gorae-shop-guest --network gorae-street gorae/shell:1 sleep 3600
!docker run -d --name gorae-shop-web --network gorae-cellar gorae/shell:1 sleep 3600
!docker network connect gorae-street gorae-shop-web
""",
            ),
        ),
        wrong=(
            Case(
                "안쪽 전용이 아님",
                f"""{SHOP}cellar = client.networks.create("gorae-cellar")
{PEOPLE}cellar.connect("gorae-shop-web")
""",
                "partial",
                "--internal로 다시 만드세요",
            ),
            Case(
                "손님도 금고에 꽂음",
                f"""{SHOP}cellar = client.networks.create("gorae-cellar", internal=True)
{PEOPLE}cellar.connect("gorae-shop-web")
cellar.connect("gorae-shop-guest")
""",
                "partial",
                "gorae-shop-guest은 gorae-street에만",
            ),
            Case(
                "금고에 꽂지 않음",
                f"""{SHOP}cellar = client.networks.create("gorae-cellar", internal=True)
{PEOPLE}
""",
                "partial",
                "다른 쪽에는 connect로 꽂으세요",
            ),
            Case(
                "금고가 자기 안에서만 기다림",
                f"""{SHOP.replace("-p {mine.port}", "-p 127.0.0.1:{mine.port}")}cellar = client.networks.create("gorae-cellar", internal=True)
{PEOPLE}cellar.connect("gorae-shop-web")
""",
                "partial",
                "127.0.0.1이면 옆에서 닿지 않습니다",
            ),
        ),
    ),
    "05-5": Answers(
        reference=f"""{COUNTER}
settings["LISTEN"] = "0.0.0.0:8080"
client.containers.run(
    "gorae/shell:1",
    command,
    name="gorae-counter",
    environment=settings,
    ports={{"8080/tcp": ("127.0.0.1", None)}},
    detach=True,
)
""",
        because=(
            "고장은 둘이었습니다. 프로그램은 자기 안의 127.0.0.1에서만 기다렸고, 게시한 포트는 아무도 기다리지 않는 "
            "80번이었습니다."
        ),
        routes=(
            Case(
                "CLI",
                """
word = values("05-5").word
!docker rm -f gorae-counter
!docker run -d --name gorae-counter -e WORD={word} -e LISTEN=80 -p 127.0.0.1::80 gorae/shell:1 sh -c 'echo "$WORD" > /var/www/index.html; exec httpd -f -p "$LISTEN" -h /var/www'
""",
            ),
            Case(
                "기다리는 포트를 80번으로 바꿈",
                f"""{COUNTER}
settings["LISTEN"] = "0.0.0.0:80"
ports = {{"80/tcp": ("127.0.0.1", None)}}
client.containers.run("gorae/shell:1", command, name="gorae-counter", environment=settings, ports=ports, detach=True)
""",
            ),
        ),
        wrong=(
            Case(
                "기다리는 주소만 고침",
                f"""{COUNTER}
settings["LISTEN"] = "0.0.0.0:8080"
ports = {{"80/tcp": ("127.0.0.1", None)}}
client.containers.run("gorae/shell:1", command, name="gorae-counter", environment=settings, ports=ports, detach=True)
""",
                "partial",
                "프로그램이 기다리는 포트와 같아야 합니다",
            ),
            Case(
                "게시한 포트만 고침",
                f"""{COUNTER}
ports = {{"8080/tcp": ("127.0.0.1", None)}}
client.containers.run("gorae/shell:1", command, name="gorae-counter", environment=settings, ports=ports, detach=True)
""",
                "partial",
                "LISTEN을 바꾸어 다시 만드세요",
            ),
            Case(
                "모든 주소에 게시",
                f"""{COUNTER}
settings["LISTEN"] = "0.0.0.0:8080"
client.containers.run("gorae/shell:1", command, name="gorae-counter", environment=settings, ports={{"8080/tcp": None}}, detach=True)
""",
                "partial",
                "모든 주소에 게시됩니다",
            ),
        ),
    ),
    "05-6": Answers(
        reference=f"""{DOCTOR}
listed = doctor.exec_run(["netstat", "-tln"]).output.decode().splitlines()
port = next(line.split()[3].rpartition(":")[2] for line in listed if line.startswith("tcp"))
page = doctor.exec_run(["wget", "-q", "-O", "-", f"http://127.0.0.1:{{port}}/"]).output.decode()
""",
        because="네트워크 네임스페이스가 하나이므로 netstat은 환자의 포트를 보이고, 127.0.0.1은 환자의 것입니다.",
        routes=(
            Case(
                "CLI",
                """
!docker run -d --name gorae-doctor --network container:gorae-patient gorae/shell:1 sleep 3600
listed = !docker exec gorae-doctor netstat -tln
port = next(line.split()[3].split(":")[-1] for line in listed if line.startswith("tcp"))
said = !docker exec gorae-doctor wget -q -O - http://127.0.0.1:{port}/
page = said[0]
""",
            ),
        ),
        wrong=(
            Case(
                "네트워크에 들어가지 않음",
                """
client.containers.run("gorae/shell:1", ["sleep", "3600"], name="gorae-doctor", detach=True)
page = "모름"
""",
                "partial",
                "container:gorae-patient를 적어",
            ),
            Case(
                "포트 번호를 넣음",
                f"""{DOCTOR}
listed = doctor.exec_run(["netstat", "-tln"]).output.decode().splitlines()
page = next(line.split()[3].rpartition(":")[2] for line in listed if line.startswith("tcp"))
""",
                "partial",
                "그 포트에서 받은 글만",
            ),
            Case(
                "환자를 다시 시작",
                f"""{DOCTOR}
client.containers.get("gorae-patient").restart(timeout=0)
doctor.restart(timeout=0)
find = "netstat -tln | grep ^tcp | sed 's/.*127.0.0.1:\\\\([0-9]*\\\\).*/\\\\1/'"
port = lab.wait(lambda: doctor.exec_run(["sh", "-c", find]).output.decode().strip(), 10, what="환자의 포트")
page = doctor.exec_run(["wget", "-q", "-O", "-", f"http://127.0.0.1:{{port}}/"]).output.decode()
""",
                "partial",
                "다시 시작하지 않고 진찰하세요",
            ),
        ),
    ),
}
