"""04장의 실습입니다."""

import hashlib
import json
import re
import secrets
from random import Random
from typing import Any

from docker.models.containers import Container

from gorae import lab
from gorae.exercise import Exercise, Look, Step, Wrong, word

SHELL, MARIADB, WORDPRESS = "gorae/shell:1", "gorae/mariadb:1", "gorae/wordpress:1"
AGAIN = "시작 셀을 다시 실행하면 처음 상태로 돌아갑니다."


def _values(random: Random) -> dict[str, str]:
    return {"word": word(random)}


def _file(look: Look, volume: str, path: str) -> str | None:
    """볼륨 안에 있는 파일의 내용입니다. 없으면 None입니다."""
    entry = look.inside(volume).get(path)
    return entry.content.strip() if entry and entry.content is not None else None


def _mounted(container: Container, path: str, volume: str) -> dict[str, Any]:
    """컨테이너의 `path`에 연결된 볼륨 `volume`입니다."""
    expected = f"{container.name}의 {path}: 볼륨 {volume}"
    mounts: list[dict[str, Any]] = container.attrs["Mounts"]
    for each in mounts:
        if each["Destination"] == path:
            if each["Type"] == "volume" and each["Name"] == volume:
                return each
            found = f"볼륨 {each['Name'][:20]}" if each["Type"] == "volume" else f"볼륨이 아니라 {each['Type']}"
            raise Wrong(expected, found, "볼륨의 이름을 확인하세요.", final=True)
    found = ", ".join(sorted(each["Destination"] for each in mounts)) or "연결된 것 없음"
    advice = "이미 만든 컨테이너에는 볼륨을 더할 수 없습니다. 지우고 다시 만드세요."
    raise Wrong(expected, found, advice, final=True)


# 04-1


def _diary_kept(look: Look) -> None:
    found = _file(look, "gorae-diary", "diary.txt")
    advice = "컨테이너의 쓰기 레이어에 쓰지 않았는지, 볼륨을 연결한 경로 안에 썼는지 확인하세요."
    look.require(found is not None, "볼륨 gorae-diary 안의 diary.txt", "파일이 없음", advice)
    look.require(found == look.mine.word, f"내용 {look.mine.word}", f"내용 {found or '':.60}", "낱말만 적으세요.")


def _diary_read(look: Look) -> None:
    reader = look.container("gorae-diary-reader")
    _mounted(reader, "/data", "gorae-diary")
    command = json.dumps([reader.attrs["Config"]["Entrypoint"], reader.attrs["Config"]["Cmd"]])
    advice = "낱말을 명령에 적지 말고 /data/diary.txt를 읽으세요."
    look.require(look.mine.word not in command, "파일을 읽는 명령", f"명령 {command:.60}", advice, final=True)
    state, said = reader.attrs["State"], reader.logs().decode("utf-8", "replace").strip()
    look.require(
        state["Status"] == "exited" and said == look.mine.word,
        f"exited, 출력 {look.mine.word}",
        f"{state['Status']}, 출력 {said[:60] or '없음'}",
        "명령은 cat /data/diary.txt면 충분합니다.",
    )


def _diary_alone(look: Look) -> None:
    written = _file(look, "gorae-diary", "diary.txt")
    look.require(written, "글이 남은 볼륨", "글이 없음", "먼저 볼륨에 글을 쓰세요.")
    listed = look.client.api.containers(all=True, filters={"volume": "gorae-diary"})
    names = {each["Names"][0].lstrip("/") for each in listed} - {"gorae-diary-reader"}
    look.require(not names, "글을 쓴 컨테이너가 없음", ", ".join(sorted(names)), "글을 쓴 컨테이너를 지우세요.")


# 04-2


def _press(look: Look) -> None:
    mount = _mounted(look.running("gorae-press"), "/paper", "gorae-paper")
    look.require(mount["RW"], "gorae-press: 읽기 쓰기", "읽기 전용", "쓰는 쪽은 읽기 전용이면 안 됩니다.", final=True)


def _kiosk(look: Look) -> None:
    mount = _mounted(look.running("gorae-kiosk"), "/paper", "gorae-paper")
    advice = "연결 방식은 만든 뒤에 바꿀 수 없습니다. 지우고 읽기 전용으로 다시 만드세요."
    look.require(not mount["RW"], "gorae-kiosk: 읽기 전용", "읽기 쓰기", advice, final=True)


