"""빌드하면서 단계마다 무슨 일이 있었는지 적습니다. 옛 빌더는 docker-py로, BuildKit은 CLI로 부릅니다."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docker import DockerClient
from docker.errors import APIError
from docker.utils.build import tar

from gorae import engine
from gorae.engine.probe import facts
from gorae.lab.dockerfile import Stage, stages

UNITS = {"B": 1, "kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_CLASSIC = re.compile(r"Step (\d+)/\d+ : (.*)", re.DOTALL)
_CLASSIC_IMAGE = re.compile(r"---> ([0-9a-f]{12,64})")
_KIT = re.compile(r"#(\d+) \[(?:([\w.-]+) )?(\d+)/\d+\] (.*)")
_KIT_STATE = re.compile(r"#(\d+) (CACHED|DONE|ERROR|CANCELED)(?: ([\d.]+)s)?")
_KIT_CONTEXT = re.compile(r"#(\d+) transferring context: ([\d.]+)(B|kB|MB|GB)")
_DIGEST = re.compile(r"@sha256:[0-9a-f]{64}|docker\.io/(?:library/)?")


@dataclass
class BuildStep:
    """빌드의 단계 하나입니다.

    Attributes:
        instruction: Dockerfile에 적힌 지시어.
        began: 빌드를 시작하고 이 단계에 이르기까지 걸린 시간 (초).
        seconds: 이 단계에 걸린 시간 (초).
        cached: 빌드 캐시를 썼는지.
        stage: 이 단계가 있는 스테이지의 이름 (BuildKit이 부르는 대로).
    """

    instruction: str
    began: float = 0.0
    seconds: float = 0.0
    cached: bool = False
    stage: str = ""

    @property
    def base(self) -> bool:
        """베이스 이미지를 고르는 `FROM`인지입니다. 실행도 캐시도 아닙니다."""
        return self.instruction.startswith("FROM ")


@dataclass
class Build:
    """빌드 한 번의 기록입니다.

    Attributes:
        buildkit: BuildKit으로 빌드했는지.
        steps: 단계들. BuildKit은 레이어를 만들지 않는 지시어를 단계로 치지 않습니다.
        sent: 엔진에 보낸 빌드 컨텍스트의 크기 (바이트).
        seconds: 모두 걸린 시간 (초).
        error: 실패한 까닭. 성공했으면 빈 글자열.
        log: 빌더가 말한 줄들.
        stages: 빌드한 Dockerfile의 스테이지들.
        images: 스테이지의 번호 → 그 스테이지의 결과인 이미지의 ID. BuildKit은 마지막 것만 이미지로 남깁니다.
    """

    buildkit: bool
    steps: list[BuildStep] = field(default_factory=list)
    sent: int = 0
    seconds: float = 0.0
    error: str = ""
    log: list[str] = field(default_factory=list)
    stages: tuple[Stage, ...] = ()
    images: dict[int, str] = field(default_factory=dict)

    @property
    def cached(self) -> list[str]:
        """캐시를 쓴 지시어들입니다."""
        return [step.instruction for step in self.steps if step.cached and not step.base]

    @property
    def executed(self) -> list[str]:
        """새로 실행한 지시어들입니다."""
        return [step.instruction for step in self.steps if not step.cached and not step.base]

    @property
    def visited(self) -> set[int]:
        """빌드한 스테이지의 번호입니다. 옛 빌더는 위에서부터 차례로, BuildKit은 필요한 것만 빌드합니다."""
        if not self.buildkit:
            return set(range(sum(step.base for step in self.steps)))
        named = {step.stage for step in self.steps}
        seen = {each.number for each in self.stages if (each.name or f"stage-{each.number}") in named} | set(
            self.images
        )
        return seen | {need for each in self.stages if each.number in seen for need in each.needs}

    def __str__(self) -> str:
        said = f"실행 {len(self.executed)}단계, 캐시 {len(self.cached)}단계"
        return f"실패: {self.error}" if self.error else said


def build(client: DockerClient, folder: str, tag: str, *, buildkit: bool, fresh: bool, target: str = "") -> Build:
    """폴더를 빌드하고 그 기록을 돌려줍니다. 빌드가 실패해도 오류를 던지지 않고 `error`에 적습니다."""
    if buildkit and not facts(client).buildx:
        return Build(True, error="이 CLI에는 buildx가 없어서 BuildKit으로 빌드하지 못합니다.")
    began = time.monotonic()
    known = stages(Path(folder, "Dockerfile").read_text("utf-8"))
    done = _kit(folder, tag, fresh, target, known) if buildkit else _classic(client, folder, tag, fresh, target)
    done.seconds = time.monotonic() - began
    done.stages = known
    if buildkit and not done.error:
        last = next((each.number for each in known if target and each.name == target.lower()), len(known) - 1)
        done.images = {last: str(client.images.get(tag).id)}
    return done


def _classic(client: DockerClient, folder: str, tag: str, fresh: bool, target: str) -> Build:
    with tar(folder, exclude=_ignored(Path(folder)), dockerfile=("Dockerfile", None)) as archive:
        done = Build(False, sent=archive.seek(0, os.SEEK_END))
        archive.seek(0)
        began = time.monotonic()
        options: dict[str, Any] = {
            "custom_context": True,
            "rm": True,
            "forcerm": True,
            "nocache": fresh,
            "decode": True,
        }
        options |= {"target": target} if target else {}
        try:
            for message in client.api.build(fileobj=archive, tag=tag, **options):
                _hear(done, message.get("stream", ""), time.monotonic() - began)
                done.error = done.error or str(message.get("error", ""))
        except APIError as error:
            done.error = str(error.explanation or error)
    _finish(done.steps, time.monotonic() - began)
    return done


def _ignored(folder: Path) -> list[str]:
    """`.dockerignore`의 줄들입니다 (docker-py가 읽는 것과 같은 방법으로)."""
    file = folder / ".dockerignore"
    lines = [line.strip() for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    return [line for line in lines if line and not line.startswith("#")]


def _hear(done: Build, said: str, now: float) -> None:
    if said.strip():
        done.log += said.strip().splitlines()
    if found := _CLASSIC.fullmatch(said.strip()):
        _finish(done.steps[-1:], now)
        done.steps.append(BuildStep(" ".join(found[2].split()), now))
    elif "Using cache" in said and done.steps:
        done.steps[-1].cached = True
    elif (image := _CLASSIC_IMAGE.fullmatch(said.strip())) and done.steps:
        done.images[sum(step.base for step in done.steps) - 1] = image[1]
    elif "Successfully built" in said:
        _finish(done.steps[-1:], now)


def _finish(steps: list[BuildStep], now: float) -> None:
    if steps and not steps[-1].seconds:
        steps[-1].seconds = now - steps[-1].began


def _kit(folder: str, tag: str, fresh: bool, target: str, known: tuple[Stage, ...]) -> Build:
    environment = {**os.environ, **engine.environment(engine.adopt()), "DOCKER_BUILDKIT": "1"}
    options = [*(["--no-cache"] if fresh else []), *(["--target", target] if target else [])]
    command = ["docker", "build", "--progress=plain", *options, "-t", tag, folder]
    began = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as running:
        done = read(_timed(running.stdout or (), began), known)
    if running.returncode and not done.error:
        done.error = next((line for line in reversed(done.log) if line.startswith("ERROR")), "빌드 실패")
    return done


def _timed(lines: Iterable[str], began: float) -> Iterator[tuple[float, str]]:
    for line in lines:
        yield time.monotonic() - began, line.rstrip()


def read(lines: Iterable[tuple[float, str]], stages: tuple[Stage, ...] = ()) -> Build:
    """BuildKit의 `--progress=plain` 줄들(걸린 시간, 줄)을 읽습니다. 단계는 Dockerfile에 적힌 차례로 늘어놓습니다."""
    done, known, sent = Build(True), dict[str, tuple[int, BuildStep]](), dict[str, float]()
    order = {each.name or f"stage-{each.number}": each.number for each in stages}
    for now, line in lines:
        done.log.append(line)
        if found := _KIT.fullmatch(line):
            instruction = _DIGEST.sub("", found[4]) if found[4].startswith("FROM") else found[4]
            known.setdefault(found[1], (int(found[3]), BuildStep(instruction, now, stage=found[2] or "stage-0")))
        elif (found := _KIT_STATE.match(line)) and found[1] in known:
            step = known[found[1]][1]
            # 나란히 도는 단계는 앞 단계의 말이 끝난 뒤에야 알리므로, BuildKit이 잰 시간이 더 길면 그것을 씁니다.
            step.cached, step.seconds = found[2] == "CACHED", max(now - step.began, float(found[3] or 0))
            step.began = max(0.0, now - step.seconds)
        elif found := _KIT_CONTEXT.match(line):
            sent[found[1]] = float(found[2]) * UNITS[found[3]]
        elif line.startswith("ERROR: "):
            done.error = line.removeprefix("ERROR: ")
    done.steps = [step for _, step in sorted(known.values(), key=lambda each: _place(each, order))]
    done.sent = round(max(sent.values(), default=0))
    return done


def _place(numbered: tuple[int, BuildStep], order: dict[str, int]) -> tuple[int, int, int, str]:
    """단계의 자리입니다. 같은 이미지에서 시작하는 스테이지들은 `FROM` 하나를 나누어 쓰므로 `FROM`은 따로 앞에 둡니다."""
    number, step = numbered
    return (0, 0, 0, step.instruction) if step.base else (1, order.get(step.stage, 0), number, "")
