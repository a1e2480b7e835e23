"""장을 열고 닫습니다. 연 때의 목록은 완전히 닫을 때까지 지켜집니다."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests
from docker import DockerClient
from docker.errors import APIError, DockerException
from IPython.core.getipython import get_ipython

from gorae import course, home, images
from gorae.course import Chapter
from gorae.engine import connect
from gorae.engine.probe import Facts, facts
from gorae.errors import EngineError, LabError
from gorae.lab import inventory, ownership, workplace
from gorae.lab.inventory import Inventory
from gorae.lab.ownership import Belongings

SILENT = (DockerException, requests.RequestException, OSError, LabError)
"""엔진이 대답하지 않을 때의 오류입니다. 셀마다 보는 것이므로 다음 셀에서 다시 봅니다."""


@dataclass
class Lab:
    """열린 장 하나입니다.

    Attributes:
        chapter: 장.
        client: 이 장이 쓰는 엔진.
        facts: 엔진이 할 수 있는 것.
        before: 열 때 엔진에 있던 것.
        opening: 장을 처음 연 때마다 다른 표. 다시 열어도 완전히 닫을 때까지 같습니다.
    """

    chapter: Chapter
    client: DockerClient
    facts: Facts
    before: Inventory
    opening: str

    def made(self) -> Belongings:
        """이 장이 지금까지 만든 것입니다."""
        return _belongings(self.client, self.facts.id, self.chapter)

    def notice(self, nameless: Iterable[str] = ()) -> None:
        """나중에는 임자를 알아볼 수 없을 것(이름 없는 볼륨, 레이블 없는 이미지)을 알아볼 수 있을 때 적어 둡니다.

        Args:
            nameless: 이 장이 만든 것을 본 이름 없는 이미지의 ID.
        """
        _see(self.client, self.facts.id, self.chapter, self.before, set(nameless))


_open: list[Lab] = []


def current() -> Lab:
    """이 커널에서 마지막으로 연 장입니다.

    Raises:
        LabError: 아직 아무 장도 열지 않았을 때.
    """
    if not _open:
        raise LabError(
            "아직 장을 열지 않았습니다.",
            "준비 셀을 실행하지 않았거나 커널을 다시 시작했습니다.",
            "노트북 맨 위의 준비 셀을 먼저 실행하세요.",
        )
    return _open[-1]


def open(name: str, report: Callable[[str], None] = print) -> Lab:
    """장을 엽니다. 엔진을 찾고, 빠진 이미지를 준비하고, 엔진에 있는 것을 적어 둡니다.

    다시 열어도 처음 적은 목록은 그대로입니다.

    Args:
        name: 장의 이름 (예: `04-volumes`).
        report: 알릴 문장을 받는 함수.

    Raises:
        EngineError: 엔진이 없거나 쓸 수 없을 때.
        ImageError: 이미지를 준비하지 못했을 때.
    """
    chapter = course.chapter(name)
    client = connect()
    known = facts(client)
    if absent := images.missing(client, chapter.images):
        report(f"이미지를 준비합니다: {', '.join(absent)}")
        images.prepare(client, chapter.images, report=report)
    with home.lock(f"state-{known.id[:12]}"):
        path = _path(known.id, chapter)
        first = not path.exists()
        if first:
            before = inventory.take(client).as_json()
            fresh = {"order": _next_order(known.id), "opening": uuid4().hex, "tried": _trying(), "seen": []}
            _write(path, {**fresh, "before": before})
        state = _read(path)
    lab = Lab(chapter, client, known, Inventory.from_json(state["before"]), state["opening"])
    _open[:] = [each for each in _open if each.chapter != chapter] + [lab]
    _watch()
    report(f"{chapter.number}장 {chapter.title} · 열었습니다.")
    if not first:
        _remind(lab, report)
    elif spared := lab.made().spared:
        report("전부터 있던 다음은 이름이 gorae-로 시작해도 건드리지 않습니다: " + ", ".join(spared))
    return lab


def close(name: str | None = None, report: Callable[[str], None] = print) -> None:
    """장이 만든 것을 없애고 장을 닫습니다. 장을 열기 전에 있던 것은 그대로 둡니다.

    Args:
        name: 장의 이름. 없으면 이 커널에서 마지막으로 연 장.
        report: 알릴 문장을 받는 함수.

    Raises:
        LabError: 없애지 못한 것이 있을 때. 목록은 그대로이므로 다시 닫을 수 있습니다.
    """
    chapter = course.chapter(name) if name else current().chapter
    client = connect()
    engine = facts(client).id
    if not _path(engine, chapter).exists():
        report(f"{chapter.number}장은 열려 있지 않습니다. 없앨 것이 없습니다.")
        return
    doomed = _belongings(client, engine, chapter)
    failures = ownership.remove(client, doomed)
    failures += workplace.remove(client, chapter.id)
    if failures:
        raise LabError(
            f"{chapter.number}장이 만든 것 가운데 {len(failures)}개를 없애지 못했습니다.",
            "다른 것이 아직 쓰고 있을 수 있습니다.",
            "쓰고 있는 것을 멈추고 다시 닫으세요.",
            "\n".join(failures),
        )
    _path(engine, chapter).unlink(missing_ok=True)
    _open[:] = [each for each in _open if each.chapter != chapter]
    names = doomed.names()
    report(
        f"{chapter.number}장을 닫았습니다. 이 장이 만든 {len(names)}개를 없앴습니다."
        if names
        else f"{chapter.number}장을 닫았습니다. 없앨 것이 없었습니다."
    )
    for each in names:
        report(f"  {each}")


def reset(report: Callable[[str], None] = print) -> Lab:
    """이 장이 만든 것을 없애고 처음 상태로 다시 엽니다."""
    chapter = current().chapter
    close(report=report)
    return open(chapter.id, report=report)


def opened(engine: str) -> list[Chapter]:
    """이 엔진에서 열린 채로 남은 장입니다. 연 순서대로입니다."""
    folder = _folder(engine)
    names = sorted((json.loads(path.read_text("utf-8"))["order"], path.stem) for path in folder.glob("*.json"))
    return [course.chapter(name) for _, name in names]


def learners(chapter: Chapter) -> list[str]:
    """학습자가 열어 둔 장에서 만든 것의 이름입니다. 닫혀 있거나 시험이 열었던 장이면 비어 있습니다."""
    client = connect()
    engine = facts(client).id
    path = _path(engine, chapter)
    if not path.exists() or _read(path).get("tried"):
        return []
    return _belongings(client, engine, chapter).names()


def _watch() -> None:
    """노트북에서는 셀이 도는 동안 생긴 것 가운데 나중에는 알아볼 수 없을 것을 적어 둡니다."""
    shell = get_ipython()
    if shell is not None and _after_cell not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("pre_run_cell", _before_cell)
        shell.events.register("post_run_cell", _after_cell)


_nameless: dict[str, set[str]] = {}
"""셀을 시작할 때 있던, 이름도 레이블도 없는 이미지입니다."""


def _before_cell(info: Any) -> None:
    _nameless.clear()
    if "build" in info.raw_cell:  # 엔진에 묻는 일이므로 빌드하는 셀에서만 봅니다.
        with suppress(*SILENT):
            _nameless["there"] = ownership.nameless_images(current().client)


def _after_cell(_: object) -> None:
    if "there" in _nameless:
        with suppress(*SILENT):
            lab = current()
            lab.notice(ownership.nameless_images(lab.client) - _nameless["there"])


def _trying() -> bool:
    return bool(os.environ.get("GORAE_GRADING"))


def _belongings(client: DockerClient, engine: str, chapter: Chapter) -> Belongings:
    """장의 것입니다. 나중에 연 장이 있으면, 그 장이 열릴 때 이미 있던 것만 이 장의 것입니다."""
    state = _read(_path(engine, chapter))
    found = ownership.belongings(client, Inventory.from_json(state["before"]), state["seen"])
    for path in _folder(engine).glob("*.json"):
        later = _read(path)
        if later["order"] > state["order"]:
            found = _only_in(found, Inventory.from_json(later["before"]))
    return found


def _only_in(found: Belongings, there: Inventory) -> Belongings:
    return Belongings(
        containers={i: name for i, name in found.containers.items() if i in there.containers},
        networks={i: name for i, name in found.networks.items() if i in there.networks},
        volumes=tuple(name for name in found.volumes if name in there.volumes),
        tags=tuple(tag for tag in found.tags if tag in there.tags),
        images=tuple(each for each in found.images if each in there.images),
        cache=tuple(each for each in found.cache if each in there.cache),
        doubtful={i: each for i, each in found.doubtful.items() if i in there.cache},
        spared=found.spared,
    )


def _remind(lab: Lab, report: Callable[[str], None]) -> None:
    names = lab.made().names()
    if not names:
        return
    report("지난번에 이 장에서 만든 것이 남아 있습니다: " + ", ".join(names))
    if _trying():
        ownership.remove(lab.client, lab.made())
        return
    report("이어서 해도 됩니다. 처음부터 다시 하려면 lab.reset()을 실행하세요.")


def _see(client: DockerClient, engine: str, chapter: Chapter, before: Inventory, fresh: set[str]) -> None:
    fresh |= ownership.anonymous_volumes(client, before) | ownership.unlabelled_images(client, before)
    path = _path(engine, chapter)
    with home.lock(f"state-{engine[:12]}"):
        if not path.exists():
            return
        state = _read(path)
        if not fresh <= set(state["seen"]):
            _write(path, {**state, "seen": sorted(set(state["seen"]) | fresh)})


def _folder(engine: str) -> Path:
    return home.folder("state", "".join(letter for letter in engine if letter.isalnum())[:24] or "engine")


def _path(engine: str, chapter: Chapter) -> Path:
    return _folder(engine) / f"{chapter.id}.json"


def _next_order(engine: str) -> int:
    return 1 + max((_read(path)["order"] for path in _folder(engine).glob("*.json")), default=0)


def _read(path: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LabError(
            f"장을 열 때 적은 목록 {path}를 읽을 수 없습니다.",
            "파일이 없어졌거나 깨졌습니다.",
            "gorae clean을 실행해서 남은 것을 확인하세요.",
            str(error),
        ) from error
    return state


def _write(path: Path, state: dict[str, Any]) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(state, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def clean(client: DockerClient, report: Callable[[str], None] = print) -> None:
    """열린 채로 남은 모든 장을 나중에 연 것부터 닫습니다."""
    try:
        engine = facts(client).id
    except APIError as error:
        raise EngineError("엔진이 대답하지 않습니다.", todo="gorae doctor로 확인하세요.", detail=str(error)) from error
    for chapter in reversed(opened(engine)):
        close(chapter.id, report)
