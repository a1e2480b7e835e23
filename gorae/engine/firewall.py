"""전용 엔진이 바꾸는 시스템의 방화벽 상태를 기억했다가 되돌립니다. 표준 라이브러리만 씁니다."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path

_FORWARD = Path("/proc/sys/net/ipv4/ip_forward")


def choose(folder: Path, env: Mapping[str, str]) -> None:
    """푼 iptables가 이 커널에서 되는 방식(nft, 안 되면 legacy)을 가리키게 합니다.

    Args:
        folder: `xtables-nft-multi`가 있는 폴더. 시스템의 iptables를 쓰면 그 파일이 없습니다.
        env: iptables를 돌릴 환경 변수.
    """
    if not (folder / "xtables-nft-multi").exists():
        return
    for flavour in ("xtables-nft-multi", "xtables-legacy-multi"):
        for name in ("iptables", "ip6tables"):
            for suffix in ("", "-save", "-restore"):
                link = folder / (name + suffix)
                link.unlink(missing_ok=True)
                link.symlink_to(flavour)
        if _iptables(env, "-t", "nat", "-S") is not None:
            return


def remember(folder: Path) -> None:
    """엔진을 켜기 전의 상태를 적어 둡니다. 이미 적은 것이 있으면(엔진이 죽었으면) 그것을 지킵니다."""
    note = folder / "before.json"
    if not note.exists():
        note.write_text(json.dumps({"forward": _FORWARD.read_text(encoding="ascii").strip()}), encoding="utf-8")


def restore(folder: Path, bridges: Collection[str], env: Mapping[str, str]) -> None:
    """엔진이 만든 사슬과 규칙을 없애고 적어 둔 상태로 되돌립니다. 다른 엔진이 없을 때만 부릅니다.

    Args:
        folder: `remember`에 준 폴더.
        bridges: 이 엔진의 브리지들. 이 이름이 든 규칙은 이 엔진의 것입니다.
        env: iptables를 돌릴 환경 변수.
    """
    note = folder / "before.json"
    if not note.exists():
        return
    for program in ("iptables", "ip6tables"):
        for table in ("nat", "filter"):
            _drop_chains(program, table, bridges, env)
    if json.loads(note.read_text(encoding="utf-8"))["forward"] == "0":
        _iptables(env, "-P", "FORWARD", "ACCEPT")
        _FORWARD.write_text("0", encoding="ascii")
    note.unlink()


def _drop_chains(program: str, table: str, bridges: Collection[str], env: Mapping[str, str]) -> None:
    rules = (_iptables(env, "-t", table, "-S", program=program) or "").splitlines()
    chains = [words[1] for line in rules if (words := line.split())[0] == "-N" and words[1].startswith("DOCKER")]
    for line in rules:
        words = line.split()
        if words[0] == "-A" and words[1] not in chains and any(word in chains or word in bridges for word in words[2:]):
            _iptables(env, "-t", table, "-D", *words[1:], program=program)
    for action in ("-F", "-X"):
        for chain in chains:
            _iptables(env, "-t", table, action, chain, program=program)


def _iptables(env: Mapping[str, str], *arguments: str, program: str = "iptables") -> str | None:
    try:
        done = subprocess.run([program, *arguments], env=dict(env), capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
