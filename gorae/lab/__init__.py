"""장을 열고 닫습니다. 노트북에서는 `lab.open("04-volumes")`로 시작합니다."""

from gorae.lab.logfiles import LogFile, log_files
from gorae.lab.nodes import node
from gorae.lab.session import Lab, clean, close, current, open, reset
from gorae.lab.waiting import wait
from gorae.lab.workplace import Reply, WorkFolder, address, fetch
from gorae.lab.workplace import work as _work


def work(name: str) -> WorkFolder:
    """지금 열린 장의 빈 작업 폴더입니다. 커널과 엔진이 같은 폴더를 봅니다."""
    lab = current()
    return _work(lab.client, lab.chapter.id, name)


__all__ = [
    "Lab",
    "LogFile",
    "Reply",
    "WorkFolder",
    "address",
    "clean",
    "close",
    "current",
    "fetch",
    "log_files",
    "node",
    "open",
    "reset",
    "wait",
    "work",
]
