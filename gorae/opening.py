"""`start.py`가 하는 일: 환경, 엔진, 이미지를 나란히 준비하고 JupyterLab을 열거나 시험을 돌립니다."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from gorae import child, engine, home, server, venv
from gorae.child import Report
from gorae.engine import Endpoint, private
from gorae.errors import GoraeError, HomeError, ImageError, UsageError
from gorae.images import bundle

_BEGAN = time.monotonic()


class Parcel:
    """`--bundle`로 받은 묶음에서 꺼낸 것들입니다.

    Attributes:
        path: 묶음 파일.
        wheels: 휠을 꺼낸 폴더.
        debs: 패키지를 꺼낸 폴더.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._bundle = bundle.Bundle.open(self.path)
        self.wheels, self.debs = home.folder("bundle", "wheels"), home.folder("bundle", "debs")

    def unpack(self, report: Report) -> None:
        """휠과 패키지를 체크섬을 확인하며 꺼냅니다."""
        for line in self._bundle.differences():
            report(f"묶음을 만든 기계와 다릅니다. {line}")
        report("묶음에서 휠과 패키지를 꺼내는 중")
        self._bundle.extract_wheels(self.wheels)
        self._bundle.extract_debs(self.debs)


def report(line: str) -> None:
    """진행 상황 한 줄을 지난 시간과 함께 보입니다."""
    print(f"[{time.monotonic() - _BEGAN:4.0f}초] {line}", flush=True)


def main(arguments: Sequence[str]) -> int:
    """명령을 읽고 시작합니다. 오류는 한국어로 알리고 종료 코드를 돌려줍니다."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _test(arguments[1:]) if arguments[:1] == ["test"] else _open(_parse(arguments))
    except GoraeError as error:
        print(f"\n{error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"\n{child.explain(HomeError, '파일을 읽거나 쓰지 못했습니다.', error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n멈추었습니다. 다시 실행하면 남은 것부터 이어집니다.", file=sys.stderr)
        return 130
    finally:
        child.stop_all()


class _Words(argparse.HelpFormatter):
    """도움말의 첫 줄을 한국어로 시작합니다."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "쓰는 법: ")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="고래노트를 시작합니다. 시험은 `start.py test [--all] [pytest 인자…]`로 돌립니다.",
        formatter_class=_Words,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    options = parser.add_argument_group("옵션")
    options.add_argument("--no-browser", action="store_true", help="브라우저를 열지 않고 주소만 보입니다")
    options.add_argument("--port", type=int, metavar="N", help="JupyterLab의 포트 (기본: 8888부터 빈 것)")
    options.add_argument("--engine", choices=("auto", "private", "system"), default="auto", help="쓸 Docker 엔진")
    options.add_argument("--bundle", type=Path, metavar="FILE", help="네트워크 없이 이 묶음 파일로 준비합니다")
    options.add_argument("-h", "--help", action="help", help="이 글을 보입니다")
    todo = "쓸 수 있는 옵션은 `python3 start.py --help`로 봅니다."
    try:
        told, unknown = parser.parse_known_args(arguments)
    except argparse.ArgumentError as error:
        raise UsageError(f"{error.argument_name}에 적은 값이 없거나 맞지 않습니다.", todo=todo) from None
    if unknown:
        raise UsageError(f"모르는 인자입니다: {' '.join(unknown)}", todo=todo)
    return told


def _open(options: argparse.Namespace) -> int:
    with home.lock("start", "다른 start.py가 준비하고 있습니다. 끝날 때까지 기다립니다."):
        if found := server.running():
            print(
                f"JupyterLab이 이미 켜져 있습니다. 끝내려면 그 터미널에서 Ctrl-C를 누르세요.\n{found.address}",
                flush=True,
            )
            _show(found, options.no_browser)
            return 0
        number = server.port(options.port)
        if options.port is None and number != server.FIRST_PORT:
            report(f"{server.FIRST_PORT}번 포트를 쓸 수 없어 {number}번을 씁니다.")
        parcel = Parcel(options.bundle) if options.bundle else None
        endpoint = _prepare(options.engine, venv.LEARNER, images=True, parcel=parcel)
        environment = engine.environment(endpoint)
        report("JupyterLab을 켜는 중")
        opened, process = server.launch(number, environment)
    rest: list[subprocess.Popen[bytes]] = []
    try:
        rest.append(_prepare_rest(environment))
        if os.geteuid() == 0:
            report("관리자(root)로 실행했으므로 JupyterLab도 관리자 권한으로 돕니다.")
        report("JupyterLab이 열렸습니다. 아래 주소를 브라우저에서 여세요. 끝내려면 Ctrl-C를 누르세요.")
        print(opened.address, flush=True)
        _show(opened, options.no_browser)
        return process.wait()
    except KeyboardInterrupt:
        print("\nJupyterLab을 끄는 중입니다.", flush=True)
        return 0
    finally:
        _end([*rest, process])
        if endpoint.origin == "private":
            print('전용 엔진은 계속 돕니다. 끄려면 ".venv/bin/gorae engine stop"을 실행하세요.', flush=True)


def _show(opened: server.Server, quiet: bool) -> None:
    if not quiet:
        webbrowser.open(opened.address)


