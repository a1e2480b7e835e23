"""엔진과 커널이 함께 보는 자리입니다. 게시한 포트의 주소와 바인드 마운트에 쓸 폴더를 내줍니다."""

from __future__ import annotations

import os
import shlex
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docker import DockerClient
from docker.errors import APIError, ContainerError
from docker.models.containers import Container

from gorae import home, images
from gorae.errors import LabError
from gorae.lab.ownership import CHAPTER_LABEL


@dataclass(frozen=True)
class Reply:
    """HTTP 응답입니다.

    Attributes:
        status: 상태 코드 (응답이 없으면 0).
        text: 본문 (UTF-8).
    """

    status: int
    text: str


@dataclass(frozen=True)
class WorkFolder:
    """바인드 마운트나 빌드에 쓸 폴더입니다.

    Attributes:
        path: 절대 경로. 바인드 마운트에 쓸 폴더면 엔진이 보는 경로입니다.
        remote: 폴더가 엔진이 있는 다른 기계에 있는지.
    """

    path: str
    client: DockerClient
    remote: bool

    def write(self, name: str, text: str) -> None:
        """폴더 안의 파일 `name`에 글을 씁니다."""
        if not self.remote:
            file = Path(self.path, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            return
        where = shlex.quote(name)
        self._shell(f'mkdir -p "$(dirname {where})" && printf %s {shlex.quote(text)} > {where}')

    def read(self, name: str) -> str:
        """폴더 안의 파일 `name`을 읽습니다."""
        if not self.remote:
            return Path(self.path, name).read_text("utf-8")
        return self._shell(f"cat {shlex.quote(name)}")

    def names(self) -> list[str]:
        """폴더 안에 있는 것의 이름입니다."""
        if not self.remote:
            return sorted(each.name for each in Path(self.path).iterdir())
        return sorted(self._shell("ls -A").split())

    def _shell(self, command: str) -> str:
        return _helper(self.client, command, {self.path: "/work"}, working_dir="/work")

    def __str__(self) -> str:
        return self.path


def is_remote(client: DockerClient) -> bool:
    """엔진이 커널과 다른 기계에 있는지입니다 (TCP나 SSH로 닿는 엔진)."""
    return not client.api.base_url.startswith("http+docker://") or os.environ.get("DOCKER_HOST", "").startswith("ssh:")


def address(container: Container, port: str) -> tuple[str, int]:
    """컨테이너의 포트가 게시된 주소입니다.

    Args:
        container: 실행 중인 컨테이너.
        port: 컨테이너의 포트 (예: `80/tcp`).

    Raises:
        LabError: 그 포트가 게시되지 않았을 때.
    """
    container.reload()
    for binding in container.ports.get(port) or []:
        host = binding["HostIp"] or "0.0.0.0"
        if ":" not in host:
            return ("127.0.0.1" if host == "0.0.0.0" else host), int(binding["HostPort"])
    raise LabError(
        f"컨테이너 {container.name}의 포트 {port}가 게시되지 않았습니다.",
        f"컨테이너의 상태는 {container.status}입니다.",
        "실행 중인지, 포트를 게시했는지 확인하세요.",
    )


def fetch(
    container: Container,
    port: str,
    path: str = "/",
    seconds: float = 5,
    send: str | Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """게시된 포트로 HTTP 요청을 보냅니다. 엔진이 다른 기계에 있으면 그 기계에서 보냅니다.

    Args:
        container: 실행 중인 컨테이너.
        port: 컨테이너의 포트 (예: `80/tcp`).
        path: 요청할 경로.
        seconds: 기다릴 시간 (초).
        send: POST로 보낼 본문이나, 양식의 칸 이름과 값. 없으면 GET입니다.
        headers: 더 보낼 헤더.
    """
    host, number = address(container, port)
    url = f"http://{host}:{number}{path}"
    body = send if isinstance(send, str) or send is None else urllib.parse.urlencode(send)
    if is_remote(container.client):
        post = "" if body is None else f"--post-data {shlex.quote(body)} "
        asked = "".join(f"--header {shlex.quote(f'{name}: {value}')} " for name, value in (headers or {}).items())
        command = f"wget -q -T {seconds:.0f} {asked}{post}-O - {shlex.quote(url)}"
        try:
            return Reply(200, _helper(container.client, command, {}, network_mode="host"))
        except LabError:
            return Reply(0, "")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        request = urllib.request.Request(url, None if body is None else body.encode(), dict(headers or {}))
        with opener.open(request, timeout=seconds) as answer:
            return Reply(answer.status, answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return Reply(error.code, error.read().decode("utf-8", "replace"))
    except OSError:
        return Reply(0, "")


def work(client: DockerClient, chapter: str, name: str) -> WorkFolder:
    """바인드 마운트에 쓸 빈 폴더를 만듭니다. 장을 닫으면 없어집니다."""
    if is_remote(client):
        inside = shlex.quote(f"gorae-work/{chapter}/{name}")
        _helper(client, f"rm -rf {inside} && mkdir -p {inside}", {"/var/tmp": "/host"}, working_dir="/host")
        return WorkFolder(f"/var/tmp/gorae-work/{chapter}/{name}", client, remote=True)
    return context(client, chapter, name)


def context(client: DockerClient, chapter: str, name: str, keep: bool = False) -> WorkFolder:
    """빌드 컨텍스트로 쓸 폴더입니다. 컨텍스트는 클라이언트가 보내므로 엔진이 어디에 있든 커널의 폴더입니다."""
    folder = home.folder("work", chapter) / name
    if folder.exists() and not keep:
        _clear(client, folder)
    folder.mkdir(parents=True, exist_ok=True)
    return WorkFolder(str(folder), client, remote=False)


def remove(client: DockerClient, chapter: str) -> list[str]:
    """장의 작업 폴더를 없앱니다. 없애지 못하면 이유를 돌려줍니다."""
    try:
        if is_remote(client):
            _helper(client, f"rm -rf gorae-work/{chapter}", {"/var/tmp": "/host"}, working_dir="/host")
        if (folder := home.home() / "work" / chapter).exists():
            _clear(client, folder)
    except (LabError, OSError) as error:
        return [f"작업 폴더: {error}"]
    return []


def _clear(client: DockerClient, folder: Path) -> None:
    """폴더를 없앱니다. 컨테이너가 root로 쓴 파일은 컨테이너로 없앱니다."""
    try:
        shutil.rmtree(folder)
    except PermissionError:
        _helper(client, f"rm -rf {shlex.quote(folder.name)}", {str(folder.parent): "/host"}, working_dir="/host")


def _helper(client: DockerClient, command: str, binds: dict[str, str], **options: object) -> str:
    """엔진 쪽에서 명령 하나를 실행하고 출력을 돌려줍니다."""
    try:
        output: bytes = client.containers.run(
            images.tag("shell"),
            ["sh", "-c", command],
            remove=True,
            labels={CHAPTER_LABEL: "helper"},
            volumes={host: {"bind": inside, "mode": "rw"} for host, inside in binds.items()},
            **options,
        )
    except (ContainerError, APIError) as error:
        raise LabError("엔진 쪽에서 명령을 실행하지 못했습니다.", detail=str(error)) from error
    return output.decode("utf-8", "replace")
