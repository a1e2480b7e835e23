"""데비안 미러에서 베이스 이미지를 만듭니다. 레지스트리도 관리자 권한도 쓰지 않습니다.

꾸러미를 골라 받고 서명을 확인하는 일은 이 기계의 apt가, 설정하는 일은 엔진 속의 dpkg가 합니다.
순서는 mmdebstrap의 것과 같습니다: 모두 풀고, 그 안에서 `dpkg --install --force-depends`로 다시 설치합니다.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import docker
from docker.errors import DockerException

from gorae import home
from gorae.child import CommandFailed, Report, explain, run
from gorae.engine import debs
from gorae.errors import ImageError

SUITE = "trixie"
_STEP = "gorae.base-step"
"""만드는 도중의 컨테이너에 붙이는 레이블입니다. 값은 그 재료가 된 이미지입니다."""
_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_WANTED = ("?essential", "?priority(required)", "apt")

_EXCLUDED = ("usr/share/doc/", "usr/share/man/", "usr/share/info/", "usr/share/locale/", "usr/share/lintian/")
_FILES = {
    "etc/dpkg/dpkg.cfg.d/slim": (
        "".join(f"path-exclude /{folder}*\n" for folder in _EXCLUDED)
        + "path-include /usr/share/doc/*/copyright\nforce-unsafe-io\n"
    ),
    "etc/apt/apt.conf.d/slim": (
        'Acquire::Languages "none";\nAcquire::GzipIndexes "true";\nAcquire::Retries "3";\n'
        'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\nAPT::Install-Recommends "false";\n'
        'Binary::apt-get::APT::Keep-Downloaded-Packages "false";\n'
        'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };\n'
        'APT::Update::Error-Mode "any";\n'
    ),
    "usr/sbin/policy-rc.d": "#!/bin/sh\nexit 101\n",
    "var/lib/dpkg/status": "",
    "var/lib/dpkg/available": "",
}
_SETUP = """set -e
dpkg --install --force-depends {debs} >/var/log/setup 2>&1 || {{ tail -20 /var/log/setup; exit 1; }}
rm -rf /debs /var/log/* /var/cache/debconf/*-old /var/lib/dpkg/*-old /var/cache/apt/*.bin /var/cache/ldconfig
mkdir -p /var/log/apt
"""


def make(client: docker.DockerClient, report: Report) -> str:
    """베이스 이미지의 재료를 만들어 엔진에 넣고 그 ID를 돌려줍니다.

    Raises:
        ImageError: 이 기계에 apt가 없거나, 내려받거나 설정하지 못했을 때.
    """
    if debs.release() is None:
        raise ImageError(
            "베이스 이미지를 얻지 못했습니다.",
            "레지스트리에서 받을 수 없고, 이 기계는 데비안이나 우분투가 아니어서 직접 만들 수도 없습니다.",
            '인터넷에 연결하거나, 다른 기계에서 만든 묶음을 "gorae bundle load FILE"로 넣으세요.',
        )
    report("베이스 이미지를 데비안 미러에서 만드는 중")
    try:
        _sweep(client)
        with tempfile.TemporaryDirectory(dir=home.folder("tmp", "base")) as scratch:
            lines = _sources(report)
            packages = _download(Path(scratch), lines, report)
            tree = Path(scratch) / "tree.tar"
            _merge(tree, packages, lines)
            return _configure(client, tree, [package.name for package in packages], report)
    except (CommandFailed, OSError) as error:
        raise explain(ImageError, "베이스 이미지를 만들지 못했습니다.", error) from error
    except DockerException as error:
        failed = CommandFailed(["docker"], 1, str(error))
        raise explain(ImageError, "베이스 이미지를 만들지 못했습니다.", failed) from error


def _sweep(client: docker.DockerClient) -> None:
    """앞서 만들다 죽은 실행이 남긴 것을 치웁니다. 잠금이 있어서 지금 만들고 있는 것은 이 실행뿐입니다."""
    for container in client.containers.list(all=True, filters={"label": _STEP}):
        container.remove(force=True, v=True)
        with suppress(DockerException):
            client.images.remove(container.labels[_STEP], force=True)
    for folder in home.folder("tmp", "base").iterdir():
        shutil.rmtree(folder, ignore_errors=True)


def _sources(report: Report) -> list[str]:
    """apt의 소스 목록 줄입니다. 데비안에서는 이 기계가 쓰는 미러를 그대로 씁니다."""
    here = debs.release()
    codename = here.codename if here and here.id == "debian" else SUITE
    lines = [line for line in debs.sources(debs.Release("debian", codename)) if f" {SUITE}" in line]
    plain = sorted({line.split("] ")[-1].removeprefix("deb ") for line in lines})
    keyring = _KEYRING
    if not keyring.exists() and here is not None:
        found = debs.fetch(here, ["debian-archive-keyring"], report, "데비안 서명 열쇠")
        debs.unpack(found, home.folder() / "keyring", "데비안 서명 열쇠")
        keyring = home.folder() / "keyring" / _KEYRING.relative_to("/")
    return [f"deb [signed-by={keyring}] {line}" for line in plain]


def _download(scratch: Path, lines: Sequence[str], report: Report) -> list[Path]:
    """꼭 필요한 꾸러미를 모두 받습니다. 목록은 `GORAE_HOME/apt-base`에 남겨 다시 씁니다."""
    base = home.folder("apt-base")
    for name in ("lists/partial", "cache/archives/partial", "none"):
        (base / name).mkdir(parents=True, exist_ok=True)
    (base / "status").write_text("", encoding="utf-8")
    (base / "sources.list").write_text("\n".join(lines) + "\n", encoding="utf-8")
    places = {
        "Dir::State": base,
        "Dir::State::lists": base / "lists",
        "Dir::State::status": base / "status",
        "Dir::Cache": base / "cache",
        "Dir::Cache::archives": scratch,
        "Dir::Etc::sourcelist": base / "sources.list",
        "Dir::Etc::sourceparts": base / "none",
        "Dir::Etc::preferences": base / "none",
        "Dir::Etc::preferencesparts": base / "none",
        "APT::Sandbox::User": "root",
        "Debug::NoLocking": "true",
        "Acquire::Languages": "none",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
        "APT::Update::Error-Mode": "any",
    }
    options = [part for key, value in places.items() for part in ("-o", f"{key}={value}")]
    env = {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    (scratch / "partial").mkdir()
    run(["apt-get", *options, "update"], env)
    report("베이스 이미지의 꾸러미를 내려받는 중")
    run(["apt-get", *options, "--yes", "--no-install-recommends", "--download-only", "install", *_WANTED], env)
    first = {"base-passwd": 0, "base-files": 1}
    return sorted(scratch.glob("*.deb"), key=lambda deb: (first.get(deb.name.split("_")[0], 2), deb.name))


def _merge(tree: Path, packages: Sequence[Path], lines: Sequence[str]) -> None:
    """꾸러미의 파일과 꾸러미 자신을 tar 하나로 모읍니다."""
    files = {**_FILES, "etc/apt/sources.list": "".join(f"{_inside(line)}\n" for line in lines)}
    with tarfile.open(tree, "w", format=tarfile.PAX_FORMAT) as out:
        seen: set[str] = set()
        # base-files가 /bin → /usr/bin 링크를 가져오므로 가장 먼저 풉니다.
        for package in sorted(packages, key=lambda deb: not deb.name.startswith("base-files_")):
            for member, content in _members(package):
                if member.isdir() and member.name in seen:
                    continue
                seen.add(member.name)
                out.addfile(member, content)
        for path, text in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(text.encode())
            member.mode = 0o755 if text.startswith("#!") else 0o644
            out.addfile(member, io.BytesIO(text.encode()))
        for package in packages:
            out.add(package, f"debs/{package.name}", filter=_owned_by_root)


def _inside(line: str) -> str:
    """이 기계의 열쇠 파일 대신 이미지 안의 열쇠 파일을 씁니다."""
    return f"deb [signed-by={_KEYRING}] {line.split('] ')[-1]}"


def _owned_by_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def _members(package: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes] | None]]:
    with (
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as child,
        tarfile.open(fileobj=child.stdout, mode="r|") as archive,
    ):
        for member in archive:
            member.name = member.name.removeprefix("./")
            if member.name in ("", ".") or member.name.startswith(_EXCLUDED):
                continue
            if member.islnk():
                member.linkname = member.linkname.removeprefix("./")
            yield member, archive.extractfile(member) if member.isreg() else None
    if child.returncode:
        raise CommandFailed(["dpkg-deb", str(package)], child.returncode, package.name)


def _configure(client: docker.DockerClient, tree: Path, packages: Sequence[str], report: Report) -> str:
    """풀어 놓은 꾸러미들을 엔진 속에서 설정하고, 결과를 레이어 하나인 이미지로 만듭니다."""
    report("베이스 이미지를 설정하는 중")
    raw = _imported(client, tree)
    container = client.containers.create(
        raw,
        ["sh", "-c", _SETUP.format(debs=" ".join(f"/debs/{name}" for name in packages))],
        environment={"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
        network_mode="none",
        labels={"gorae.course": "1", _STEP: raw},
    )
    try:
        container.start()
        code = container.wait()["StatusCode"]
        if code:
            raise CommandFailed(["dpkg"], code, container.logs().decode(errors="replace"))
        with tree.open("wb") as flat:
            for chunk in container.export():
                flat.write(chunk)
        return _imported(client, tree)
    finally:
        container.remove(force=True, v=True)
        client.images.remove(raw, force=True)


def _imported(client: docker.DockerClient, tree: Path) -> str:
    """tar를 이미지로 들여오고 ID를 돌려줍니다."""
    said = [json.loads(line) for line in client.api.import_image(str(tree)).splitlines()]
    if failed := [line["error"] for line in said if "error" in line]:
        raise CommandFailed(["docker", "import"], 1, failed[0])
    image: str = said[-1]["status"]
    return image
