"""묶음 파일을 읽습니다. 표준 라이브러리만 씁니다 (`start.py --bundle`이 환경보다 먼저 씁니다).

묶음은 압축하지 않은 tar 하나입니다. 만드는 쪽은 `gorae.images.packing`입니다.

    manifest.json     형식, 만든 기계, 이미지의 태그, 파일마다 sha256과 크기 (맨 앞)
    wheels/*.whl      requirements.txt의 휠
    debs/*.deb        전용 엔진과 pip의 꾸러미 (필수 꾸러미만 있는 기계에 모자라는 것 모두)
    images.tar.gz     과정 이미지 (docker load의 형식)
    course.tar.gz     노트북, 실습, 코드
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from gorae.child import Report
from gorae.errors import ImageError

if TYPE_CHECKING:
    import docker

FORMAT = 1
MANIFEST, IMAGES, COURSE = "manifest.json", "images.tar.gz", "course.tar.gz"
_CHUNK = 1 << 20


def machine() -> dict[str, str]:
    """휠과 꾸러미가 맞는 기계인지 가리는 값들입니다."""
    said = platform.freedesktop_os_release() if sys.platform == "linux" else {}
    return {
        "system": " ".join(filter(None, (said.get("ID"), said.get("VERSION_ID")))) or sys.platform,
        "arch": platform.machine(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


@dataclass(frozen=True)
class Bundle:
    """열린 묶음입니다.

    Attributes:
        path: 파일의 경로.
        manifest: `manifest.json`의 내용.
    """

    path: Path
    manifest: Mapping[str, Any]

    @classmethod
    def open(cls, path: Path) -> Bundle:
        """묶음의 목록을 읽습니다. 내용은 `verify`가 확인합니다.

        Raises:
            ImageError: 파일이 없거나, 묶음이 아니거나, 더 새로운 형식일 때.
        """
        try:
            with tarfile.open(path, "r:") as archive:
                first = archive.next()
                content = archive.extractfile(first) if first and first.name == MANIFEST else None
                manifest = json.loads(content.read()) if content else None
        except (OSError, tarfile.TarError, ValueError) as error:
            raise _broken(path, str(error)) from error
        if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
            raise _broken(path, "no manifest.json")
        if manifest.get("format") != FORMAT:
            raise ImageError(
                f"묶음 파일 {path}의 형식({manifest.get('format')})을 읽을 수 없습니다.",
                f"이 버전은 형식 {FORMAT}만 읽습니다.",
                "같은 버전의 고래노트에서 묶음을 다시 만드세요.",
            )
        return cls(path, manifest)

    def images(self) -> list[str]:
        """들어 있는 이미지의 태그입니다."""
        return list(self.manifest["images"])

    def differences(self) -> list[str]:
        """만든 기계와 이 기계의 다른 점입니다. 있으면 휠이나 꾸러미가 맞지 않을 수 있습니다."""
        here, names = machine(), {"system": "배포판", "arch": "아키텍처", "python": "파이썬"}
        made: Mapping[str, str] = self.manifest["machine"]
        return [
            f"{names[key]}: 묶음 {made.get(key)}, 이 기계 {here[key]}" for key in names if made.get(key) != here[key]
        ]

    def verify(self) -> None:
        """모든 파일의 체크섬을 확인합니다.

        Raises:
            ImageError: 빠지거나 바뀐 파일이 있을 때.
        """
        left = dict(self.manifest["files"])
        with self._archive() as archive:
            for member in archive:
                if member.name == MANIFEST:
                    continue
                wanted, stream = left.pop(member.name, None), archive.extractfile(member)
                if wanted is None or stream is None or _digest(stream) != wanted["sha256"]:
                    raise _broken(self.path, f"{member.name}: checksum mismatch")
        if left:
            raise _broken(self.path, "missing: " + ", ".join(sorted(left)))

    def extract_wheels(self, folder: Path) -> list[Path]:
        """휠을 폴더에 꺼냅니다."""
        return self._extract("wheels/", folder)

    def extract_debs(self, folder: Path) -> list[Path]:
        """꾸러미를 폴더에 꺼냅니다."""
        return self._extract("debs/", folder)

    def extract_course(self, folder: Path) -> None:
        """노트북과 실습과 코드를 폴더에 풉니다. 이미 있는 파일은 덮어쓰지 않습니다."""
        folder.mkdir(parents=True, exist_ok=True)
        with self.stream(COURSE) as content, tarfile.open(fileobj=content, mode="r|gz") as course:
            for member in course:
                target, data = folder / member.name, course.extractfile(member)
                inside = target.resolve().is_relative_to(folder.resolve())
                if data is None or not inside or target.exists():
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as out:
                    shutil.copyfileobj(data, out, _CHUNK)
                target.chmod(0o755 if member.mode & 0o100 else 0o644)

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """묶음 속 파일 하나를 엽니다.

        Raises:
            ImageError: 그런 파일이 없거나 읽을 수 없을 때.
        """
        with self._archive() as archive:
            found = archive.extractfile(name) if name in archive.getnames() else None
            if found is None:
                raise _broken(self.path, f"missing: {name}")
            with found:
                yield found

    def _extract(self, prefix: str, folder: Path) -> list[Path]:
        """체크섬을 확인하며 꺼냅니다. 이름에 폴더가 든 것은 꺼내지 않습니다."""
        folder.mkdir(parents=True, exist_ok=True)
        files, taken = self.manifest["files"], []
        with self._archive() as archive:
            for member in archive:
                name = member.name.removeprefix(prefix)
                stream = archive.extractfile(member) if member.name.startswith(prefix) and "/" not in name else None
                if stream is None:
                    continue
                with (folder / name).open("wb") as out:
                    shutil.copyfileobj(stream, out, _CHUNK)
                with (folder / name).open("rb") as copy:
                    if _digest(copy) != files.get(member.name, {}).get("sha256"):
                        raise _broken(self.path, f"{member.name}: checksum mismatch")
                taken.append(folder / name)
        return sorted(taken)

    @contextmanager
    def _archive(self) -> Iterator[tarfile.TarFile]:
        try:
            with tarfile.open(self.path, "r:") as archive:
                yield archive
        except (tarfile.TarError, EOFError) as error:
            raise _broken(self.path, str(error)) from error


def load(client: docker.DockerClient, path: Path, report: Report = print) -> list[str]:
    """묶음의 이미지를 엔진에 넣고 그 태그를 돌려줍니다. 이미 있는 레이어는 엔진이 건너뜁니다.

    Raises:
        ImageError: 묶음이 깨졌거나 엔진이 받지 않을 때.
    """
    from docker.errors import DockerException
    from requests.exceptions import RequestException

    from gorae.child import CommandFailed, explain

    bundle = Bundle.open(path)
    report("묶음의 체크섬을 확인하는 중")
    bundle.verify()
    report(f"이미지 {len(bundle.images())}개를 엔진에 넣는 중")
    try:
        with bundle.stream(IMAGES) as content:
            said = list(client.api.load_image(content))
    except (DockerException, RequestException) as error:
        said = [{"error": str(error)}]
    if failed := [line["error"] for line in said if "error" in line]:
        raise explain(ImageError, "묶음의 이미지를 엔진에 넣지 못했습니다.", CommandFailed(["docker"], 1, failed[0]))
    return bundle.images()


def _digest(stream: IO[bytes]) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def _broken(path: Path, detail: str) -> ImageError:
    return ImageError(
        f"묶음 파일 {path}을 읽을 수 없습니다.",
        "파일이 없거나, 옮기다가 잘렸거나, 고래노트의 묶음이 아닙니다.",
        "파일을 다시 복사하거나 gorae bundle save로 다시 만드세요.",
        detail,
    )