def _news(look: Look) -> None:
    _, said = look.execute(look.running("gorae-kiosk"), ["cat", "/paper/news.txt"])
    advice = "gorae-press 안에서 /paper/news.txt에 낱말을 쓰세요."
    look.require(said.strip() == look.mine.word, f"gorae-kiosk에서 읽은 글 {look.mine.word}", said.strip()[:80], advice)


# 04-3


def _clerk(look: Look) -> dict[str, str]:
    look.clear("container", "gorae-clerk")
    look.clear("volume", "gorae-clerk-data")
    past = secrets.token_hex(6)
    data = {"gorae-clerk-data": {"bind": "/data", "mode": "rw"}}
    look.helper(["sh", "-c", f"echo {past} > /data/past.txt"], volumes=data)
    command = ["sh", "-c", f"echo {look.mine.word} > /data/today.txt && exec sleep 3600"]
    clerk = look.client.containers.create(SHELL, command, name="gorae-clerk", user="1000:1000", volumes=data)
    clerk.start()
    clerk.wait(timeout=20)
    clerk.reload()
    return {"clerk": str(clerk.id), "ended": clerk.attrs["State"]["FinishedAt"], "past": past}


def _clerk_touched(look: Look) -> bool:
    clerk = look.find("container", look.made["clerk"])
    if clerk is None or clerk.attrs["State"]["FinishedAt"] != look.made["ended"]:
        return True
    top = look.inside("gorae-clerk-data")["."]
    return clerk.attrs["State"]["Status"] != "exited" or (top.owner, top.mode) != ((0, 0), 0o755)


def _clerk_runs(look: Look) -> None:
    clerk = look.running("gorae-clerk")
    user = clerk.attrs["Config"]["User"] or "root"
    advice = "root로 실행하는 대신, 사용자 1000이 쓸 수 있도록 볼륨의 소유자를 바꾸세요."
    look.require(user.split(":")[0] == "1000", "사용자 1000", f"사용자 {user}", advice, final=True)


def _clerk_wrote(look: Look) -> None:
    _mounted(look.container("gorae-clerk"), "/data", "gorae-clerk-data")
    found = _file(look, "gorae-clerk-data", "today.txt")
    advice = "docker logs gorae-clerk가 무엇을 못 했는지 말해 줍니다."
    look.require(found == look.mine.word, f"today.txt의 내용 {look.mine.word}", f"내용 {found or '없음'}", advice)


def _past_kept(look: Look) -> None:
    found = _file(look, "gorae-clerk-data", "past.txt")
    advice = f"볼륨을 지우고 새로 만들면 전에 있던 글도 사라집니다. {AGAIN}"
    look.require(found == look.made["past"], "그대로인 past.txt", f"내용 {found or '없음'}", advice, final=True)


# 04-4

SHELVES = tuple(f"gorae-shelf-{number}" for number in range(1, 6))
USERS = {"web": "gorae-shelf-web", "job": "gorae-shelf-job", "plan": "gorae-shelf-plan"}


def _shelves(look: Look) -> dict[str, str]:
    for name in USERS.values():
        look.clear("container", name)
    for name in SHELVES:
        look.clear("volume", name)
    names = list(SHELVES)
    secrets.SystemRandom().shuffle(names)
    page = secrets.token_hex(4)
    fill = "; ".join(f"echo {page} > /{name}/page.txt" for name in names)
    look.helper(["sh", "-c", fill], volumes={name: {"bind": f"/{name}", "mode": "rw"} for name in names})
    create, read = look.client.containers.create, ["cat", "/books/page.txt"]
    web = create(SHELL, ["sleep", "3600"], name=USERS["web"], volumes=[f"{names[0]}:/books", f"{names[1]}:/cache:ro"])
    job = create(SHELL, read, name=USERS["job"], volumes=[f"{names[2]}:/books"])
    plan = create(SHELL, read, name=USERS["plan"], volumes=[f"{names[3]}:/books"])
    web.start()
    job.start()
    job.wait(timeout=20)
    return {"orphan": names[4], "page": page, "web": str(web.id), "job": str(job.id), "plan": str(plan.id)}


