"""Dockerfile을 읽어 스테이지와, 스테이지가 어디에서 무엇을 가져오는지 알아냅니다."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FILLING = ("RUN", "COPY", "ADD", "WORKDIR")
"""파일을 바꿀 수 있는 지시어입니다. BuildKit은 이것만 단계로 칩니다."""
_MOUNTED = re.compile(r"--mount=\S*?\bfrom=([^,\s]+)")


@dataclass(frozen=True)
class Taken:
    """다른 스테이지나 이미지에서 가져온 것입니다.

    Attributes:
        source: 스테이지의 번호. 스테이지가 아니라 이미지면 그 이름.
        paths: 가져온 경로들. 빌드하는 동안만 연결한 것(`--mount`)이면 비어 있습니다.
    """

    source: int | str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """스테이지 하나입니다.

    Attributes:
        number: 위에서부터 0, 1, 2…
        name: `AS` 뒤에 적은 이름. 없으면 빈 글자열.
        base: `FROM`에 적은 스테이지의 번호. 스테이지가 아니라 이미지면 그 이름.
        steps: `FROM` 다음의 지시어들.
        taken: `--from`으로 가져온 것들.
    """

    number: int
    name: str
    base: int | str
    steps: tuple[str, ...]
    taken: tuple[Taken, ...]

    @property
    def needs(self) -> set[int]:
        """이 스테이지를 만들려면 먼저 있어야 하는 스테이지의 번호입니다."""
        return {each for each in (self.base, *(taken.source for taken in self.taken)) if isinstance(each, int)}

    @property
    def files(self) -> bool:
        """파일을 바꾸는 지시어가 있는지입니다."""
        return any(step.partition(" ")[0].upper() in FILLING for step in self.steps)


def stages(text: str) -> tuple[Stage, ...]:
    """Dockerfile의 스테이지들입니다. 읽을 수 없는 줄은 건너뜁니다."""
    found: list[Stage] = []
    blocks: list[list[str]] = []
    for line in _instructions(text):
        if line.partition(" ")[0].upper() == "FROM":
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line)
    for number, (first, *steps) in enumerate(blocks):
        words = [word for word in first.split()[1:] if not word.startswith("--")]
        name = words[2].lower() if len(words) == 3 and words[1].upper() == "AS" else ""
        base = _source(words[0], found, numbers=False) if words else ""
        taken = tuple(each for step in steps for each in _taken(step, found))
        found.append(Stage(number, name, base, tuple(steps), taken))
    return tuple(found)


def _instructions(text: str) -> Iterator[str]:
    """지시어를 하나에 한 줄씩 냅니다. 역슬래시로 이은 줄은 잇고 설명은 뺍니다."""
    joined = ""
    for line in text.splitlines():
        if line.lstrip().startswith("#") or not line.strip():
            continue
        joined += line.strip().removesuffix("\\")
        if not line.rstrip().endswith("\\"):
            yield " ".join(joined.split())
            joined = ""
    if joined.strip():
        yield " ".join(joined.split())


def _taken(step: str, known: Sequence[Stage]) -> Iterator[Taken]:
    word = step.partition(" ")[0].upper()
    if word == "RUN":
        yield from (Taken(_source(each, known), ()) for each in _MOUNTED.findall(step))
    if word not in ("COPY", "ADD"):
        return
    try:
        parts = shlex.split(step)[1:]
    except ValueError:
        parts = step.split()[1:]
    sources = [part.removeprefix("--from=") for part in parts if part.startswith("--from=")]
    paths = tuple(part for part in parts if not part.startswith("--"))[:-1]
    yield from (Taken(_source(each, known), paths) for each in sources)


def _source(word: str, known: Sequence[Stage], numbers: bool = True) -> int | str:
    """가리키는 스테이지의 번호입니다. 그런 스테이지가 없으면 이미지의 이름입니다."""
    for stage in known:
        if stage.name and stage.name == word.lower():
            return stage.number
    return int(word) if numbers and word.isdigit() and int(word) < len(known) else word
