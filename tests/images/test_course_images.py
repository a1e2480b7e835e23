"""과정의 이미지가 수업에서 쓰이는 대로 움직이는지."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
import xmlrpc.client
from collections.abc import Iterator

import pytest
from docker import DockerClient
from docker.models.containers import Container

from gorae.engine.ready import until
from proof.harbour import Harbour

PASSWORD = """p'a"s\\s $1`"""

APPLETS = (
    "sh sleep ps ls cat echo hostname uname id env wget nc httpd ip ifconfig tar stat readlink dd md5sum sha256sum mount "
    "chroot unshare nsenter top kill seq date find grep sed awk vi touch mkdir df nslookup ping"
)


@pytest.fixture
def network(harbour: Harbour) -> Iterator[str]:
    harbour.need(["shell", "web", "mariadb", "wordpress"])
    made = harbour.client.networks.create("gorae-trial")
    yield made.name
    for container in harbour.client.containers.list(all=True, filters={"network": made.name}):
        container.remove(force=True, v=True)
    made.remove()


def test_shell_is_small_and_complete(client: DockerClient, network: str) -> None:
    assert client.images.get("gorae/shell:1").attrs["Size"] < 10_000_000
    script = f"for each in {APPLETS}; do command -v $each >/dev/null || echo $each; done; . /etc/os-release; echo $ID"
    said = client.containers.run("gorae/shell:1", ["sh", "-c", script], remove=True)
    assert said.decode() == "gorae-shell\n"


def test_names_resolve_in_the_shell(client: DockerClient, network: str) -> None:
    client.containers.run("gorae/web:1", name="gorae-web", network=network, detach=True)
    said = client.containers.run(
        "gorae/shell:1",
        ["sh", "-c", "until wget -qO- http://gorae-web/; do :; done; ping -c1 gorae-web; wget http://nowhere.invalid/"],
        network=network,
        detach=True,
    )
    assert said.wait()["StatusCode"] == 1
    text = said.logs().decode()
    assert "고래노트 웹 서버입니다" in text
    assert "1 packets received" in text
    assert "bad address 'nowhere.invalid'" in text


def test_web_stops_in_order(client: DockerClient, network: str) -> None:
    web = client.containers.run("gorae/web:1", network=network, detach=True)
    # 첫 프로세스는 처리기를 달기 전에 온 신호를 받지 않습니다.
    assert until(lambda: "worker process" in str(web.top()), 30)
    web.stop()
    assert web.wait()["StatusCode"] == 0


def _database(client: DockerClient, network: str, **environment: str) -> Container:
    return client.containers.run(
        "gorae/mariadb:1",
        name="gorae-db",
        network=network,
        detach=True,
        volumes={"gorae-trial": {"bind": "/var/lib/mysql"}},
        environment=environment,
    )


def _healthy(container: Container) -> bool:
    def look() -> bool:
        container.reload()
        return bool(container.attrs["State"].get("Health", {}).get("Status") == "healthy")

    return until(look, 60)


def _ask(database: Container, user: str, password: str, question: str) -> str:
    command = ["mariadb", "-h127.0.0.1", f"-u{user}", f"-p{password}", "-N", "-e", question]
    return str(database.exec_run(command).output.decode().strip())


def test_database_keeps_its_data_and_any_password(client: DockerClient, network: str) -> None:
    first = _database(
        client,
        network,
        MARIADB_ROOT_PASSWORD=PASSWORD,
        MARIADB_DATABASE="a`b",
        MARIADB_USER="u'1",
        MARIADB_PASSWORD="p",
    )
    assert _healthy(first)
    assert _ask(first, "root", PASSWORD, "CREATE TABLE `a``b`.t (n INT); INSERT INTO `a``b`.t VALUES (7)") == ""
    assert _ask(first, "u'1", "p", "SELECT n FROM `a``b`.t") == "7"
    assert "denied" in _ask(first, "root", "wrong", "SELECT 1")
    first.stop()
    assert first.wait()["StatusCode"] == 0
    first.remove(v=True)
    second = _database(client, network, MARIADB_ROOT_PASSWORD="ignored")
    assert _healthy(second)
    assert _ask(second, "root", PASSWORD, "SELECT n FROM `a``b`.t") == "7"


def test_database_wants_a_password(client: DockerClient, network: str) -> None:
    database = _database(client, network)
    assert database.wait()["StatusCode"] == 1
    assert "MARIADB_ROOT_PASSWORD" in database.logs().decode()


def test_database_starts_over_after_a_broken_start(client: DockerClient, network: str) -> None:
    client.containers.run(
        "gorae/shell:1",
        ["touch", "/data/gorae-init-unfinished", "/data/ibdata1"],
        volumes={"gorae-trial": {"bind": "/data"}},
        remove=True,
    )
    database = _database(client, network, MARIADB_ROOT_PASSWORD="pw")
    assert _healthy(database)
    assert _ask(database, "root", "pw", "SELECT 1") == "1"


def test_wordpress_takes_a_post_without_a_browser(client: DockerClient, network: str) -> None:
    database = _database(client, network, MYSQL_ROOT_PASSWORD="pw", MYSQL_DATABASE="wordpress")
    site = client.containers.run(
        "gorae/wordpress:1",
        network=network,
        detach=True,
        ports={"80/tcp": ("127.0.0.1", None)},
        environment={"WORDPRESS_DB_HOST": "gorae-db", "WORDPRESS_DB_USER": "root", "WORDPRESS_DB_PASSWORD": "pw"},
    )
    assert _healthy(database)
    site.reload()
    address = f"http://127.0.0.1:{site.ports['80/tcp'][0]['HostPort']}"
    assert until(lambda: _get(f"{address}/wp-admin/install.php")[0] == 200, 60)
    form = {
        "weblog_title": "고래 블로그",
        "user_name": "admin",
        "admin_password": "pw",
        "admin_password2": "pw",
        "pw_weak": "1",
        "admin_email": "gorae@example.com",
        "blog_public": "0",
    }
    code, page = _get(f"{address}/wp-admin/install.php?step=2", urllib.parse.urlencode(form).encode())
    assert code == 200
    assert "성공" in page
    blog = xmlrpc.client.ServerProxy(f"{address}/xmlrpc.php")
    blog.wp.newPost(0, "admin", "pw", {"post_title": "첫 글", "post_status": "publish"})
    code, page = _get(address)
    assert code == 200
    assert "첫 글" in page
    assert "고래 블로그" in page
    site.stop()
    assert site.wait()["StatusCode"] == 0


def _get(address: str, data: bytes | None = None) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, data, timeout=30) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, str(error)
