"""배포판의 서명된 패키지를 설치하지 않고 내려받아 폴더에 풉니다. 표준 라이브러리만 씁니다.

설정, 목록, 보관함을 모두 `GORAE_HOME/apt`에 두므로 시스템의 apt는 바뀌지 않습니다.
무엇이 빠져 있는지는 이 기계의 dpkg 상태를 보고 apt가 스스로 고르고, 서명도 apt가 확인합니다.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gorae import home
from gorae.child import CommandFailed, Report, explain, run
from gorae.errors import EngineError

FRESH = 3600.0
"""패키지 목록을 다시 받지 않는 시간(초)입니다."""


@dataclass(frozen=True)
class Release:
    """이 기계의 배포판입니다.

    Attributes:
        id: `debian`이나 `ubuntu`.
        codename: `bookworm` 같은 판의 이름.
    """

    id: str
    codename: str

    @property
    def engine(self) -> tuple[str, ...]:
        """전용 엔진에 필요한 패키지입니다. Debian 12에서는 엔진만 Debian 13에서 가져옵니다.

        procps의 ps는 `docker top`이 부릅니다. 맨 데비안에는 없습니다.
        """
        if self.id == "ubuntu":
            return ("docker.io", "docker-buildx", "docker-compose-v2", "containerd", "procps")
        suite = f"/{self.newer}" if self.newer else ""
        names = ("docker.io", "docker-cli", "docker-buildx", "docker-compose", "containerd")
        return (*(name + suite for name in names), "procps")

    @property
    def newer(self) -> str:
        """엔진을 가져올 더 새로운 판입니다. 없으면 빈 문자열입니다."""
        return "trixie" if self.codename == "bookworm" else ""


def release() -> Release | None:
    """apt를 쓰는 Debian이나 Ubuntu이면 그 판을, 아니면 None을 돌려줍니다."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    said = platform.freedesktop_os_release()
    for name in (said["ID"], *said.get("ID_LIKE", "").split()):
        if name in ("debian", "ubuntu"):
            key = "UBUNTU_CODENAME" if name == "ubuntu" else "VERSION_CODENAME"
            return Release(name, said.get(key, ""))
    return None


def fetch(here: Release, names: Sequence[str], report: Report, what: str) -> list[Path]:
    """패키지와, 이 기계에 없는 의존 패키지를 내려받습니다.

    Args:
        here: 이 기계의 배포판.
        names: 패키지 이름 (`이름/판`도 됩니다).
        report: 진행 상황을 알릴 함수.
        what: 진행 상황에 보일 이름.

    Returns:
        내려받은 .deb 파일들. 이미 설치된 것은 들어 있지 않습니다.

    Raises:
        EngineError: 내려받지 못했을 때.
    """
    base = home.folder("apt")
    with home.lock("apt", "다른 과정이 패키지를 내려받고 있습니다. 끝날 때까지 기다립니다."):
        _configure(base, here)
        env = {
            **os.environ,
            "APT_CONFIG": str(base / "apt.conf"),
            "LC_ALL": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
        }
        try:
            _update(base, env, report)
            archives = base / "archives" / hashlib.sha256(" ".join(names).encode()).hexdigest()[:8]
            (archives / "partial").mkdir(parents=True, exist_ok=True)
            options = ("-o", "APT::Status-Fd=1", "-o", f"Dir::Cache::archives={archives}")
            command = ("apt-get", "-y", "--no-install-recommends", "--download-only", *options)
            run([*command, "install", *names], env, _Percent(report, what))
            return sorted(archives.glob("*.deb"))
        except (CommandFailed, OSError) as error:
            raise explain(EngineError, f"{what} 패키지를 내려받지 못했습니다.", error) from error


def _update(base: Path, env: dict[str, str], report: Report) -> None:
    stamp = base / "updated"
    if stamp.exists() and 0 <= time.time() - stamp.stat().st_mtime < FRESH:
        return
    report("배포판의 패키지 목록을 받는 중")
    run(["apt-get", "-o", "APT::Update::Error-Mode=any", "update"], env)
    stamp.touch()


class _Percent:
    """apt의 상태 줄에서 백분율을 읽어 20%마다 알립니다."""

    def __init__(self, report: Report, what: str) -> None:
        self._report, self._what, self._next = report, what, 20

    def __call__(self, line: str) -> None:
        if found := re.match(r"dlstatus:\d+:([\d.]+):", line):
            done = int(float(found[1]))
            if done >= self._next:
                self._report(f"{self._what} 내려받는 중 {done}%")
                self._next = done - done % 20 + 20


