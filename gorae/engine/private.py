"""전용 엔진: 배포판의 패키지를 풀어 시스템을 바꾸지 않고 켜는 Docker 엔진입니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from gorae import home
from gorae.child import Report
from gorae.engine import daemon, debs
from gorae.engine.endpoint import Address, Endpoint, meet
from gorae.engine.places import Places, places
from gorae.errors import EngineError, EngineForbidden, EngineNotFound

ROOT = Path(__file__).resolve().parents[2]
"""클론의 폴더입니다."""


def running() -> Endpoint | None:
    """돌고 있는 전용 엔진을 돌려줍니다. 없으면 None입니다."""
    where = places()
    if not where.socket.exists():
        return None
    try:
        return meet(Address(where.host, "private"))
    except EngineNotFound:
        return None


def possible() -> debs.Release:
    """이 기계에서 전용 엔진을 시작할 수 있는지 봅니다.

    Returns:
        이 기계의 배포판.

    Raises:
        EngineNotFound: 지원하지 않는 시스템이거나 root도 sudo도 없을 때.
    """
    here = debs.release() if platform.system() == "Linux" else None
    if here is None:
        raise EngineNotFound(
            "응답하는 Docker 엔진이 없습니다.",
            "전용 엔진은 Debian과 Ubuntu에서만 시작할 수 있습니다.",
            _advice(),
        )
    if os.geteuid() and not shutil.which("sudo"):
        raise EngineNotFound(
            "응답하는 Docker 엔진이 없고 전용 엔진도 시작할 수 없습니다.",
            "전용 엔진을 시작하려면 관리자 권한이 필요하지만 root도 아니고 sudo도 없습니다.",
            "관리자에게 Docker Engine이나 sudo를 부탁하거나, 다른 기계의 엔진을 DOCKER_HOST로 정하세요.",
        )
    return here


def _advice() -> str:
    if platform.system() == "Darwin":
        return "Docker Desktop이나 Colima를 설치하고 켠 뒤 다시 실행하세요."
    if platform.system() == "Linux":
        if shutil.which("dnf"):
            return '"sudo dnf install moby-engine docker-cli"와 "sudo systemctl start docker" 뒤에 다시 실행하세요.'
        return "배포판의 Docker 패키지를 설치하고 켠 뒤 다시 실행하세요."
    return "Docker Desktop을 설치하고 WSL 2 안에서 다시 실행하세요."


def installed(here: debs.Release) -> bool:
    """지금 필요한 패키지가 모두 풀려 있는지 봅니다."""
    try:
        return (places().root / "gorae-recipe").read_text(encoding="utf-8") == _recipe(here)
    except OSError:
        return False


def _recipe(here: debs.Release) -> str:
    return f"{here.id} {here.codename}: {' '.join(here.engine)}\n"


def install(here: debs.Release, report: Report, folder: Path | None = None) -> None:
    """패키지를 내려받아 풀고, CLI가 쓸 설정을 씁니다. 이미 되어 있으면 아무 일도 하지 않습니다.

    Args:
        here: 이 기계의 배포판.
        report: 진행 상황을 알릴 함수.
        folder: 내려받는 대신 쓸 .deb 파일들의 폴더.

    Raises:
        EngineError: 내려받거나 풀지 못했을 때.
        HomeError: `GORAE_HOME`에 쓸 수 없을 때.
    """
    where = places()
    home.folder("engine")
    with home.lock("engine-install", "다른 과정이 전용 엔진을 내려받고 있습니다. 끝날 때까지 기다립니다."):
        if installed(here) or daemon.alive(where):
            return
        given = sorted(folder.glob("*.deb")) if folder else []
        packages = given or debs.fetch(here, here.engine, report, "전용 엔진")
        report(f"전용 엔진의 패키지 {len(packages)}개를 푸는 중")
        debs.unpack(packages, where.root, "전용 엔진")
        _prepare_client(where)
        (where.root / "gorae-recipe").write_text(_recipe(here), encoding="utf-8")
        if packages and not given:
            shutil.rmtree(packages[0].parent, ignore_errors=True)


def _prepare_client(where: Places) -> None:
    shutil.rmtree(where.bin, ignore_errors=True)
    where.bin.mkdir(parents=True)
    for name in ("docker", "docker-compose"):
        if (where.root / "usr/bin" / name).exists():
            (where.bin / name).symlink_to(where.root / "usr/bin" / name)
    plugins = [str(where.root / "usr" / part / "docker/cli-plugins") for part in ("libexec", "lib")]
    where.client.mkdir(exist_ok=True)
    settings = json.dumps({"cliPluginsExtraDirs": plugins}, indent=2)
    (where.client / "config.json").write_text(settings, encoding="utf-8")


class Administrator:
    """관리자 권한으로 할 일 하나입니다. 비밀번호는 여기서 먼저 묻고, 일은 `go`에서 합니다."""

    def __init__(self, what: str) -> None:
        names = ("GORAE_HOME", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
        env = {name: os.environ[name] for name in names if name in os.environ}
        env |= {"GORAE_HOME": str(home.home()), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        code = "import sys; from gorae.engine.daemon import main; sys.exit(main())"
        command = [sys.executable, "-B", "-c", code, what, str(os.geteuid())]
        if os.geteuid():
            print(
                "전용 엔진을 다루려면 관리자 권한이 한 번 필요합니다. sudo가 비밀번호를 물을 수 있습니다.", flush=True
            )
            command = ["sudo", "--", "env", *(f"{name}={value}" for name, value in env.items()), *command]
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **env},
            cwd="/",
            text=True,
        )
        assert self._child.stdout is not None
        if self._child.stdout.readline().strip() != "ready":
            self._child.wait()
            raise EngineForbidden(
                "관리자 권한을 얻지 못해 전용 엔진을 다룰 수 없습니다.",
                "sudo가 거절했거나 비밀번호를 물을 터미널이 없습니다.",
                "sudo를 쓸 수 있는 사용자로 터미널에서 다시 실행하세요.",
            )

    def go(self) -> None:
        """준비한 일을 합니다.

        Raises:
            EngineError: 일이 실패했을 때.
        """
        said, _ = self._child.communicate("go\n")
        if self._child.returncode:
            parts = json.loads(said) if said.strip() else ["전용 엔진을 다루는 도중에 실패했습니다."]
            raise EngineError(*parts)

    def dismiss(self) -> None:
        """아무 일도 하지 않고 끝냅니다."""
        self._child.communicate()


class Starting:
    """전용 엔진을 시작하는 일입니다. 만들 때 관리자 권한을 얻고, `finish`에서 내려받아 켭니다.

    Raises:
        EngineNotFound: 이 기계에서는 시작할 수 없을 때.
        EngineForbidden: 관리자 권한을 얻지 못했을 때.
    """

    def __init__(self) -> None:
        places()
        self._release = possible()
        self._administrator = Administrator("start")

    def finish(self, report: Report, folder: Path | None = None) -> Endpoint:
        """패키지를 내려받아 (또는 `folder`의 것을) 풀고 데몬을 켭니다.

        Raises:
            EngineError: 켤 수 없을 때.
        """
        try:
            install(self._release, report, folder)
        except BaseException:
            self._administrator.dismiss()
            raise
        with home.lock("engine-start", "다른 과정이 전용 엔진을 켜고 있습니다. 끝날 때까지 기다립니다."):
            report("전용 엔진을 켜는 중")
            self._administrator.go()
        return meet(Address(places().host, "private"))


def stop() -> bool:
    """전용 엔진을 끕니다. 켜져 있지 않았으면 False를 돌려줍니다.

    Raises:
        EngineError: 끄지 못했을 때.
    """
    where = places()
    if not where.run.exists():
        return False
    with home.lock("engine-start", "다른 과정이 전용 엔진을 켜고 있습니다. 끝날 때까지 기다립니다."):
        was = daemon.alive(where) is not None
        Administrator("stop").go()
    return was


def remove() -> bool:
    """전용 엔진을 끄고 이미지까지 모두 지웁니다. 없었으면 False를 돌려줍니다.

    Raises:
        EngineError: 끄지 못했을 때.
    """
    where = places()
    if not where.base.exists() and not where.run.exists():
        return False
    with home.lock("engine-start", "다른 과정이 전용 엔진을 켜고 있습니다. 끝날 때까지 기다립니다."):
        Administrator("erase").go()
    return True
