"""묶음 파일을 만듭니다: 네트워크가 없는 기계에 필요한 모든 것을 파일 하나에 담습니다."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import platform
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import docker
from docker.errors import DockerException
from packaging.markers import Marker

import gorae
from gorae import home, images, venv
from gorae.child import CommandFailed, Report, explain, run
from gorae.course import ROOT
from gorae.engine import debs
from gorae.engine.transfer import saved
from gorae.errors import ImageError
from gorae.images.bundle import COURSE, FORMAT, IMAGES, MANIFEST, machine

_SKIPPED = {".git", ".venv", "__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".pytest_cache", ".ruff_cache"}

_CONDITIONAL = re.compile(r"^(\S+==\S+) ; (.+?) \\\n((?:    --hash=.*\n)+)", re.MULTILINE)
_PATCHES = 30


def save(client: docker.DockerClient, path: Path, names: Iterable[str], report: Report = print) -> None:
    """묶음 파일을 만듭니다. 다 되기 전에는 `path`가 생기지 않습니다.

    Args:
        client: 이미지를 꺼낼 엔진. 없는 이미지는 먼저 만듭니다.
        path: 만들 파일.
        names: 담을 이미지의 이름.
        report: 진행 상황을 알릴 함수.

    Raises:
        ImageError: 만들지 못했을 때.
    """
    wanted = list(dict.fromkeys(names))
    images.prepare(client, wanted, report)
    tags = [images.tag(name) for name in wanted]
    half = path.with_name(path.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=home.folder("tmp")) as scratch:
            stage = Path(scratch)
            _wheels(stage / "wheels", report)
            _debs(stage / "debs", report)
            report(f"이미지 {len(tags)}개를 꺼내는 중")
            _images(client, tags, stage / IMAGES)
            _course(stage / COURSE)
            report("묶음 파일을 쓰는 중")
            _write(stage, half, tags)
        half.replace(path)
    except (CommandFailed, OSError) as error:
        raise explain(ImageError, f"묶음 파일 {path}을 만들지 못했습니다.", error) from error
    except DockerException as error:
        failed = CommandFailed(["docker"], 1, str(error))
        raise explain(ImageError, f"묶음 파일 {path}을 만들지 못했습니다.", failed) from error
    finally:
        half.unlink(missing_ok=True)
    report(f"{path}: {path.stat().st_size / 1e6:,.0f} MB")


def _wheels(folder: Path, report: Report) -> None:
    """잠금 파일의 휠을 모두 받습니다. 묶음을 여는 기계의 파이썬은 수정 버전이 다를 수 있으므로 그 몫까지 받습니다."""
    report("파이썬 휠을 받는 중")
    folder.mkdir()
    lock = ROOT / "requirements.txt"
    options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--quiet"]
    download = [str(venv.PYTHON), *venv.pip(report), "download", *options, "-d", str(folder)]
    run([*download, "-r", str(lock)])
    if others := other_patches(lock.read_text(encoding="utf-8")):
        more = folder.with_name("others.txt")
        more.write_text(others, encoding="utf-8")
        run([*download, "-r", str(more)])
        more.unlink()


def other_patches(lock: str, here: str = platform.python_version()) -> str:
    """이 파이썬은 설치하지 않지만 수정 버전만 다른 파이썬은 설치하는 요구 사항입니다. 조건은 떼어 냅니다.

    Args:
        lock: 해시가 붙은 잠금 파일의 글 (pip의 요구 사항 형식).
        here: 이 파이썬의 버전 (예: `3.11.7`).
    """
    minor = here.rpartition(".")[0]
    found = []
    for name, marker, hashes in _CONDITIONAL.findall(lock):
        holds = [Marker(marker).evaluate({"python_full_version": f"{minor}.{patch}"}) for patch in range(_PATCHES)]
        if any(holds) and not Marker(marker).evaluate({"python_full_version": here}):
            found.append(f"{name} \\\n{hashes}")
    return "".join(found)


def _debs(folder: Path, report: Report) -> None:
    """전용 엔진과 pip의 꾸러미를, 필수 꾸러미만 있는 기계에 모자라는 것까지 모두 받습니다."""
    folder.mkdir()
    here = debs.release()
    if here is None:
        report("이 기계는 데비안이나 우분투가 아니어서 전용 엔진의 꾸러미는 담지 않습니다")
        return
    # 과정의 apt 설정과 목록을 갖추게 합니다.
    debs.fetch(here, ["python3-pip-whl"], report, "pip")
    report("전용 엔진의 꾸러미를 받는 중")
    env = {**os.environ, "APT_CONFIG": str(home.folder("apt") / "apt.conf"), "LC_ALL": "C.UTF-8"}
    status = folder / "status"
    status.touch()
    install = ["apt-get", "-y", "--no-install-recommends", "-o", f"Dir::State::status={status}"]
    empty = _whole([*install, "--simulate", "install", "?essential", "?priority(required)", "apt"], env)
    status.write_text(_bare(_whole(["apt-cache", "dumpavail"], env), empty), encoding="utf-8")
    (folder / "partial").mkdir()
    wanted = [*here.engine, "python3-pip-whl"]
    run([*install, "--download-only", "-o", f"Dir::Cache::archives={folder}", "install", *wanted], env)
    status.unlink()
    (folder / "lock").unlink(missing_ok=True)
    (folder / "partial").rmdir()


def _whole(command: Sequence[str], env: dict[str, str]) -> str:
    """명령의 출력 전체입니다.

    Raises:
        CommandFailed: 종료 코드가 0이 아닐 때.
    """
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(command, done.returncode, done.stderr)
    return done.stdout


def _bare(available: str, simulated: str) -> str:
    """필수 꾸러미와 그것들이 부르는 것만 설치된 기계의 dpkg 상태입니다.

    Args:
        available: `apt-cache dumpavail`의 출력.
        simulated: 빈 기계에 필수 꾸러미를 설치하는 `apt-get install --simulate`의 출력.
    """
    installed = set(re.findall(r"^Inst (\S+) \((\S+) ", simulated, re.MULTILINE))
    found: dict[str, str] = {}
    for stanza in re.split(r"\n\n+", available):
        name = re.search(r"^Package: (.*)$", stanza, re.MULTILINE)
        version = re.search(r"^Version: (.*)$", stanza, re.MULTILINE)
        if name and version and (name[1], version[1]) in installed:
            found[name[1]] = stanza.replace(name[0], f"{name[0]}\nStatus: install ok installed", 1)
    return "".join(f"{stanza}\n\n" for stanza in found.values())


def _images(client: docker.DockerClient, tags: Sequence[str], file: Path) -> None:
    with gzip.open(file, "wb", compresslevel=1) as out:
        for chunk in saved(client, tags):
            out.write(chunk)


def _course(file: Path) -> None:
    """깃이 아는 파일을, 깃이 없으면 폴더의 파일을 담습니다."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if git.returncode == 0 and git.stdout:
        paths = [ROOT / name for name in git.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not _SKIPPED & set(path.relative_to(ROOT).parts)]
    with tarfile.open(file, "w:gz") as out:
        for path in sorted(paths):
            if path.is_file():
                out.add(path, path.relative_to(ROOT).as_posix(), recursive=False)


def _write(stage: Path, target: Path, tags: Sequence[str]) -> None:
    files = sorted(path for path in stage.rglob("*") if path.is_file())
    listed: dict[str, Any] = {}
    for path in files:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        listed[path.relative_to(stage).as_posix()] = {"sha256": digest, "size": path.stat().st_size}
    manifest = {
        "format": FORMAT,
        "version": gorae.__version__,
        "machine": machine(),
        "images": list(tags),
        "files": listed,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    with tarfile.open(target, "w") as out:
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(text)
        out.addfile(head, io.BytesIO(text))
        for path in files:
            out.add(path, path.relative_to(stage).as_posix())
