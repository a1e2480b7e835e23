"""장을 열고 닫습니다. 노트북에서는 `lab.open("04-volumes")`로 시작합니다."""

from gorae.lab.building import Build, BuildStep
from gorae.lab.building import build as _build
from gorae.lab.cgroups import Cgroup, cgroup
from gorae.lab.fetching import Reply, address, fetch
from gorae.lab.logfiles import LogFile, log_files
from gorae.lab.nodes import node
from gorae.lab.session import Lab, clean, close, current, open, reset
from gorae.lab.usage import Usage, usage, watch
from gorae.lab.waiting import wait
from gorae.lab.workplace import WorkFolder
from gorae.lab.workplace import context as _context
from gorae.lab.workplace import work as _work


def work(name: str) -> WorkFolder:
    """지금 열린 장의 빈 작업 폴더입니다. 커널과 엔진이 같은 폴더를 봅니다."""
    lab = current()
    return _work(lab.client, lab.chapter.id, name)


def context(name: str, keep: bool = False) -> WorkFolder:
    """빌드 컨텍스트로 쓸 폴더입니다. 커널이 있는 기계에 있고, 장을 닫으면 없어집니다.

    Args:
        name: 폴더의 이름.
        keep: 참이면 있던 것을 그대로 두고, 거짓이면 비웁니다.
    """
    lab = current()
    return _context(lab.client, lab.chapter.id, name, keep)


def build(folder: WorkFolder, tag: str, *, buildkit: bool = False, fresh: bool = False, target: str = "") -> Build:
    """폴더를 빌드하고 단계마다 캐시를 썼는지, 얼마나 걸렸는지를 돌려줍니다.

    Args:
        folder: 빌드 컨텍스트.
        tag: 결과 이미지의 이름.
        buildkit: 참이면 CLI로 BuildKit을, 거짓이면 docker-py로 옛 빌더를 씁니다.
        fresh: 참이면 빌드 캐시를 쓰지 않습니다.
        target: 만들 스테이지의 이름. 없으면 마지막 스테이지.
    """
    lab = current()
    done = _build(lab.client, folder.path, tag, buildkit=buildkit, fresh=fresh, target=target)
    if any(stage.base == "scratch" for stage in done.stages):
        lab.notice()
    return done


__all__ = [
    "Build",
    "BuildStep",
    "Cgroup",
    "Lab",
    "LogFile",
    "Reply",
    "Usage",
    "WorkFolder",
    "address",
    "build",
    "cgroup",
    "clean",
    "close",
    "context",
    "current",
    "fetch",
    "log_files",
    "node",
    "open",
    "reset",
    "usage",
    "wait",
    "watch",
    "work",
]