def _shelf_touched(look: Look) -> bool:
    gone = any(look.find("volume", name) is None for name in SHELVES)
    return gone or any(look.find("container", look.made[role]) is None for role in USERS)


def _orphan_gone(look: Look) -> None:
    name = look.made["orphan"]
    others = [each for each in SHELVES if each != name and look.find("volume", each)]
    look.require(others, "임자 없는 볼륨 하나만 없음", "다섯 개 모두 없음", AGAIN, final=True)
    advice = "쓰는 컨테이너가 하나도 없는 볼륨은 docker volume ls의 dangling=true 필터가 찾아 줍니다."
    look.require(look.find("volume", name) is None, "아무도 쓰지 않는 볼륨이 없음", "아직 남아 있음", advice)


def _shelves_kept(look: Look) -> None:
    for name in SHELVES:
        if name != look.made["orphan"]:
            advice = f"멈춘 컨테이너와 만들기만 한 컨테이너도 볼륨을 씁니다. {AGAIN}"
            look.require(look.find("volume", name), f"볼륨 {name}", "없음", advice, final=True)
            found = _file(look, name, "page.txt")
            look.require(
                found == look.made["page"], f"{name}의 page.txt", f"내용 {found or '없음'}", advice, final=True
            )


def _users_kept(look: Look) -> None:
    for role, name in USERS.items():
        advice = f"볼륨 하나만 지우면 됩니다. {AGAIN}"
        look.require(look.find("container", look.made[role]), f"컨테이너 {name}", "없음", advice, final=True)
    look.running(USERS["web"])


# 04-5

ACCOUNTS, SEAL = "accounts.txt", "keys/seal.txt"
MODES = {ACCOUNTS: "640 1000:1000", "keys": "700 999:999", SEAL: "400 999:999"}


def _backup(look: Look) -> dict[str, str]:
    for name in ("gorae-vault", "gorae-vault-backup"):
        look.clear("volume", name)
    seal = secrets.token_hex(8)
    script = f"""
mkdir -p /data/keys && cd /data && echo {look.mine.word} > {ACCOUNTS} && echo {seal} > {SEAL}
chown 1000:1000 {ACCOUNTS} && chmod 640 {ACCOUNTS}
chown -R 999:999 keys && chmod 400 {SEAL} && chmod 700 keys
tar -czf /backup/vault.tar.gz -C /data .
"""
    look.helper(["sh", "-c", script], volumes={"gorae-vault-backup": {"bind": "/backup", "mode": "rw"}})
    return {"archive": _sealed(look), "seal": seal}


def _contents_back(look: Look) -> None:
    found = look.inside("gorae-vault")
    names = sorted(set(found) - {"."})
    advice = "푸는 자리는 tar의 -C로 정합니다. 볼륨의 맨 위에 accounts.txt가 바로 있어야 합니다."
    if "vault.tar.gz" in found:
        advice = "vault.tar.gz가 그대로 들어 있습니다. 묶음을 옮기지 말고 그 안에 있는 것을 푸세요."
    kept = (_file(look, "gorae-vault", ACCOUNTS), _file(look, "gorae-vault", SEAL))
    wanted = (look.mine.word, look.made["seal"])
    right = kept == wanted and set(names) == set(MODES)
    look.require(right, f"{ACCOUNTS}, {SEAL}만 있고 내용이 같음", ", ".join(names)[:120] or "빈 볼륨", advice)


def _owners_back(look: Look) -> None:
    found = look.inside("gorae-vault")
    told = {path: f"{found[path].mode:o} {'{}:{}'.format(*found[path].owner)}" for path in MODES if path in found}
    off = ", ".join(f"{path} {told.get(path, '없음')}" for path in MODES if told.get(path) != MODES[path])
    wanted = ", ".join(f"{path} {mode}" for path, mode in MODES.items())
    advice = "소유자는 root로 tar를 풀 때 되살아납니다. -o를 붙이거나 파일을 하나씩 옮기면 잃습니다."
    look.require(not off, wanted, off, advice)


