"""엔진을 돌릴 만한 권한으로 컨테이너를 시작합니다. `--privileged`가 안 되는 기계에서도 됩니다.

`--privileged`는 모든 권한(capability)을 요구하므로, 하나라도 없는 기계(CAP_SYS_RESOURCE가 없는 가상 머신 등)에서는
"unable to apply caps"로 실패합니다. 그때는 기계에 있는 권한만 골라 주고 나머지 제한을 하나씩 풉니다.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import docker
from docker.errors import APIError
from docker.models.containers import Container

CAPABILITIES = tuple(
    name
    for line in (
        "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE",
        "NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN",
        "SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE",
        "MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE",
    )
    for name in line.split()
)
"""권한의 이름을 커널의 번호 순서로 적은 것입니다 (linux/capability.h)."""

_granted: dict[str, list[str] | None] = {}
"""엔진의 ID마다 쓸 수 있는 권한입니다. None은 `--privileged`가 된다는 뜻입니다."""


def create_privileged(
    client: docker.DockerClient,
    image: str,
    name: str,
    command: Sequence[str],
    network: str,
    binds: Sequence[str],
    labels: Mapping[str, str],
) -> Container:
    """컨테이너를 만들어 시작합니다.

    Raises:
        APIError: 어떤 권한으로도 시작하지 못했을 때.
    """
    engine = client.info()["ID"]
    while True:
        granted = _granted.get(engine)
        options = _options(client, granted, network, binds)
        try:
            return _start(client, image, name, command, options, labels)
        except APIError as error:
            said = str(error.explanation or error)
            if granted is None and "cap" in said.lower():
                _granted[engine] = _bounding(client, image)
            elif granted and (refused := re.search(r"\bCAP_(\w+)", said)) and refused[1] in granted:
                _granted[engine] = [each for each in granted if each != refused[1]]
            else:
                raise


def _options(
    client: docker.DockerClient, granted: list[str] | None, network: str, binds: Sequence[str]
) -> dict[str, object]:
    if granted is None:
        return dict(client.api.create_host_config(privileged=True, network_mode=network, binds=list(binds)))
    options = client.api.create_host_config(
        cap_add=granted,
        security_opt=["seccomp=unconfined", "apparmor=unconfined"],
        device_cgroup_rules=["a *:* rwm"],
        network_mode=network,
        binds=list(binds),
    )
    return {**options, "MaskedPaths": [], "ReadonlyPaths": []}


def _start(
    client: docker.DockerClient,
    image: str,
    name: str,
    command: Sequence[str],
    options: dict[str, object],
    labels: Mapping[str, str],
) -> Container:
    created = client.api.create_container(
        image, list(command), hostname=name, name=name, labels=dict(labels), host_config=options
    )
    container = client.containers.get(created["Id"])
    try:
        container.start()
    except APIError:
        container.remove(force=True)
        raise
    return container


def _bounding(client: docker.DockerClient, image: str) -> list[str]:
    """엔진이 도는 기계의 첫 프로세스가 가진 권한입니다."""
    text = client.containers.run(
        image, ["/proc/1/status"], entrypoint=["cat"], pid_mode="host", network_mode="none", remove=True
    ).decode()
    found = re.search(r"^CapBnd:\s*([0-9a-f]+)", text, re.MULTILINE)
    mask = int(found[1], 16) if found else 0
    return [name for number, name in enumerate(CAPABILITIES) if mask >> number & 1]
