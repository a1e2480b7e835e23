"""엔진과 커널이 함께 보는 자리입니다. 바인드 마운트와 빌드에 쓸 폴더를 내줍니다."""

from __future__ import annotations

import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from docker import DockerClient
from docker.errors import APIError, ContainerError

from gorae import home, images
from gorae.engine import probe
from gorae.errors import LabError
from gorae.lab.ownership import CHAPTER_LABEL


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
    """엔진이 커널과 다른 기계에 있는지입니다 (TCP나 SSH로 닿는 엔진, 가상 머신 속의 엔진)."""
    return probe.origin(client) == "remote"


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
    """엔진 쪽에서 명령 하나를 실행하고 출력을 글로 돌려줍니다."""
    volumes = {host: {"bind": inside, "mode": "rw"} for host, inside in binds.items()}
    return there(client, command, volumes=volumes, **options).decode("utf-8", "replace")


def there(client: DockerClient, command: str, **options: object) -> bytes:
    """엔진이 있는 기계에서 셸 명령 하나를 실행하고 표준 출력을 돌려줍니다.

    Raises:
        LabError: 명령이 실패했거나 컨테이너를 띄우지 못했을 때.
    """
    try:
        output: bytes = client.containers.run(
            images.tag("shell"), ["sh", "-c", command], remove=True, labels={CHAPTER_LABEL: "helper"}, **options
        )
    except (ContainerError, APIError) as error:
        raise LabError("엔진 쪽에서 명령을 실행하지 못했습니다.", detail=str(error)) from error
    return output
