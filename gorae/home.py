"""과정이 디스크에 두는 모든 것의 자리(`GORAE_HOME`)입니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import fcntl
import os
import stat
import sys
import tempfile
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


def _common() -> Path:
    """이 사용자의 모든 과정이 함께 쓰는 폴더입니다. 남이 먼저 만들어 둔 것은 쓰지 않습니다."""
    path = Path(tempfile.gettempdir()) / f"gorae-{os.getuid()}"
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise HomeError(
            f"임시 폴더 {path}를 쓸 수 없습니다.",
            "다른 사용자가 같은 이름으로 만들어 둔 것입니다.",
            "그 폴더를 옮기거나 지우고 다시 실행하세요. TMPDIR 환경 변수로 다른 임시 폴더를 정해도 됩니다.",
        )
    return path


@contextmanager
def lock(name: str, waiting: str = "", shared: bool = False) -> Iterator[None]:
    """이름 하나에 프로세스 하나만 들어가게 합니다. 프로세스가 죽으면 잠금도 풀립니다.

    Args:
        name: 잠금의 이름.
        waiting: 다른 프로세스가 들고 있을 때 한 번 보일 문장.
        shared: `GORAE_HOME`이 달라도 같은 잠금인지. 엔진처럼 여러 폴더가 함께 쓰는 것에 씁니다.
    """
    with ((_common() if shared else folder("locks")) / name).open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                print(waiting, file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
