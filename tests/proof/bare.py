"""파이썬만 있는 데비안을 만들어 컨테이너로 돌립니다. 시작 명령을 아무것도 없는 기계에서 시험할 때 씁니다."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import docker
from docker.models.containers import Container

from gorae import home
from gorae.engine import debs
from gorae.engine.privileges import CAPABILITIES

ROOT = Path(__file__).resolve().parents[2]
LABEL = {"gorae.chapter": "test-bare"}

_REMOUNT = """
for each in $(awk '$5 ~ "^/sys/fs/cgroup" || $5 == "/sys" {print $5}' /proc/self/mountinfo) /proc/sys; do
  mount -o remount,bind,rw "$each" 2>/dev/null
done
exec sleep infinity
"""


def image(client: docker.DockerClient, suite: str, *more: str) -> str:
    """`python3`와 인증서만 (그리고 `more`만) 있는 데비안 이미지를 (없으면 만들어) 이름을 돌려줍니다."""
    tag = f"debian-bare:{'-'.join((suite, *more))}"
    if tag in (name for each in client.images.list() for name in each.tags):
        return tag
    tree = home.folder("test") / f"{tag.rpartition(':')[2]}.tar"
    with home.lock("test-bare"):
        if not tree.exists():
            _mmdebstrap(suite, tree, more)
        client.api.import_image(str(tree), repository="debian-bare", tag=tag.rpartition(":")[2])
    return tag


def _mmdebstrap(suite: str, tree: Path, more: Sequence[str]) -> None:
    here = debs.release()
    assert here, "데비안이나 우분투에서만 할 수 있는 시험입니다."
    tools = home.folder("test") / "mmdebstrap"
    if not tools.exists():
        debs.unpack(debs.fetch(here, ["mmdebstrap"], print, "mmdebstrap"), tools, "mmdebstrap")
    perl = [*tools.glob("usr/share/perl/5*"), *tools.glob("usr/lib/*/perl/5*"), tools / "usr/share/perl5"]
    half = tree.with_suffix(".half.tar")
    command = [
        tools / "usr/bin/mmdebstrap",
        "--variant=minbase",
        f"--include={','.join(['python3', 'ca-certificates', *more])}",
    ]
    if os.geteuid() == 0:
        command += ["--mode=root"]
    libraries = os.pathsep.join(map(str, tools.glob("usr/lib/*-linux-gnu")))
    env = {**os.environ, "PERL5LIB": os.pathsep.join(map(str, perl)), "LD_LIBRARY_PATH": libraries}
    env["PATH"] = f"{tools / 'usr/bin'}{os.pathsep}{env['PATH']}"
    subprocess.run([*command, suite, half], env=env, check=True, stdin=subprocess.DEVNULL)
    half.rename(tree)


def add_user(target: Container, clone: str, number: int, sudoer: bool = True) -> None:
    """클론의 주인인 보통 사용자 `learner`를 만듭니다. `sudoer`이면 비밀번호 없이 sudo를 씁니다."""
    rule = (
        "install -d /etc/sudoers.d; echo 'learner ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/learner"
        if sudoer
        else "true"
    )
    script = f"useradd -u {number} -m learner && chown -R learner '{clone}' && {rule}"
    code, said = target.exec_run(["sh", "-c", script])
    assert code == 0, said


@contextmanager
def machine(
    client: docker.DockerClient, suite: str, clone: str, *more: str, shared: Path | None = None
) -> Iterator[Container]:
    """그 이미지로, 안에서 엔진을 켤 수 있는 컨테이너를 켭니다. 클론은 `clone`에 복사합니다.

    `shared`는 같은 경로로 보이는 폴더입니다. 주면 네트워크를 끊습니다.
    """
    environment, files = _network()
    files += [str(shared)] if shared else []
    found = client.containers.run(
        image(client, suite, *more),
        ["sh", "-c", _REMOUNT],
        detach=True,
        init=True,
        network_mode="none" if shared else "default",
        labels=LABEL,
        environment={"LC_ALL": "C.UTF-8", **environment},
        volumes={path: {"bind": path, "mode": "ro"} for path in files},
        mounts=[docker.types.Mount("/home", None, type="volume"), docker.types.Mount("/root", None, type="volume")],
        cap_add=_capabilities(),
        security_opt=["seccomp=unconfined", "apparmor=unconfined"],
        device_cgroup_rules=["a *:* rwm"],
    )
    try:
        copy_clone(found, clone)
        yield found
    finally:
        found.remove(force=True, v=True)


def _capabilities() -> list[str]:
    """이 기계의 root가 가진 권한입니다."""
    bound = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("CapBnd:"))
    mask = int(bound.split()[1], 16)
    return [name for number, name in enumerate(CAPABILITIES) if mask >> number & 1]


def _network() -> tuple[dict[str, str], list[str]]:
    """이 기계에서 내려받을 때 쓰는 프록시, 미러, 인증서를 그대로 넘깁니다."""
    wanted = ("PIP_", "SSL_CERT_", "REQUESTS_CA_BUNDLE")
    told = {
        name: value
        for name, value in os.environ.items()
        if (name.startswith(wanted) or name.lower().endswith("_proxy")) and name != "PIP_FIND_LINKS"
    }
    paths = {*told.values(), "/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt"}
    return told, sorted(path for path in paths if path.startswith("/") and Path(path).is_file())


def copy_clone(target: Container, clone: str) -> None:
    """커밋되었거나 커밋될 파일만 담은 클론을 컨테이너에 넣습니다."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    names = [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for name in names:
            if (ROOT / name).exists():
                tar.add(ROOT / name, f"{clone.lstrip('/')}/{name}", recursive=False)
    target.put_archive("/", archive.getvalue())
