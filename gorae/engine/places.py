"""전용 엔진이 쓰는 자리입니다. 모두 `GORAE_HOME/engine`과 `/run/gorae-…`에 있습니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gorae import home
from gorae.errors import HomeError

_SOCKET_LIMIT = 107
"""유닉스 소켓 경로의 최대 길이(바이트)입니다 (unix(7)의 sun_path)."""


@dataclass(frozen=True)
class Places:
    """전용 엔진 하나의 파일과 폴더입니다.

    Attributes:
        base: `GORAE_HOME/engine`.
        key: `GORAE_HOME`마다 다른 짧은 이름.
    """

    base: Path
    key: str

    @property
    def root(self) -> Path:
        """패키지를 푼 폴더입니다."""
        return self.base / "root"

    @property
    def data(self) -> Path:
        """이미지와 컨테이너가 있는 data-root입니다."""
        return self.base / "data"

    @property
    def settings(self) -> Path:
        """이 엔진만 읽는 daemon.json입니다."""
        return self.base / "daemon.json"

    @property
    def log(self) -> Path:
        """데몬의 로그입니다."""
        return self.base / "dockerd.log"

    @property
    def client(self) -> Path:
        """CLI가 쓰는 `DOCKER_CONFIG`입니다."""
        return self.base / "client"

    @property
    def bin(self) -> Path:
        """`PATH`에 더할 CLI만 있는 폴더입니다."""
        return self.base / "bin"

    @property
    def run(self) -> Path:
        """소켓과 pid 파일이 있는, 경로가 짧은 폴더입니다."""
        return Path("/run") / f"gorae-{self.key}"

    @property
    def socket(self) -> Path:
        """엔진의 소켓입니다."""
        return self.run / "docker.sock"

    @property
    def pid(self) -> Path:
        """데몬의 pid 파일입니다."""
        return self.run / "dockerd.pid"

    @property
    def bridge(self) -> str:
        """이 엔진만의 브리지입니다 (인터페이스 이름은 15바이트까지)."""
        return f"gorae{self.key}"

    @property
    def host(self) -> str:
        """`DOCKER_HOST`에 넣을 주소입니다."""
        return f"unix://{self.socket}"

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """푼 프로그램이 자기 라이브러리와 모듈을 찾도록 환경 변수를 만듭니다."""
        usr, libraries = self.root / "usr", sorted(self.root.glob("usr/lib/*-linux-gnu*"))
        search = [usr / "sbin", usr / "bin", self.root / "sbin", self.root / "bin"]
        triplets = [path.name for path in libraries]
        paths = [*libraries, *(self.root / "lib" / name for name in triplets)]
        return {
            **given,
            "PATH": os.pathsep.join(
                [*map(str, search), "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
            ),
            "LD_LIBRARY_PATH": os.pathsep.join(map(str, paths)),
            "XTABLES_LIBDIR": os.pathsep.join(str(path / "xtables") for path in (*libraries, *_system(triplets))),
        }


def _system(triplets: list[str]) -> list[Path]:
    return [Path("/usr/lib") / name for name in triplets]


def places() -> Places:
    """지금 `GORAE_HOME`의 전용 엔진 자리입니다.

    Raises:
        HomeError: 엔진이 쓸 수 없는 글자가 경로에 있을 때.
    """
    where = Path(os.path.realpath(home.home()))
    found = Places(where / "engine", hashlib.sha256(os.fsencode(where)).hexdigest()[:8])
    if any(letter in str(where) for letter in ":,\n"):
        raise HomeError(
            f"전용 엔진은 {where} 폴더를 쓸 수 없습니다.",
            "경로에 쌍점(:)이나 쉼표(,)가 있으면 오버레이 파일 시스템을 마운트하지 못합니다.",
            "그런 글자가 없는 폴더를 GORAE_HOME 환경 변수로 정하고 다시 실행하세요.",
        )
    assert len(os.fsencode(found.socket)) <= _SOCKET_LIMIT
    return found