def _backup_kept(look: Look) -> None:
    look.volume("gorae-vault")
    advice = f"백업은 읽기 전용으로 연결하면 실수로 바꿀 일이 없습니다. {AGAIN}"
    same = _sealed(look) == look.made["archive"]
    look.require(same, "그대로인 vault.tar.gz", "없거나 내용이 다름", advice, final=True)


def _sealed(look: Look) -> str:
    """백업 묶음의 지문입니다. 없으면 빈 글자열입니다."""
    archive = _file(look, "gorae-vault-backup", "vault.tar.gz")
    return hashlib.sha256(archive.encode()).hexdigest() if archive else ""


# 04-6

CAFE = ("gorae-cafe", "gorae-cafe-db", "gorae-cafe-net", "gorae-cafe-data")
INSTALL = """
define("WP_INSTALLING", true);
require "/usr/src/wordpress/wp-load.php";
require ABSPATH . "wp-admin/includes/upgrade.php";
wp_install("고래 카페", "admin", "admin@example.com", false, "", "whale-2026");
wp_insert_post(array("post_title" => getenv("TITLE"), "post_status" => "publish"));
"""
ASK = """
$answer = @file_get_contents("http://127.0.0.1/?rest_route=/wp/v2/posts&_fields=title");
echo $answer ?: ($http_response_header[0] ?? "응답 없음");
"""


def _cafe(look: Look) -> dict[str, str]:
    site, base, net, data = CAFE
    for kind, name in (("container", site), ("container", base), ("network", net), ("volume", data)):
        look.clear(kind, name)
    password = secrets.token_hex(5)
    network = look.client.networks.create(net)
    database = look.client.containers.run(
        MARIADB,
        name=base,
        network=net,
        volumes=[f"{data}:/var/lib/mysql"],
        environment={
            "MARIADB_RANDOM_ROOT_PASSWORD": "1",
            "MARIADB_DATABASE": "cafe",
            "MARIADB_USER": "barista",
            "MARIADB_PASSWORD": password,
        },
        detach=True,
    )
    lab.wait(lambda: look.client.containers.get(base).attrs["State"]["Health"]["Status"] == "healthy", 60, "MariaDB")
    know = {"WORDPRESS_DB_HOST": base, "WORDPRESS_DB_USER": "barista", "WORDPRESS_DB_NAME": "cafe"}
    right = {**know, "WORDPRESS_DB_PASSWORD": password, "TITLE": look.mine.word}
    look.helper(["php", "-r", INSTALL], WORDPRESS, network=net, environment=right, tmpfs={"/var/www/html": ""})
    ports = {"80/tcp": ("127.0.0.1", None)}
    wrong = {**know, "WORDPRESS_DB_PASSWORD": "barista"}
    broken = look.client.containers.run(WORDPRESS, name=site, environment=wrong, ports=ports, detach=True)
    return {"site": str(broken.id), "database": str(database.id), "network": str(network.id)}


def _cafe_touched(look: Look) -> bool:
    site, database = look.find("container", CAFE[0]), look.find("container", look.made["database"])
    if site is None or site.id != look.made["site"] or database is None:
        return True
    return set(site.attrs["NetworkSettings"]["Networks"]) != {"bridge"} or len(_networks(database)) != 1


def _networks(container: Container) -> set[str]:
    return set(container.attrs["NetworkSettings"]["Networks"])


def _titles(look: Look) -> list[str]:
    """워드프레스가 데이터베이스에서 읽은 글 제목들입니다. 읽지 못하면 `Wrong`을 던집니다."""
    _, said = look.execute(look.running(CAFE[0]), ["php", "-r", ASK])
    if listed := re.findall(r'"rendered":"((?:[^"\\\\]|\\\\.)*)"', said):
        return [str(json.loads(f'"{title}"')) for title in listed]
    expected = "데이터베이스에서 읽은 글 목록"
    if "install" in said:
        advice = f"글은 볼륨 gorae-cafe-data에 있습니다. 데이터베이스를 새로 만들지 마세요. {AGAIN}"
        raise Wrong(expected, "워드프레스의 설치 화면", advice, final=True)
    ready = look.running(CAFE[1]).attrs["State"].get("Health", {}).get("Status") == "healthy"
    raise Wrong(expected, said[:80], _diagnosis(look, said), final=ready and said.startswith("HTTP"))