def unpack(debs: Sequence[Path], target: Path, what: str) -> None:
    """.deb 파일들을 폴더에 풉니다. 다 풀린 뒤에만 `target`이 생깁니다.

    Raises:
        EngineError: 풀지 못했을 때.
    """
    half = target.with_name(target.name + ".half")
    try:
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        for deb in debs:
            run(["dpkg-deb", "-x", str(deb), str(half)])
        (half / "gorae-packages").write_text("".join(f"{deb.name}\n" for deb in debs), encoding="utf-8")
        if target.exists():
            shutil.rmtree(target)
        half.rename(target)
    except (CommandFailed, OSError) as error:
        shutil.rmtree(half, ignore_errors=True)
        raise explain(EngineError, f"{what} 패키지를 풀지 못했습니다.", error) from error


def _configure(base: Path, here: Release) -> None:
    for name in ("lists/partial", "cache", "none", "state"):
        (base / name).mkdir(parents=True, exist_ok=True)
    lines = [*_kept_settings()]
    places = {
        "Dir::State": base / "state",
        "Dir::State::lists": base / "lists",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": base / "cache",
        "Dir::Etc::main": "/dev/null",
        "Dir::Etc::parts": base / "none",
        "Dir::Etc::preferencesparts": base / "none",
        "Dir::Etc::preferences": base / "preferences",
    }
    if here.newer:
        places |= {"Dir::Etc::sourcelist": base / "sources.list", "Dir::Etc::sourceparts": base / "none"}
        (base / "sources.list").write_text("".join(f"{line}\n" for line in sources(here)), encoding="utf-8")
        pin = f"Package: *\nPin: release n={here.newer}*\nPin-Priority: 100\n"
        (base / "preferences").write_text(pin, encoding="utf-8")
    lines += [f'{key} "{value}";' for key, value in places.items()]
    # 사용자 _apt는 남의 홈 폴더에 쓸 수 없으므로 내려받는 사용자를 바꾸지 않습니다. 잠금은 과정의 것을 씁니다.
    lines += ['APT::Sandbox::User "root";', 'Debug::NoLocking "true";', 'Acquire::Languages "none";']
    lines += ['Acquire::Retries "3";', "#clear APT::Update::Post-Invoke;", "#clear APT::Update::Post-Invoke-Success;"]
    (base / "apt.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _kept_settings() -> Iterator[str]:
    """이 기계의 apt 설정 가운데 프록시와 인증서처럼 내려받기에 필요한 것만 냅니다."""
    wanted = ("Acquire::http::", "Acquire::https::", "Acquire::Check-", "Acquire::ForceIPv")
    for line in run(["apt-config", "dump"]).splitlines():
        if line.startswith(wanted) and "::AllowInsecure" not in line:
            yield line


_DEFAULT = (
    ("http://deb.debian.org/debian", "{}"),
    ("http://deb.debian.org/debian-security", "{}-security"),
)


def sources(here: Release) -> list[str]:
    """이 기계가 쓰는 미러에서 지금 판과 더 새로운 판의 main을 읽는 목록입니다."""
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    signed = f"[signed-by={keyring}] " if Path(keyring).exists() else ""
    found = sorted({(uri, suite.replace(here.codename, "{}")) for uri, suite in _machine_sources(here)})
    if not any(suite == "{}" for _, suite in found):
        found = list(_DEFAULT)
    suites = filter(None, (here.codename, here.newer))
    return [f"deb {signed}{uri} {suite.format(name)} main" for name in suites for uri, suite in found]


def _machine_sources(here: Release) -> Iterator[tuple[str, str]]:
    wanted = {here.codename, f"{here.codename}-updates", f"{here.codename}-security"}
    folder = Path("/etc/apt")
    for file in (folder / "sources.list", *sorted((folder / "sources.list.d").glob("*.list"))):
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            match = re.match(r"deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)", line)
            if match and match[2] in wanted and "main" in match[3].split():
                yield match[1].rstrip("/"), match[2]
    for file in sorted((folder / "sources.list.d").glob("*.sources")):
        for stanza in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")):
            fields = dict(re.findall(r"^([A-Za-z-]+):[ \t]*(.*)$", stanza, re.MULTILINE))
            if "main" not in fields.get("Components", "").split() or fields.get("Enabled", "yes") == "no":
                continue
            for uri in fields.get("URIs", "").split():
                for suite in wanted.intersection(fields.get("Suites", "").split()):
                    yield uri.rstrip("/"), suite
