"""시험용 클론에서 `start.py`를 돌립니다."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from gorae import engine, home

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 420.0
"""한 번의 시작을 기다리는 가장 긴 시간(초)입니다."""


def clone(target: Path) -> Path:
    """커밋되었거나 커밋될 파일만 담은 클론을 만듭니다."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in filter(None, map(os.fsdecode, listed.stdout.split(b"\0"))):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
            (target / name).chmod((ROOT / name).stat().st_mode)
    return target


def surroundings(folder: Path) -> dict[str, str]:
    """시험의 엔진만 알고 홈 폴더가 비어 있는 사용자의 환경 변수입니다. 받은 휠은 시험끼리 나누어 씁니다."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GORAE_", "JUPYTER", "IPYTHON", "PYTHONPATH"))
    }
    told = engine.environment(engine.adopt())
    told.pop("GORAE_ENGINE")
    return {
        **kept,
        **told,
        "HOME": str(folder / "user"),
        # pip이 부르는 `rustc --version`이 rustup의 것이면, 설정 파일을 홈 폴더에 만듭니다.
        "RUSTUP_HOME": str(folder / "rustup"),
        "GORAE_HOME": str(folder / "home"),
        "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR") or str(home.folder("pip", "cache")),
        "LC_ALL": "C.UTF-8",
    }


class Start:
    """돌고 있는 `start.py` 하나입니다. 나온 줄을 모읍니다."""

    def __init__(self, where: Path, env: Mapping[str, str], *arguments: str) -> None:
        # 시험 도구의 가상 환경이 아니라 그 바탕의 파이썬으로, 배우는 사람처럼 시작합니다.
        python = Path(sys.base_prefix) / f"bin/python3.{sys.version_info.minor}"
        self.child = subprocess.Popen(
            [str(python), "start.py", *arguments],
            cwd=where,
            env={name: value for name, value in env.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._watch = threading.Timer(DEADLINE, self.child.kill)
        self._watch.start()

    def until(self, text: str) -> str:
        """그 글자가 있는 줄이 나올 때까지 읽어 그 줄을 돌려줍니다."""
        assert self.child.stdout
        for line in self.child.stdout:
            self.lines.append(line.rstrip())
            if text in line:
                return self.lines[-1]
        raise AssertionError(f"{text!r}가 나오지 않았습니다.\n{self.said}")

    def end(self, number: int | None = None) -> int:
        """신호를 보내고(주었으면) 끝나기를 기다려 종료 코드를 돌려줍니다."""
        if number == signal.SIGKILL:
            self.child.kill()
        elif number is not None:
            os.killpg(self.child.pid, number)
        assert self.child.stdout
        self.lines += [line.rstrip() for line in self.child.stdout]
        code = self.child.wait()
        self._watch.cancel()
        return code

    @property
    def said(self) -> str:
        """지금까지 나온 것입니다."""
        return "\n".join(self.lines)
