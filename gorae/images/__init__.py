"""과정의 이미지를 준비합니다. 이미지는 모두 베이스 하나에서 만들며, 두 번째부터는 할 일이 없습니다.

`gorae.images.bundle`을 환경이 생기기 전에도 쓰므로, 여기서는 docker-py를 부를 때에야 불러옵니다.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from gorae import home
from gorae.child import Report
from gorae.images.recipes import Recipe, names, recipe, tag

if TYPE_CHECKING:
    import docker

__all__ = ["Recipe", "missing", "names", "prepare", "recipe", "tag"]

_PARALLEL = 3


def missing(client: docker.DockerClient, wanted: Iterable[str]) -> list[str]:
    """엔진에 없거나, 있어도 지금의 Dockerfile로 만든 것이 아닌 이미지의 이름입니다.

    Args:
        client: 엔진.
        wanted: 이미지의 이름 (`shell`, `node:trixie`).

    Raises:
        UsageError: 과정에 없는 이름일 때.
    """
    return [name for name in dict.fromkeys(wanted) if not _ready(client, recipe(name))]


def prepare(client: docker.DockerClient, wanted: Iterable[str], report: Report = print) -> list[str]:
    """없는 이미지를 만듭니다. 서로 기다릴 필요가 없는 것은 나란히 만듭니다.

    Args:
        client: 엔진.
        wanted: 이미지의 이름.
        report: 진행 상황을 알릴 함수.

    Returns:
        새로 만든 이미지의 이름.

    Raises:
        ImageError: 만들지 못했을 때.
        UsageError: 과정에 없는 이름일 때.
    """
    names = list(wanted)
    if not missing(client, names):
        return []
    # 같은 이미지를 나란히 만들면 먼저 끝난 쪽이 다른 쪽의 중간 이미지를 지웁니다.
    key = f"images-{client.info()['ID']}".replace("/", "-")
    with home.lock(key, "다른 과정이 이미지를 준비하고 있습니다. 끝날 때까지 기다립니다.", shared=True):
        return _build_in_order(client, _plan(client, names), report)


def _ready(client: docker.DockerClient, wanted: Recipe) -> bool:
    from docker.errors import ImageNotFound

    try:
        labels = client.images.get(wanted.tag).labels
    except ImageNotFound:
        return False
    return bool(labels.get("gorae.recipe") == wanted.hash)


def _plan(client: docker.DockerClient, wanted: Iterable[str]) -> dict[str, set[str]]:
    """만들 이미지마다 먼저 만들어야 하는 이미지를 적은 그래프입니다."""
    plan: dict[str, set[str]] = {}
    waiting = missing(client, wanted)
    while waiting:
        name = waiting.pop(0)
        parents = missing(client, recipe(name).parents)
        plan[name] = set(parents)
        waiting += [parent for parent in parents if parent not in plan]
    return plan


def _build_in_order(client: docker.DockerClient, plan: dict[str, set[str]], report: Report) -> list[str]:
    """부모부터 차례로, 한 번에 `_PARALLEL`개까지 만듭니다.

    실은 데몬입니다. Ctrl-C로 끝나면 연결이 끊기고, 엔진은 그때 빌드를 그만둡니다.
    """
    order = TopologicalSorter(plan)
    order.prepare()
    finished: queue.Queue[tuple[str, BaseException | None]] = queue.Queue()
    waiting: list[str] = []
    done: list[str] = []
    running = 0
    while order.is_active():
        waiting += order.get_ready()
        while waiting and running < _PARALLEL:
            threading.Thread(target=_one, args=(client, waiting.pop(0), report, finished), daemon=True).start()
            running += 1
        name, failure = finished.get()
        if failure:
            raise failure
        running -= 1
        report(f"{tag(name)} 이미지를 준비했습니다")
        order.done(name)
        done.append(name)
    return done


def _one(
    client: docker.DockerClient, name: str, report: Report, finished: queue.Queue[tuple[str, BaseException | None]]
) -> None:
    from gorae.images.build import build

    try:
        build(client, recipe(name), report)
    except BaseException as error:
        finished.put((name, error))
    else:
        finished.put((name, None))
