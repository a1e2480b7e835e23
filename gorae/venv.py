"""과정의 파이썬 환경(클론 안의 `.venv`)을 만듭니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import sys
import venv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gorae import home
from gorae.child import CommandFailed, Report, explain, run
from gorae.engine import debs
from gorae.errors import GoraeError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin/python"

FIRST = ("docker", "requests", "urllib3", "idna", "certifi", "charset-normalizer")
"""이미지를 준비하는 데 필요한 docker-py와 그 의존 패키지입니다. 나머지보다 먼저 설치합니다."""


class EnvironmentError(GoraeError):
    """파이썬 환경을 만들지 못했습니다."""


@dataclass(frozen=True)
class Lock:
    """잠금 파일 하나입니다.

    Attributes:
        path: 잠금 파일.
        stamp: 다 설치했을 때 `.venv`에 남기는 표시의 이름.
    """

    path: Path
    stamp: str


LEARNER = Lock(ROOT / "requirements.txt", "learner")
TESTER = Lock(ROOT / "requirements-test.txt", "tester")


def ready(lock: Lock) -> bool:
    """환경이 이 잠금 파일대로 다 설치되어 있는지 봅니다."""
    return _told().get(lock.stamp) == _digest(lock) and PYTHON.exists()


def _digest(lock: Lock) -> str:
    return hashlib.sha256(lock.path.read_bytes()).hexdigest()


def _told() -> dict[str, str]:
    """`.venv`에 적어 둔 것입니다. 다른 자리나 다른 파이썬의 것이면 `made`만 남깁니다."""
    try:
        told = json.loads((FOLDER / "gorae.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if told.get("made") == _identity() else {"made": "elsewhere"}


def _tell(told: dict[str, str]) -> None:
    half = FOLDER / "gorae.json.half"
    half.write_text(json.dumps(told, indent=2), encoding="utf-8")
    half.replace(FOLDER / "gorae.json")


def _identity() -> str:
    return f"{FOLDER} {sys.version.split()[0]} {Path(sys.executable).resolve()}"


def create(report: Report, wheels: Path | None = None) -> None:
    """빈 환경을 만듭니다. 만들다 만 환경, 옮겨진 환경, 다른 파이썬의 환경은 새로 만듭니다.

    Args:
        report: 진행 상황을 알릴 함수.
        wheels: 네트워크 대신 쓸 휠 폴더.

    Raises:
        EnvironmentError: 만들 수 없거나, 과정이 만들지 않은 `.venv`가 이미 있을 때.
    """
    told = _told()
    if len(told) > 1:
        return
    if not told and FOLDER.exists() and any(FOLDER.iterdir()):
        raise EnvironmentError(
            f"{FOLDER} 폴더는 고래노트가 만든 것이 아닙니다.",
            "다른 도구가 만든 파이썬 환경을 지우지 않으려고 멈추었습니다.",
            "그 폴더를 옮기거나 지운 뒤 다시 실행하세요.",
        )
    report("파이썬 환경을 만드는 중")
    try:
        FOLDER.mkdir(exist_ok=True)
        _tell({"made": _identity()})
        for path in FOLDER.iterdir():
            if path.name != "gorae.json":
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        venv.EnvBuilder(symlinks=True, with_pip=False).create(FOLDER)
        _introduce()
        # 데비안에는 pip도 없을 수 있습니다. 엔진의 큰 패키지보다 먼저 받아야 설치가 늦어지지 않습니다.
        pip(report, wheels)
        _tell({"made": _identity(), "pip": "found"})
    except OSError as error:
        raise explain(EnvironmentError, f"파이썬 환경 {FOLDER}을 만들지 못했습니다.", error) from error


def _introduce() -> None:
    """클론의 `gorae`를 환경에서 불러올 수 있게 하고 `gorae` 명령을 만듭니다."""
    (packages,) = FOLDER.glob("lib/python3*/site-packages")
    (packages / "gorae.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    script = FOLDER / "bin/gorae"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m gorae.cli "$@"\n', encoding="utf-8")
    script.chmod(0o755)


def install(lock: Lock, report: Report, names: Sequence[str] = (), wheels: Path | None = None) -> None:
    """잠금 파일의 패키지를 설치합니다. 다 되어 있으면 아무 일도 하지 않습니다.

    Args:
        lock: 잠금 파일.
        report: 진행 상황을 알릴 함수.
        names: 이 이름들만 설치합니다 (비어 있으면 모두).
        wheels: 네트워크 대신 쓸 휠 폴더.

    Raises:
        EnvironmentError: 설치하지 못했을 때.
    """
    if ready(lock):
        return
    wanted = _wanted(lock, names)
    listing = home.folder("pip") / (f"{lock.stamp}-first.txt" if names else f"{lock.stamp}.txt")
    listing.write_text("".join(wanted.values()), encoding="utf-8")
    command = [
        str(PYTHON),
        *pip(report, wheels),
        "install",
        "--no-input",
        "--no-deps",
        "--no-compile",
        "--disable-pip-version-check",
    ]
    command += ["--no-warn-script-location", "--require-hashes", "-r", str(listing)]
    if wheels:
        command += ["--no-index", "--find-links", str(wheels)]
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    env.setdefault("PIP_CACHE_DIR", str(home.folder("pip", "cache")))
    env.pop("PYTHONPATH", None)
    try:
        run(command, env, _Counter(report, len(wanted)))
    except CommandFailed as error:
        raise explain(EnvironmentError, "파이썬 패키지를 설치하지 못했습니다.", error) from error
    if not names:
        _tell({**_told(), lock.stamp: _digest(lock)})


def drawing() -> dict[str, str]:
    """matplotlib이 글꼴 목록을 두는 자리입니다. 사용자의 홈 폴더에 두지 않습니다."""
    return {"MPLCONFIGDIR": str(home.folder("matplotlib"))}


def list_fonts() -> None:
    """첫 그림을 그릴 때 기다리지 않도록 글꼴 목록을 미리 만듭니다. 이미 있으면 아무 일도 하지 않습니다.

    Raises:
        EnvironmentError: matplotlib을 불러오지 못했을 때.
    """
    if any(home.folder("matplotlib").glob("fontlist-*.json")):
        return
    try:
        run([str(PYTHON), "-c", "import matplotlib.font_manager"], {**os.environ, **drawing()})
    except CommandFailed as error:
        raise explain(EnvironmentError, "그림에 쓸 글꼴 목록을 만들지 못했습니다.", error) from error


def _wanted(lock: Lock, names: Sequence[str]) -> dict[str, str]:
    """설치할 묶음입니다. 배우는 사람의 환경에 이미 있는 것은 뺍니다."""
    blocks = _blocks(lock.path.read_text(encoding="utf-8"))
    if lock != LEARNER and ready(LEARNER):
        have = _blocks(LEARNER.path.read_text(encoding="utf-8"))
        blocks = {name: block for name, block in blocks.items() if have.get(name) != block}
    return {name: block for name, block in blocks.items() if name in names} if names else blocks


def _blocks(text: str) -> dict[str, str]:
    """잠금 파일을 패키지 이름과 (해시까지의) 줄들로 나눕니다."""
    found: dict[str, str] = {}
    for block in re.findall(r"^[A-Za-z0-9][^\n]*\\?\n(?:[ \t]+[^\n]*\n)*", text, re.MULTILINE):
        # 파이썬 판마다 버전이 다른 패키지는 조건이 붙은 묶음이 여럿입니다.
        name = re.split(r"[=<>~! ;\[]", block, maxsplit=1)[0].lower()
        found[name] = found.get(name, "") + block
    return found


class _Counter:
    """pip의 출력에서 받은 패키지를 세어 20%마다 알립니다."""

    def __init__(self, report: Report, total: int) -> None:
        self._report, self._total, self._count = report, total, 0

    def __call__(self, line: str) -> None:
        if line.startswith("Installing collected packages"):
            self._report("파이썬 패키지를 설치하는 중")
        elif line.startswith(("Collecting ", "Requirement already satisfied", "Ignoring ")):
            before, self._count = self._count, self._count + 1
            if self._total >= 20 and before * 5 // self._total != self._count * 5 // self._total:
                self._report(f"파이썬 패키지 {self._count}/{self._total}개 내려받는 중")


def pip(report: Report, wheels: Path | None = None) -> list[str]:
    """설치된 pip가 없는 환경에서도 되는 pip의 실행 인자입니다."""
    if list(FOLDER.glob("lib/python3*/site-packages/pip-*.dist-info/RECORD")):
        return ["-m", "pip"]
    if wheel := _newest([wheels] if wheels else []) or _wheel(report):
        return [str(wheel / "pip")]
    raise EnvironmentError(
        "이 파이썬에는 pip가 없습니다.",
        "ensurepip도, 배포판의 python3-pip-whl 패키지도 없습니다.",
        "pip가 있는 파이썬 3.11 이상을 설치하고 그것으로 다시 실행하세요.",
    )


def _wheel(report: Report) -> Path | None:
    places = [Path("/usr/share/python-wheels"), home.folder("pip", "deb", "usr/share/python-wheels")]
    if (spec := importlib.util.find_spec("ensurepip")) and spec.origin:
        places.insert(0, Path(spec.origin).parent / "_bundled")
    if not (found := _newest(places)) and (here := debs.release()):
        report("배포판의 pip를 받는 중")
        packages = debs.fetch(here, ["python3-pip-whl"], report, "pip")
        debs.unpack(packages, home.folder("pip") / "deb", "pip")
        found = _newest(places)
    return found


def _newest(places: Iterable[Path]) -> Path | None:
    return next((wheel for place in places for wheel in sorted(place.glob("pip-*.whl"), reverse=True)), None)
