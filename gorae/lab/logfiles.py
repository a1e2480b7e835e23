"""엔진이 있는 기계에서 컨테이너의 로그 파일을 읽습니다. 파일의 폴더를 읽기 전용으로 연결한 컨테이너로 읽습니다."""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections.abc import Callable
from dataclasses import dataclass

import docker
from docker.errors import APIError
from docker.models.containers import Container

from gorae import images
from gorae.lab.ownership import CHAPTER_LABEL

_LOG = re.compile(r"(?:[0-9a-f]{64}-json|container(?:-cached)?)\.log(?:\.\d+)?(?:\.gz)?$")


@dataclass(frozen=True)
class LogFile:
    """로그 파일 하나입니다.

    Attributes:
        name: 파일의 이름. 컨테이너의 ID는 `…`로 줄입니다.
        size: 크기 (바이트).
        text: 내용 (UTF-8). 글이 아닌 곳은 물음표 꼴의 글자로 바뀝니다.
    """

    name: str
    size: int
    text: str

    @property
    def messages(self) -> list[str]:
        """json-file 드라이버가 적은 줄들에서 메시지만 꺼낸 것입니다."""
        return [str(json.loads(line)["log"]).rstrip("\n") for line in self.text.splitlines() if line.startswith("{")]


def log_files(container: Container, report: Callable[[str], None] = print) -> list[LogFile]:
    """컨테이너의 로그 파일을 새것부터 돌려줍니다. 엔진이 폴더를 보여 주지 않으면 알리고 빈 목록을 돌려줍니다.

    Args:
        container: 컨테이너. 멈추었어도 됩니다.
        report: 알릴 문장을 받는 함수.
    """
    client = container.client
    folder = f"{client.info()['DockerRootDir']}/containers/{container.id}"
    try:
        reader = client.containers.create(
            images.tag("shell"),
            labels={CHAPTER_LABEL: "helper"},
            mounts=[docker.types.Mount("/logs", folder, type="bind", read_only=True)],
        )
        try:
            stream, _ = reader.get_archive("/logs/.")
            archive = b"".join(stream)
        finally:
            reader.remove()
    except APIError as error:
        report("이 엔진은 로그 파일의 폴더를 보여 주지 않습니다. docker logs로는 볼 수 있습니다.")
        report(str(error.explanation))
        return []
    return _read(archive)


def _read(archive: bytes) -> list[LogFile]:
    found = []
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            name = member.name.rpartition("/")[2]
            file = tar.extractfile(member) if _LOG.fullmatch(name) else None
            if file:
                short = re.sub(r"^[0-9a-f]{64}", "…", name)
                found.append(LogFile(short, member.size, file.read().decode("utf-8", "replace")))
    return sorted(found, key=lambda each: _age(each.name))


def _age(name: str) -> int:
    """회전한 횟수입니다. 쓰고 있는 파일은 0입니다."""
    number = re.search(r"\.log\.(\d+)", name)
    return int(number[1]) if number else 0
