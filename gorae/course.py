"""과정의 장 목록입니다. 엔진을 모릅니다."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gorae.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
LABS = ROOT / "labs"


@dataclass(frozen=True)
class Chapter:
    """장 하나입니다.

    Attributes:
        id: 노트북과 실습 폴더의 이름 (예: `04-volumes`).
        title: 한국어 제목.
        images: 이 장이 쓰는 과정 이미지의 이름 (`gorae/`와 태그를 뺀 것).
    """

    id: str
    title: str
    images: tuple[str, ...]

    @property
    def number(self) -> str:
        """장 번호 두 자리입니다."""
        return self.id[:2]

    @property
    def notebook(self) -> Path:
        """노트북 파일의 경로입니다."""
        return NOTEBOOKS / f"{self.id}.ipynb"

    @property
    def labs(self) -> Path:
        """실습 폴더의 경로입니다."""
        return LABS / self.id


CHAPTERS = (
    Chapter("00-start", "시작하기", ("shell",)),
    Chapter("01-what-is-docker", "도커란 무엇인가", ("shell", "base")),
    Chapter("02-images-and-containers", "이미지와 컨테이너", ("shell", "base", "web")),
    Chapter("03-containers", "컨테이너 다루기", ("shell", "web")),
    Chapter("04-volumes", "볼륨", ("shell", "mariadb", "wordpress")),
    Chapter("05-networks", "네트워크", ("shell", "node:trixie")),
    Chapter("06-logging", "로깅", ("shell", "web", "syslog")),
    Chapter("07-limits", "자원 제한", ("shell",)),
    Chapter("08-image-layers", "이미지 만들기와 레이어", ("shell",)),
    Chapter("09-image-distribution", "이미지 배포", ("shell", "registry", "node:trixie")),
    Chapter("10-dockerfile", "Dockerfile 작성과 빌드", ("shell", "base")),
    Chapter("11-multi-stage", "멀티 스테이지 빌드", ("shell", "base", "golang")),
    Chapter("12-dockerfile-more", "지시어 더 보기", ("shell", "base")),
)


def chapter(name: str) -> Chapter:
    """이름이나 번호로 장을 찾습니다 (`04-volumes`, `04`, `4`, 노트북 경로).

    Raises:
        UsageError: 그런 장이 없을 때.
    """
    wanted = Path(name).name.removesuffix(".ipynb")
    number = wanted.zfill(2) if wanted.isdigit() else None
    for each in CHAPTERS:
        if each.id == wanted or each.number == number:
            return each
    raise UsageError(
        f"그런 장이 없습니다: {name}",
        todo="다음 가운데 하나를 쓰세요: " + ", ".join(each.id for each in CHAPTERS),
    )