def _diagnosis(look: Look, said: str) -> str:
    """데이터베이스에 닿지 못하는 까닭 가운데 지금 보이는 것입니다."""
    if not said.startswith("HTTP"):
        return "웹 서버가 아직 시작하는 중일 수 있습니다. docker logs gorae-cafe를 보고 다시 확인하세요."
    site, database = look.running(CAFE[0]), look.running(CAFE[1])
    if not _networks(site) & _networks(database):
        return "이름을 찾지 못합니다. 두 컨테이너가 어느 네트워크에 있는지부터 보세요."
    if "Access denied" in database.logs(tail=20).decode("utf-8", "replace").replace("'root'@'127.0.0.1'", ""):
        return "닿기는 했지만 데이터베이스가 거절했습니다. docker logs gorae-cafe-db와 환경 변수를 견주어 보세요."
    return "docker exec으로 gorae-cafe 안에서 WORDPRESS_DB_HOST의 이름을 찾아 보세요."


def _meets(look: Look) -> None:
    site, database = _networks(look.running(CAFE[0])), _networks(look.running(CAFE[1]))
    found = f"gorae-cafe는 {', '.join(sorted(site))}, gorae-cafe-db는 {', '.join(sorted(database))}"
    advice = "네트워크가 다르면 이름을 찾지 못합니다. 실행 중인 컨테이너도 네트워크에 더할 수 있습니다."
    look.require(site & database, "두 컨테이너가 함께 있는 네트워크", found, advice, final=True)


def _reaches(look: Look) -> None:
    _titles(look)


def _post_kept(look: Look) -> None:
    titles = _titles(look)
    advice = f"글은 볼륨 gorae-cafe-data에 있습니다. 데이터베이스를 새로 만들지 마세요. {AGAIN}"
    look.require(look.mine.word in titles, f"제목이 {look.mine.word}인 글", ", ".join(titles)[:80], advice, final=True)


def _by_name(look: Look) -> None:
    look.require(look.find("container", look.made["database"]), "처음의 gorae-cafe-db", "없음", AGAIN, final=True)
    _mounted(look.running(CAFE[1]), "/var/lib/mysql", CAFE[3])
    env = dict(line.split("=", 1) for line in look.container(CAFE[0]).attrs["Config"]["Env"])
    host = env.get("WORDPRESS_DB_HOST", "")
    advice = "주소는 컨테이너를 다시 시작하면 바뀔 수 있습니다. 이름을 쓰세요."
    look.require(
        not re.fullmatch(r"[\d.:]+", host), "이름으로 된 WORDPRESS_DB_HOST", f"주소 {host}", advice, final=True
    )
    _reaches(look)