def _prepare_rest(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """나머지 장의 이미지를 뒤에서 준비하기 시작합니다. 나온 말은 로그에 둡니다."""
    log = home.folder("logs") / "prepare.log"
    with log.open("wb") as output:
        return subprocess.Popen(
            child.mortal([str(venv.PYTHON), "-m", "gorae.cli", "prepare"]),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **environment},
            start_new_session=True,
        )


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _prepare(choice: engine.Choice, lock: venv.Lock, images: bool, parcel: Parcel | None = None) -> Endpoint:
    """환경, 엔진, 첫 이미지를 나란히 준비합니다. 묶음이 있으면 내려받는 대신 거기서 꺼냅니다."""
    if parcel and not (venv.ready(lock) and venv.ready(venv.LEARNER)):
        parcel.unpack(report)
    found = engine.found_or_starting(choice)
    if isinstance(found, Endpoint):
        report(f"Docker 엔진 {found.version}을 찾았습니다 ({found.host}).")
        if found.warning:
            report(found.warning)
    wheels, debs = (parcel.wheels, parcel.debs) if parcel else (None, None)
    venv.create(report, wheels)
    with ThreadPoolExecutor() as pool:
        starting = pool.submit(_engine, found, debs)
        first = pool.submit(venv.install, venv.LEARNER, report, venv.FIRST, wheels)
        jobs: list[Future[Any]] = [starting, pool.submit(_rest, first, lock, wheels)]
        if images:
            code = _LOAD.format(str(parcel.path)) if parcel else _PREPARE
            jobs.append(pool.submit(_images, starting, first, code))
        done, waiting = wait(jobs, return_when=FIRST_EXCEPTION)
        if waiting:
            child.stop_all()
        for job in done:
            job.result()
        return starting.result()


def _engine(found: Endpoint | private.Starting, debs: Path | None) -> Endpoint:
    if isinstance(found, Endpoint):
        return found
    endpoint = found.finish(report, debs)
    report(f"전용 엔진 {endpoint.version}이 켜졌습니다.")
    return endpoint


def _rest(first: Future[None], lock: venv.Lock, wheels: Path | None) -> None:
    first.result()
    venv.install(venv.LEARNER, report, wheels=wheels)
    venv.list_fonts()
    if lock != venv.LEARNER:
        venv.install(lock, report)


_PREPARE = """
from gorae import engine, images
from gorae.course import CHAPTERS
images.prepare(engine.connect(), CHAPTERS[0].images, report=print)
"""

_LOAD = """
from pathlib import Path
from gorae import engine, images
from gorae.images import bundle
client, parcel = engine.connect(), bundle.Bundle.open(Path({!r}))
there = {{tag for each in client.images.list() for tag in each.tags}}
if not there.issuperset(parcel.images()):
    bundle.load(client, parcel.path, report=print)
"""


def _images(starting: Future[Endpoint], first: Future[None], code: str) -> None:
    """첫 장의 이미지를 준비합니다. 아직 다 설치되지 않은 환경에서 docker-py만으로 합니다."""
    endpoint = starting.result()
    first.result()
    env = {**os.environ, **engine.environment(endpoint), "PYTHONUNBUFFERED": "1"}
    try:
        child.run([str(venv.PYTHON), "-c", code], env, report)
    except child.CommandFailed as error:
        raise child.explain(ImageError, "첫 장의 이미지를 준비하지 못했습니다.", error) from error


def _test(arguments: Sequence[str]) -> int:
    """시험에 필요한 것을 준비하고 pytest를 돌립니다."""
    with home.lock("start", "다른 start.py가 준비하고 있습니다. 끝날 때까지 기다립니다."):
        endpoint = _prepare("auto", venv.TESTER, images=False)
    everything = "--all" in arguments
    rest = [each for each in arguments if each != "--all"]
    if not any((venv.ROOT / each.split("::")[0]).exists() for each in rest if not each.startswith("-")):
        rest.append("tests")
    workers = [] if any(each.startswith("-n") for each in rest) else ["-n", "auto", "--dist", "worksteal"]
    command = [str(venv.PYTHON), "-m", "pytest", *workers, *([] if everything else ["-m", "not slow"]), *rest]
    path = f"{venv.FOLDER / 'bin'}{os.pathsep}{engine.environment(endpoint).get('PATH', os.environ['PATH'])}"
    env = {**os.environ, **engine.environment(endpoint), "PATH": path, "VIRTUAL_ENV": str(venv.FOLDER)}
    env |= venv.drawing()
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
        env.pop(name, None)
    report("시험을 시작합니다." if not everything else "모든 시험을 시작합니다.")
    code = subprocess.call(command, cwd=venv.ROOT, env=env)
    if everything:
        _summary(code)
    return code


def _summary(code: int) -> None:
    git = subprocess.run(["git", "rev-parse", "HEAD"], cwd=venv.ROOT, capture_output=True, text=True, check=False)
    commit = git.stdout.strip() or "알 수 없음"
    print(f"커밋 {commit}: {'모든 시험이 통과했습니다.' if code == 0 else f'시험이 실패했습니다(종료 코드 {code}).'}")
