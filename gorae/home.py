"""과정이 디스크에 두는 모든 것의 자리(`GORAE_HOME`)입니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gorae.errors import HomeError


def home() -> Path:
    """과정의 폴더입니다. `GORAE_HOME`이 없으면 사용자의 캐시 폴더 아래 `gorae`입니다."""
    if given := os.environ.get("GORAE_HOME"):
        return Path(given).expanduser().absolute()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "gorae"
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "gorae"


def folder(*parts: str) -> Path:
    """과정의 폴더 아래 폴더를 만들어 돌려줍니다.

    Raises:
        HomeError: 폴더를 만들 수 없거나 쓸 수 없을 때.
    """
    path = home().joinpath(*parts)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(path, str(error)) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise _unusable(path, "permission denied")
    return path


def _unusable(path: Path, detail: str) -> HomeError:
    return HomeError(
        f"고래노트의 폴더 {path}에 쓸 수 없습니다.",
        "권한이 없거나 디스크가 가득 찼습니다.",
        "쓸 수 있는 폴더를 GORAE_HOME 환경 변수로 정하고 다시 실행하세요.",
        detail,
    )


@contextmanager
def lock(name: str, waiting: str = "") -> Iterator[None]:
    """이름 하나에 프로세스 하나만 들어가게 합니다. 프로세스가 죽으면 잠금도 풀립니다.

    Args:
        name: 잠금의 이름.
        waiting: 다른 프로세스가 들고 있을 때 한 번 보일 문장.
    """
    with (folder("locks") / name).open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                print(waiting, file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
