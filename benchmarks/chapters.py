"""모든 장을 기준 답과 함께, 확인까지 두 프로세스로 돌리는 시간을 잽니다.

    python benchmarks/chapters.py [장의 이름이나 번호 …]

목표는 00장부터 04장까지 3분 미만, 모든 장 10분 미만, 장을 하나씩 돌린 시간을 더한 것의 반의 1.25배 이하입니다.
이미지는 먼저 준비해 둡니다.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import nbformat
from rich.console import Console
from rich.table import Table

from gorae import course, engine, images
from proof import chapters

FOUNDATION, SECONDS, WHOLE, RATIO, WORKERS = 5, 180, 600, 1.25, 2


def _pytest(folder: Path, *arguments: str) -> float:
    """노트북들을 돌리고 걸린 시간(초)을 돌려줍니다. 실패하면 그만둡니다."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "gorae.grading.plugin", "-p", "no:cacheprovider"]
    command += [f"--rootdir={folder}", "-c", os.devnull, *arguments]
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout[-4000:] + done.stderr[-2000:])
    return time.perf_counter() - began


def main() -> None:
    """하나씩, 그리고 두 프로세스로 잽니다."""
    engine.adopt()
    client = engine.connect()
    written = [course.chapter(name) for name in sys.argv[1:]] or chapters.written()
    images.prepare(client, [name for chapter in written for name in chapter.images])
    with tempfile.TemporaryDirectory(prefix="gorae-bench-") as folder:
        place = Path(folder, "notebooks")
        place.mkdir()
        Path(folder, "labs").symlink_to(course.LABS)
        for chapter in written:
            nbformat.write(chapters.with_reference(chapter), place / chapter.notebook.name)
        shown = Table("장", "초")
        single = 0.0
        for chapter in written:
            took = _pytest(place, chapter.notebook.name)
            single += took
            shown.add_row(chapter.id, f"{took:.1f}")
        # 노드의 데이터 폴더를 미리 만들어 둡니다. 엔진은 따뜻한 상태에서 잽니다.
        _pytest(place, written[0].notebook.name, "-n", str(WORKERS), "--dist", "loadscope")
        together = _pytest(place, "-n", str(WORKERS), "--dist", "loadscope", ".")
    shown.add_row("하나씩 더한 것", f"{single:.1f}")
    shown.add_row(f"프로세스 {WORKERS}개", f"{together:.1f}")
    shown.add_row("반의 몇 배", f"{together / (single / 2):.2f}")
    Console().print(shown)
    good = together < (SECONDS if len(written) <= FOUNDATION else WHOLE) and together <= RATIO * single / 2
    Console().print("목표에 닿았습니다." if good else "목표에 닿지 못했습니다.")


if __name__ == "__main__":
    main()
