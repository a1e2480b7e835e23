"""시작이 얼마나 걸리는지 잽니다: 맨 데비안 12에서 첫 시작과 두 번째 시작, 그리고 쉬는 과정의 메모리.

    .venv/bin/python benchmarks/start.py [--out DIR]

결과를 표로 보이고 단계마다의 시각을 그림으로 그립니다. 설계의 목표는 첫 시작 150초, 두 번째 6초, 메모리 400 MB입니다.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

import docker
import matplotlib.pyplot as plt
from docker.models.containers import Container

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from gorae import engine
from gorae.figure import style
from proof import bare

CLONE = "/root/gorae"
GOALS = {"첫 시작": 150.0, "두 번째 시작": 6.0}
IDLE_GOAL = 400.0

_MEMORY = """
import pathlib, re
total = 0
for folder in pathlib.Path("/proc").glob("[0-9]*"):
    try:
        line, text = (folder / "cmdline").read_bytes(), (folder / "smaps_rollup").read_text()
    except OSError:
        continue
    if re.search(rb"start.py|jupyter|dockerd|containerd", line):
        total += int(re.search(r"^Pss:\\s+(\\d+)", text, re.M)[1])
print(total / 1000)
"""
_QUIET = "import os,signal,pathlib;[os.kill(int(p.name),15) for p in pathlib.Path('/proc').glob('[0-9]*') if {} in (p/'cmdline').read_bytes() and int(p.name)!=os.getpid()]"


def main() -> None:
    """재고, 표를 보이고, 그림을 씁니다."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/out"))
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    engine.adopt()
    client = docker.from_env(timeout=900)
    marks: dict[str, list[tuple[float, str]]] = {}
    with bare.machine(client, "bookworm", CLONE) as machine:
        marks["첫 시작"] = _start(machine)
        _kill(machine, b"gorae.cli")
        idle = float(machine.exec_run(["python3", "-c", _MEMORY])[1])
        _kill(machine, b"start.py")
        marks["두 번째 시작"] = _start(machine)
    for name, steps in marks.items():
        print(f"{name}: {steps[-1][0]:.1f}초 (목표 {GOALS[name]:.0f}초 미만)")
    print(f"쉬는 과정: {idle:.0f} MB (목표 {IDLE_GOAL:.0f} MB 미만)")
    _draw(marks, out / "start.png")


def _start(machine: Container) -> list[tuple[float, str]]:
    """JupyterLab의 주소가 나올 때까지의 줄들과 그 시각(초)입니다."""
    api, began, marks, rest = machine.client.api, time.monotonic(), [], ""
    run = api.exec_create(machine.id, ["python3", "start.py", "--no-browser"], workdir=CLONE)
    for chunk in api.exec_start(run["Id"], stream=True):
        *lines, rest = (rest + chunk.decode(errors="replace")).split("\n")
        for line in lines:
            marks.append((time.monotonic() - began, re.sub(r"^\[ *\d+초\] ", "", line)))
            if "token=" in line:
                return marks
    raise SystemExit("\n".join(line for _, line in marks) + rest)


def _kill(machine: Container, word: bytes) -> None:
    """그 글자가 든 명령을 끝내고, 사라질 때까지 기다립니다."""
    gone = f"import pathlib,sys;sys.exit(any({word!r} in (p/'cmdline').read_bytes() for p in pathlib.Path('/proc').glob('[0-9]*') if p.name != str(__import__('os').getpid())))"
    machine.exec_run(["python3", "-c", _QUIET.format(repr(word))])
    deadline = time.monotonic() + 30
    while machine.exec_run(["python3", "-c", gone])[0] and time.monotonic() < deadline:
        time.sleep(0.2)


def _draw(marks: dict[str, list[tuple[float, str]]], path: Path) -> None:
    plt.rcParams.update(style.fonts())
    figure, axes = plt.subplots(figsize=(9, 4.5), layout="constrained")
    for row, steps in enumerate(marks.values()):
        for seconds, line in steps:
            axes.plot(seconds, row, "|", markersize=18, color=_colour(line))
        axes.annotate(
            f"{steps[-1][0]:.1f}초", (steps[-1][0], row), xytext=(8, 0), textcoords="offset points", va="center"
        )
    axes.set_yticks(range(len(marks)), list(marks))
    axes.set_xlabel("시간(초)")
    axes.set_title("맨 데비안 12에서 JupyterLab이 응답할 때까지 (파랑 파이썬, 주황 엔진, 초록 이미지)")
    figure.savefig(path, dpi=120)


def _colour(line: str) -> str:
    if "파이썬" in line or "pip" in line:
        return "tab:blue"
    if "엔진" in line:
        return "tab:orange"
    return "tab:green" if "이미지" in line or "gorae/" in line else "black"


if __name__ == "__main__":
    main()
