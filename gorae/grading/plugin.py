"""`pytest --nbval`에 필요한 모든 것입니다: 엔진을 찾고, 시험 중임을 알리고, 출력을 다듬는 규칙을 정합니다.

xdist로 나누어 돌리면(`-n 2 --dist loadscope`) 프로세스마다 샌드박스 노드를 하나씩 줍니다.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gorae import course
from gorae.errors import GoraeError, UsageError

if TYPE_CHECKING:
    from gorae.grading.berth import Berth

SANITIZE = course.ROOT / "tests" / "nbval-sanitize.cfg"
BERTH = pytest.StashKey["Berth"]()
PROGRESS = pytest.StashKey[str]()
NODE_WORKERS = 2


def pytest_configure(config: pytest.Config) -> None:
    """커널이 물려받을 환경을 정하고, 엔진이 없으면 바로 알립니다."""
    if not config.getoption("--nbval", default=False):
        return
    os.environ["GORAE_GRADING"] = "1"
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(course.ROOT), os.environ.get("PYTHONPATH")]))
    if config.option.nbval_sanitize_with is None:
        config.option.nbval_sanitize_with = str(SANITIZE)
    from gorae import engine

    try:
        engine.adopt()
    except GoraeError as error:
        pytest.exit(str(error), returncode=error.exit_code)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """학습자가 열어 둔 장에 만든 것이 있으면 돌리지 않습니다. 장을 닫는 셀이 그것을 없애기 때문입니다."""
    if hasattr(config, "workerinput") or config.getoption("numprocesses", default=None):
        return
    for path in dict.fromkeys(item.path for item in items if item.path.suffix == ".ipynb"):
        if complaint := _taken(path.name):
            pytest.exit(str(complaint), returncode=complaint.exit_code)


def _taken(notebook: str) -> UsageError | None:
    from gorae.lab import session

    try:
        chapter = course.chapter(notebook)
    except UsageError:
        return None
    if not (names := session.learners(chapter)):
        return None
    return UsageError(
        f"{chapter.number}장이 열려 있고 다음이 있습니다: {', '.join(names)}",
        "시험은 깨끗한 상태에서 시작하고, 끝나면 장이 만든 것을 모두 없앱니다.",
        "없애도 되면 그 장의 lab.close()를 실행하거나 `gorae clean`을 부른 뒤 다시 시험하세요.",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """`-n auto`의 수입니다. 프로세스마다 노드를 줄 수 없으면 나누지 않습니다."""
    from gorae.grading import berth

    return min(NODE_WORKERS, os.cpu_count() or 1) if berth.possible() else 0


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """`--dist loadscope`의 묶음을 장으로 정합니다."""
    if config.getoption("dist") != "loadscope":
        return None
    from gorae.grading.schedule import ByChapter

    return ByChapter(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """노트북의 셀은 이 프로세스의 엔진에서 돌립니다. 노트북마다 진도는 새것입니다."""
    if item.path.suffix != ".ipynb":
        return (yield)
    config, last = item.config, nextitem is None or nextitem.path != item.path
    if PROGRESS not in config.stash:
        config.stash[PROGRESS] = tempfile.mkdtemp(prefix="gorae-progress-")
        os.environ["GORAE_PROGRESS"] = config.stash[PROGRESS]
    with _place(config, item.path):
        result = yield
    if last:
        _forget_progress(config)
        if BERTH in config.stash:
            config.stash[BERTH].reset()
    return result


def pytest_sessionfinish(session: pytest.Session) -> None:
    """이 프로세스에 준 엔진을 없앱니다."""
    _forget_progress(session.config)
    if BERTH in session.config.stash:
        session.config.stash[BERTH].stop()
        del session.config.stash[BERTH]


def ready(config: pytest.Config) -> Berth:
    """이 프로세스의 정박지입니다. 처음 부를 때 띄웁니다."""
    from gorae.grading import berth

    if BERTH not in config.stash:
        worker = getattr(config, "workerinput", {}).get("workerid", "main")
        config.stash[BERTH] = berth.start(str(worker))
    return config.stash[BERTH]


@contextmanager
def _place(config: pytest.Config, notebook: Path) -> Iterator[None]:
    """나누어 돌리는 프로세스면 자기 노드에 들어가고, 아니면 찾은 엔진을 그대로 씁니다."""
    if not hasattr(config, "workerinput"):
        yield
        return
    with ready(config).entered():
        ready(config).load(_images(notebook))
        yield


def _images(notebook: Path) -> tuple[str, ...]:
    try:
        return course.chapter(notebook.name).images
    except UsageError:
        return ()


def _forget_progress(config: pytest.Config) -> None:
    if PROGRESS in config.stash:
        shutil.rmtree(config.stash[PROGRESS], ignore_errors=True)
        del config.stash[PROGRESS]
        os.environ.pop("GORAE_PROGRESS", None)
