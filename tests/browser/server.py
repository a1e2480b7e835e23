"""시험용 JupyterLab입니다. 학습자의 설정과 노트북을 건드리지 않도록 빈 폴더에서 켭니다."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gorae import server
from gorae.course import ROOT

SECONDS = 90


@contextmanager
def running(folder: Path, settings: Mapping[str, object] | None = None) -> Iterator[str]:
    """`folder`를 여는 JupyterLab을 켜고 주소를 돌려줍니다. 커널은 지금의 환경 변수를 물려받습니다.

    Args:
        folder: 노트북이 있는 폴더.
        settings: 과정의 설정에 더할 JupyterLab 설정.
    """
    private = folder.parent / "jupyter"
    _write_settings(private / "settings", {**server.SETTINGS, **(settings or {})})
    port = server.port(None)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=gorae"]
    command += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    with (folder.parent / "jupyterlab.log").open("wb") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log, env=_environment(private))
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, child, folder.parent / "jupyterlab.log")
        yield address
    finally:
        child.terminate()
        child.wait(30)


def _environment(private: Path) -> dict[str, str]:
    base = {name: value for name, value in os.environ.items() if name != "GORAE_GRADING"}
    path = os.pathsep.join(filter(None, [str(ROOT), base.get("PYTHONPATH")]))
    places = {f"JUPYTER_{name}_DIR": str(private / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    places |= {f"JUPYTERLAB_{name}_DIR": str(private / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    return base | places | {"PYTHONPATH": path, "IPYTHONDIR": str(private / "ipython"), "TZ": "Asia/Seoul"}


def _write_settings(folder: Path, settings: Mapping[str, object]) -> None:
    for name, values in settings.items():
        package, _, plugin = name.partition(":")
        path = folder / package / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")


def _wait(address: str, child: subprocess.Popen[bytes], log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            break
        try:
            with opener.open(f"{address}/api/status?token=gorae", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"JupyterLab이 켜지지 않았습니다.\n{log.read_text('utf-8', 'replace')[-2000:]}")
