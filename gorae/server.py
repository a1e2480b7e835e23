"""JupyterLab을 한국어로 켜고 응답하기를 기다립니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import subprocess
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from gorae import home
from gorae.child import mortal
from gorae.errors import GoraeError
from gorae.venv import FOLDER, PYTHON, ROOT, drawing

START = "notebooks/00-start.ipynb"
FIRST_PORT = 8888

SETTINGS = {
    "@jupyterlab/translation-extension:plugin": {"locale": "ko_KR"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 30},
}
"""처음 여는 사람에게 적용되는 JupyterLab 설정입니다. 사용자가 화면에서 바꾸면 바꾼 것이 이깁니다."""


class ServerError(GoraeError):
    """JupyterLab을 켜지 못했습니다."""


@dataclass(frozen=True)
class Server:
    """켜진 JupyterLab 하나입니다.

    Attributes:
        pid: 프로세스 번호.
        port: 127.0.0.1의 포트.
        token: 접속 토큰.
    """

    pid: int
    port: int
    token: str

    @property
    def address(self) -> str:
        """브라우저로 열 주소입니다."""
        return f"http://127.0.0.1:{self.port}/lab/tree/{START}?token={self.token}"

    def answers(self) -> bool:
        """이 토큰으로 API가 응답하는지 봅니다."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/status?token={self.token}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=2) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False


def _note() -> Path:
    key = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]
    return home.folder("jupyter") / f"server-{key}.json"


def running() -> Server | None:
    """이 클론에서 이미 켜져 응답하는 JupyterLab입니다. 없으면 None입니다."""
    try:
        server = Server(**json.loads(_note().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return server if server.answers() else None


def port(wanted: int | None) -> int:
    """쓸 포트입니다. 정하지 않았으면 8888부터 비어 있는 것을 고릅니다.

    Raises:
        ServerError: 정한 포트를 쓸 수 없을 때.
    """
    for each in [wanted] if wanted is not None else [*range(FIRST_PORT, FIRST_PORT + 50), 0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", each))
                return int(probe.getsockname()[1])
            except (OSError, OverflowError) as error:
                detail = str(error)
    raise ServerError(
        f"{wanted}번 포트를 쓸 수 없습니다.",
        "다른 프로그램이 그 포트를 쓰고 있거나 쓸 권한이 없습니다.",
        "--port로 다른 번호를 정하거나, --port 없이 실행하여 빈 포트를 고르게 하세요.",
        detail,
    )


def launch(number: int, environment: Mapping[str, str]) -> tuple[Server, subprocess.Popen[bytes]]:
    """JupyterLab을 켜고 응답할 때까지 기다립니다.

    Args:
        number: 포트.
        environment: 엔진을 알려 주는 환경 변수.

    Raises:
        ServerError: 켜지지 않을 때.
    """
    _settle()
    token = secrets.token_hex(24)
    log = home.folder("jupyter") / "jupyterlab.log"
    with log.open("wb") as output:
        child = subprocess.Popen(
            mortal(_command(number), "TERM"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=_environment(environment, token),
            cwd=ROOT,
            start_new_session=True,
        )
    server = Server(child.pid, number, token)
    deadline = time.monotonic() + 90
    while not server.answers():
        if child.poll() is not None or time.monotonic() > deadline:
            child.kill()
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            raise ServerError(
                "JupyterLab이 켜지지 않았습니다.",
                todo=f"아래 메시지와 {log} 파일을 보세요.",
                detail="\n".join(lines[-6:]),
            )
        time.sleep(0.05)
    _note().touch(mode=0o600)
    _note().write_text(json.dumps(asdict(server)), encoding="utf-8")
    return server, child


def _settle() -> None:
    settings = FOLDER / "share/jupyter/lab/settings"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "overrides.json").write_text(json.dumps(SETTINGS, indent=2), encoding="utf-8")


def _command(number: int) -> list[str]:
    options = {
        "ServerApp.root_dir": str(ROOT),
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": str(number),
        "ServerApp.port_retries": "0",
        "ServerApp.open_browser": "False",
        "ServerApp.allow_root": str(os.geteuid() == 0),
        "LabApp.default_url": f"/lab/tree/{START}",
        "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        # 언어 서버를 찾는다고 npm과 rustup을 불러 사용자의 홈 폴더에 파일을 남깁니다.
        "LanguageServerManager.autodetect": "False",
    }
    return [str(PYTHON), "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]


def _environment(engine: Mapping[str, str], token: str) -> dict[str, str]:
    """JupyterLab이 사용자의 `~/.jupyter`를 읽거나 쓰지 않게 합니다."""
    base = home.folder("jupyter")
    env = {**os.environ, **engine}
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):  # 바이트코드가 없으면 켜지는 데 몇 초가 더 걸립니다.
        env.pop(name, None)
    path = f"{FOLDER / 'bin'}{os.pathsep}{env.get('PATH', os.defpath)}"
    return (
        env
        | drawing()
        | {
            "PATH": path,
            "VIRTUAL_ENV": str(FOLDER),
            "JUPYTER_TOKEN": token,
            "JUPYTER_CONFIG_DIR": str(base / "config"),
            "JUPYTER_DATA_DIR": str(base / "data"),
            "JUPYTER_RUNTIME_DIR": str(base / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(base / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(base / "workspaces"),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "IPYTHONDIR": str(base / "ipython"),
        }
    )
