"""이미지 하나를 docker-py의 빌더로 만듭니다. buildx가 없는 엔진에서도 됩니다."""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Mapping
from contextlib import suppress

import docker
from docker.errors import APIError, BuildError, DockerException, ImageNotFound
from requests.exceptions import RequestException

from gorae.child import CommandFailed, Report, explain
from gorae.errors import GoraeError, ImageError
from gorae.images import debian
from gorae.images.recipes import Recipe

PUBLIC_BASE = "debian:trixie-slim"
_PULL_TIMEOUT = 20
"""레지스트리가 이만큼(초) 아무 말이 없으면 받기를 그만둡니다."""
_OFFLINE = ("Temporary failure", "Could not resolve", "Could not connect", "Connection timed out", "Connection failed")


def build(client: docker.DockerClient, recipe: Recipe, report: Report) -> None:
    """만드는 법대로 이미지를 만들고 태그를 붙입니다. 같은 태그의 옛 이미지는 쓰는 데가 없으면 지웁니다.

    Raises:
        ImageError: 만들지 못했을 때. 네트워크가 끊긴 것과 디스크가 가득 찬 것은 따로 말합니다.
    """
    what = f"{recipe.tag} 이미지를 만들지 못했습니다."
    before = _id(client, recipe.tag)
    temporary = None
    try:
        arguments = dict(recipe.arguments)
        if recipe.name == "base":
            source = _public_base(client, report) or (temporary := debian.make(client, report))
            arguments["SOURCE"] = source
        _run(client, recipe, arguments, report)
        if before and before != _id(client, recipe.tag):
            _discard(client, before)
    except GoraeError:
        raise
    except BuildError as error:
        raise explain(ImageError, what, CommandFailed(["docker build"], 1, str(error))) from error
    except (DockerException, RequestException) as error:
        raise explain(ImageError, what, CommandFailed(["docker"], 1, str(error)), "엔진을 확인하세요.") from error
    finally:
        if temporary:
            _discard(client, temporary)


def _run(client: docker.DockerClient, recipe: Recipe, arguments: Mapping[str, str], report: Report) -> None:
    """빌드합니다. 브리지에서 미러에 닿지 못하면 호스트의 네트워크로 한 번 더 합니다."""
    try:
        _stream(client, recipe, arguments, "default", report)
    except BuildError as error:
        if not any(word in str(error) for word in _OFFLINE):
            raise
        report(f"{recipe.tag}: 브리지 네트워크에서 미러에 닿지 못하여 호스트의 네트워크로 다시 합니다")
        _stream(client, recipe, arguments, "host", report)


def _stream(
    client: docker.DockerClient, recipe: Recipe, arguments: Mapping[str, str], network: str, report: Report
) -> None:
    lines = client.api.build(
        path=str(recipe.folder),
        tag=recipe.tag,
        buildargs=dict(arguments),
        labels={"gorae.course": "1", "gorae.recipe": recipe.hash},
        network_mode=network,
        rm=True,
        forcerm=True,
        decode=True,
    )
    said: list[str] = []
    stages: list[str] = []
    for line in lines:
        if "error" in line:
            raise BuildError("\n".join([*said[-40:], line["error"]]), [])
        text = str(line.get("stream", "")).strip()
        said += [text] if text else []
        if step := re.match(r"Step (\d+)/(\d+) : (\w+)", text):
            stages += [""] if step[3] == "FROM" else []
            report(f"{recipe.tag}: {step[2]}단계 가운데 {step[1]}단계 ({step[3]})")
        elif (layer := re.match(r"---> ([0-9a-f]{12})$", text)) and stages:
            stages[-1] = layer[1]
    for stage in filter(None, stages[:-1]):
        _discard(client, stage)


def _public_base(client: docker.DockerClient, report: Report) -> str | None:
    """엔진에 있거나 레지스트리에서 받은 공개 베이스 이미지의 이름입니다. 없으면 None입니다."""
    if _id(client, PUBLIC_BASE):
        return PUBLIC_BASE
    report(f"{PUBLIC_BASE} 이미지를 받는 중")
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pull, args=(client, lines), daemon=True).start()
    try:
        while (line := lines.get(timeout=_PULL_TIMEOUT)) is not None:
            if line:
                break
    except queue.Empty:
        line = "timeout"
    if line:
        report(f"{PUBLIC_BASE} 이미지를 레지스트리에서 받을 수 없습니다")
        return None
    return PUBLIC_BASE


def _pull(client: docker.DockerClient, lines: queue.Queue[str | None]) -> None:
    """받는 동안 빈 줄을, 실패하면 까닭을, 다 받으면 None을 넣습니다."""
    name, _, wanted = PUBLIC_BASE.partition(":")
    try:
        for line in client.api.pull(name, tag=wanted, stream=True, decode=True):
            lines.put(line.get("error", ""))
    except (DockerException, RequestException) as error:
        lines.put(str(error) or "error")
    lines.put(None)


def _id(client: docker.DockerClient, name: str) -> str | None:
    try:
        found: str = client.images.get(name).id
    except ImageNotFound:
        return None
    return found


def _discard(client: docker.DockerClient, image: str) -> None:
    """아무 데도 쓰이지 않는 이미지이면 지웁니다. 컨테이너나 다른 이미지가 쓰면 엔진이 거절합니다."""
    with suppress(APIError):
        client.images.remove(image)