EXERCISES = (
    Exercise(
        id="04-1",
        title="컨테이너보다 오래 남는 글",
        stars=1,
        goal=(
            "볼륨 `gorae-diary`의 `diary.txt`에 낱말 `{word}`만 적혀 있습니다. 글을 쓴 컨테이너는 이미 없습니다. "
            "그 볼륨을 `/data`에 연결한 컨테이너 `gorae-diary-reader`가 `/data/diary.txt`를 출력하고 끝나 있습니다."
        ),
        steps=(
            Step("볼륨 gorae-diary에 글이 남아 있습니다", _diary_kept),
            Step("gorae-diary-reader가 그 글을 읽었습니다", _diary_read, settles=3),
            Step("글을 쓴 컨테이너는 없습니다", _diary_alone),
        ),
        attempted=lambda look: bool(look.find("volume", "gorae-diary") or look.find("container", "gorae-diary-reader")),
        hints=(
            "컨테이너 두 개가 필요합니다. 하나는 쓰고 사라지고, 다른 하나는 읽고 남습니다.",
            '쓰는 컨테이너에는 `volumes={{"gorae-diary": {{"bind": "/data"}}}}`와 `remove=True`를 넘기세요.',
            '쓰는 명령은 `["sh", "-c", "echo {word} > /data/diary.txt"]`, 읽는 명령은 `["cat", "/data/diary.txt"]`입니다.',
        ),
        shows="글을 쓴 컨테이너는 사라졌지만 글은 볼륨에 있으므로 다른 컨테이너가 이어서 읽습니다.",
        values=_values,
    ),
    Exercise(
        id="04-2",
        title="한쪽만 쓸 수 있는 공유",
        stars=1,
        goal=(
            "컨테이너 `gorae-press`와 `gorae-kiosk`가 실행 중이고, 둘 다 볼륨 `gorae-paper`를 `/paper`에 연결합니다. "
            "`gorae-press`는 쓸 수 있고 `gorae-kiosk`는 읽기만 할 수 있습니다. "
            "`gorae-press`가 `/paper/news.txt`에 낱말 `{word}`만 썼고, 그 글이 `gorae-kiosk`에서 보입니다."
        ),
        steps=(
            Step("gorae-press는 쓸 수 있습니다", _press, settles=2),
            Step("gorae-kiosk는 읽기만 할 수 있습니다", _kiosk, settles=2),
            Step("gorae-kiosk에서 글이 보입니다", _news, settles=3),
        ),
        attempted=lambda look: any(look.find("container", name) for name in ("gorae-press", "gorae-kiosk")),
        hints=(
            "컨테이너가 실행 중이려면 끝나지 않는 명령이 필요합니다. `sleep 3600`이면 됩니다.",
            '읽기 전용은 `{{"bind": "/paper", "mode": "ro"}}`나 `-v gorae-paper:/paper:ro`로 정합니다.',
            '글은 실행 중인 컨테이너에서 `exec_run(["sh", "-c", "echo {word} > /paper/news.txt"])`로 쓸 수 있습니다.',
        ),
        shows="같은 볼륨이라도 쓸 수 있는지는 컨테이너마다 따로 정합니다.",
        values=_values,
    ),
    Exercise(
        id="04-3",
        title="볼륨에 쓰지 못하는 컨테이너",
        stars=2,
        goal=(
            "컨테이너 `gorae-clerk`가 시작하자마자 끝납니다. 까닭을 찾아 고치세요. "
            "`gorae-clerk`는 root가 아닌 사용자 1000으로 실행 중이고, 볼륨 `gorae-clerk-data`를 `/data`에 연결했으며, "
            "`/data/today.txt`에 낱말 `{word}`만 적었습니다. 볼륨에 전부터 있던 `past.txt`는 그대로입니다."
        ),
        steps=(
            Step("gorae-clerk가 사용자 1000으로 실행 중입니다", _clerk_runs, settles=2),
            Step("오늘의 글을 적었습니다", _clerk_wrote, settles=2),
            Step("전에 있던 글은 그대로입니다", _past_kept),
        ),
        attempted=_clerk_touched,
        hints=(
            "`docker logs gorae-clerk`를 읽고, 볼륨의 소유자가 누구인지 보세요.",
            "볼륨의 맨 위 폴더는 root의 것이고 다른 사용자는 쓸 수 없습니다. root로 실행한 다른 컨테이너가 고칠 수 있습니다.",
            "볼륨을 연결한 컨테이너에서 `chown 1000:1000 /data`를 실행하고, `docker start gorae-clerk`로 다시 시작하세요.",
        ),
        shows="볼륨에도 소유자와 권한이 있습니다. 새 볼륨의 주인은 root이므로 다른 사용자로 실행하려면 주인을 바꿔 줍니다.",
        values=_values,
        start=_clerk,
        repair=True,
    ),
    Exercise(
        id="04-4",
        title="임자 없는 볼륨 하나만 지우기",
        stars=2,
        goal=(
            "볼륨 `gorae-shelf-1`부터 `gorae-shelf-5`까지 다섯 개 가운데 하나는 어느 컨테이너도 쓰지 않습니다. "
            "그 하나만 없고, 나머지 네 볼륨과 컨테이너 세 개(`gorae-shelf-web`, `gorae-shelf-job`, "
            "`gorae-shelf-plan`)는 그대로입니다."
        ),
        steps=(
            Step("아무도 쓰지 않던 볼륨이 없어졌습니다", _orphan_gone),
            Step("나머지 네 볼륨은 내용까지 그대로입니다", _shelves_kept, points=2),
            Step("컨테이너 세 개는 그대로입니다", _users_kept),
        ),
        attempted=_shelf_touched,
        hints=(
            "멈춘 컨테이너도, 만들기만 한 컨테이너도 볼륨을 쓰고 있습니다. 하나씩 들여다보지 않고 엔진에 물을 수 있습니다.",
            '`client.volumes.list(filters={{"dangling": True, "name": "gorae-shelf-"}})`를 써 보세요.',
            "찾은 볼륨이 하나인지 확인하고 `remove()`로 지우세요.",
        ),
        shows="볼륨을 쓰는지는 실행 중인지와 상관없습니다. dangling 필터가 임자 없는 볼륨만 골라 줍니다.",
        start=_shelves,
    ),
    Exercise(
        id="04-5",
        title="백업을 새 볼륨에 되살리기",
        stars=2,
        goal=(
            "볼륨 `gorae-vault-backup`에 `vault.tar.gz`가 있습니다. 그 묶음에 든 것이 새 볼륨 `gorae-vault`의 맨 위에 "
            "내용, 소유자, 권한까지 그대로 되살아나 있습니다. 백업은 그대로입니다."
        ),
        steps=(
            Step("gorae-vault에 내용이 그대로 있습니다", _contents_back),
            Step("소유자와 권한도 그대로입니다", _owners_back),
            Step("백업은 그대로입니다", _backup_kept),
        ),
        attempted=lambda look: look.find("volume", "gorae-vault") is not None,
        hints=(
            "컨테이너 하나에 볼륨 두 개를 연결하면 한쪽에서 읽어 다른 쪽에 풀 수 있습니다.",
            "백업은 `/backup`에 읽기 전용으로, 새 볼륨은 `/data`에 연결하세요. `tar -tzf`로 먼저 내용을 볼 수 있습니다.",
            '명령은 `["tar", "-xzf", "/backup/vault.tar.gz", "-C", "/data"]`입니다.',
        ),
        shows="볼륨을 통째로 옮기는 데에는 특별한 명령이 필요 없습니다. 컨테이너와 tar면 소유자와 권한까지 옮깁니다.",
        values=_values,
        start=_backup,
    ),
    Exercise(
        id="04-6",
        title="데이터베이스에 닿지 못하는 워드프레스",
        stars=3,
        goal=(
            "카페의 워드프레스 `gorae-cafe`가 데이터베이스에 연결하지 못합니다. 고장은 하나가 아닐 수 있습니다. "
            "고친 뒤에는 `gorae-cafe`라는 이름의 워드프레스가 `gorae-cafe-db`를 이름으로 찾아 연결하고, "
            "제목이 `{word}`인 글을 보여 줍니다. `gorae-cafe-db`와 볼륨 `gorae-cafe-data`는 처음의 것 그대로입니다."
        ),
        steps=(
            Step("gorae-cafe와 gorae-cafe-db가 같은 네트워크에 있습니다", _meets),
            Step("gorae-cafe가 데이터베이스에서 글을 읽습니다", _reaches, settles=40),
            Step("전에 쓴 글이 보입니다", _post_kept, settles=40),
            Step("처음의 데이터베이스에 이름으로 연결합니다", _by_name, settles=40),
        ),
        attempted=_cafe_touched,
        hints=(
            "닿는 길부터 봅니다. 두 컨테이너가 같은 네트워크에 있습니까? `docker inspect`로 견주어 보세요.",
            "같은 네트워크에 있는데도 안 되면 `docker logs gorae-cafe-db`를 보세요. 거절한 까닭이 적혀 있습니다.",
            "데이터베이스가 아는 암호는 `gorae-cafe-db`의 환경 변수 `MARIADB_PASSWORD`입니다. "
            "환경 변수는 컨테이너를 다시 만들어야 바뀝니다.",
            "`gorae-cafe`를 지우고, 네트워크 `gorae-cafe-net`에 맞는 암호로 다시 만드세요. 글은 볼륨에 있으므로 사라지지 않습니다.",
        ),
        shows="워드프레스 컨테이너는 버리고 다시 만들어도 됩니다. 지켜야 할 것은 볼륨 하나뿐이었습니다.",
        values=_values,
        start=_cafe,
        repair=True,
        seconds=60,
    ),
)
