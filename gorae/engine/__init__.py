"""Docker 엔진을 찾고, 없으면 전용 엔진을 시작합니다. `connect`를 뺀 모두가 표준 라이브러리만 씁니다."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from gorae.child import Report
from gorae.engine import private
from gorae.engine.discover import discover as _discover
from gorae.engine.discover import named
from gorae.engine.endpoint import Address, Endpoint, meet
from gorae.engine.places import places as _places
from gorae.errors import EngineError, EngineNotFound

if TYPE_CHECKING:
    import docker

__all__ = ["Endpoint", "adopt", "connect", "ensure", "environment", "find"]

Choice = Literal["auto", "private", "system"]

_MARK = "GORAE_ENGINE"
"""이 환경 변수가 있으면 `DOCKER_HOST`는 과정이 정한 것입니다."""


def find(choice: Choice = "auto") -> Endpoint:
    """응답하는 엔진을 찾습니다. 아무것도 시작하지 않습니다.

    Args:
        choice: 이미 있는 것 먼저(auto), 전용 엔진만(private), 이미 있는 것만(system).

    Raises:
        EngineError: 쓸 수 있는 엔진이 없을 때.
    """
    if choice == "private":
        if found := private.running():
            return found
        raise EngineNotFound("전용 엔진이 꺼져 있습니다.", todo='"gorae engine start"로 켜세요.')
    if choice == "auto" and (marked := _marked()) and (found := _answering(marked)):
        return found
    try:
        return _discover()
    except EngineNotFound:
        if choice == "auto" and not named() and (found := private.running()):
            return found
        raise


def ensure(choice: Choice = "auto", report: Report = print) -> Endpoint:
    """엔진을 찾고, 없으면 전용 엔진을 시작합니다.

    Args:
        choice: `find`와 같습니다.
        report: 진행 상황을 알릴 함수.

    Raises:
        EngineError: 찾지도 시작하지도 못했을 때.
    """
    found = found_or_starting(choice)
    return found.finish(report) if isinstance(found, private.Starting) else found


def found_or_starting(choice: Choice) -> Endpoint | private.Starting:
    """엔진을 찾고, 없으면 전용 엔진을 시작할 권한을 얻습니다. 오래 걸리는 일은 하지 않습니다.

    Raises:
        EngineError: 찾을 수도 시작할 수도 없을 때.
    """
    try:
        return find(choice)
    except EngineNotFound:
        if choice == "system" or (choice == "auto" and named()):
            raise
        return private.Starting()


def environment(endpoint: Endpoint) -> dict[str, str]:
    """그 엔진을 docker-py와 CLI가 쓰게 하는 환경 변수입니다."""
    told = {"DOCKER_HOST": endpoint.host, _MARK: json.dumps(asdict(endpoint))}
    if endpoint.certificates:
        told["DOCKER_CERT_PATH"] = endpoint.certificates
        told["DOCKER_TLS_VERIFY"] = "1" if endpoint.verify else ""
    if endpoint.origin == "private":
        where, path = _places(), os.environ.get("PATH", os.defpath)
        told["DOCKER_CONFIG"] = str(where.client)
        told["PATH"] = path if path.startswith(f"{where.bin}{os.pathsep}") else f"{where.bin}{os.pathsep}{path}"
    return told


def adopt() -> Endpoint:
    """엔진을 찾아 이 프로세스의 환경 변수에 적습니다. 이미 적혀 있으면 응답만 확인합니다.

    Raises:
        EngineError: 쓸 수 있는 엔진이 없을 때.
    """
    marked = _marked()
    if marked is None:
        endpoint = find()
        os.environ.update(environment(endpoint))
        return endpoint
    if found := _answering(marked):
        return found
    raise EngineNotFound(
        f"{marked.host}에서 Docker 엔진이 더는 응답하지 않습니다.",
        "엔진이 꺼졌습니다.",
        '"gorae engine start"로 다시 켜세요.' if marked.origin == "private" else "엔진을 다시 켜세요.",
    )


def _marked() -> Endpoint | None:
    """이 프로세스의 부모가 고른 엔진입니다. 그 뒤에 `DOCKER_HOST`가 바뀌었으면 None입니다."""
    try:
        endpoint = Endpoint(**json.loads(os.environ[_MARK]))
    except (KeyError, ValueError, TypeError):
        return None
    return endpoint if endpoint.host == os.environ.get("DOCKER_HOST") else None


def _answering(endpoint: Endpoint) -> Endpoint | None:
    try:
        return meet(Address(endpoint.host, endpoint.origin, endpoint.certificates, endpoint.verify))
    except EngineNotFound:
        return None


def connect() -> docker.DockerClient:
    """엔진을 찾아 docker-py 클라이언트를 만듭니다.

    Raises:
        EngineError: 쓸 수 있는 엔진이 없거나 연결하지 못할 때.
    """
    import docker
    from docker.errors import DockerException

    endpoint = adopt()
    try:
        return docker.from_env()
    except DockerException as error:
        raise EngineError(
            f"{endpoint.host}의 엔진에 연결하지 못했습니다.",
            todo="DOCKER_HOST와 DOCKER_CERT_PATH를 확인하세요.",
            detail=str(error),
        ) from error
