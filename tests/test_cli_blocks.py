"""글에 있는 모든 `sh` 블록은 진짜 터미널에서 됩니다: 위에서 아래로, 그리고 옆의 셀과 번갈아(`slow`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from gorae import lab
from gorae.course import LABS, Chapter
from gorae.grading.merge import read, role
from gorae.lab import inventory
from proof import chapters, prose, twins
from proof.decoys import Decoys
from proof.harbour import Harbour
from proof.terminal import LineFailed, Terminal, statements

EVERY_CHAPTER = pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)


def _blocks(cell: NotebookNode) -> list[str]:
    return [content for language, content in prose.fences(cell.source) if language == "sh"]


def _folder(tmp_path: Path) -> Path:
    (tmp_path / "labs").symlink_to(LABS)
    return tmp_path


@EVERY_CHAPTER
def test_blocks_run_top_to_bottom(chapter: Chapter, harbour: Harbour, tmp_path: Path) -> None:
    harbour.need(chapter.images)
    before = inventory.take(harbour.client)
    lab.open(chapter.id)
    failures = []
    with Terminal(_folder(tmp_path)) as terminal:
        for cell in read(chapter.notebook).cells:
            for block in _blocks(cell) if cell.cell_type == "markdown" else []:
                try:
                    terminal.run(block)
                except LineFailed as error:
                    failures.append(f"{cell.id}: {error}")
    lab.close(chapter.id)
    assert not failures, "\n\n".join(failures)
    assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"


@pytest.mark.slow
@EVERY_CHAPTER
def test_blocks_and_cells_run_in_turn(chapter: Chapter, harbour: Harbour, tmp_path: Path) -> None:
    """블록을 바로 다음 셀보다 먼저 실행합니다. 같은 것을 만들었으면 둘을 견줍니다. 학습자의 것(미끼)은 그대로입니다."""
    harbour.need([*chapter.images, "shell"])
    decoys = Decoys(harbour.client, tmp_path / "decoy")
    try:
        _compare_in_turn(chapter, harbour, _folder(tmp_path))
        assert decoys.changes() == []
    finally:
        # 노드는 다음 시험도 쓰고, 되돌릴 때 이미지는 남깁니다.
        decoys.remove()


def _compare_in_turn(chapter: Chapter, harbour: Harbour, folder: Path) -> None:
    before = inventory.take(harbour.client)
    compared: dict[str, tuple[object, object]] = {}
    with Terminal(folder) as terminal:
        for cell_id in _in_turn(chapter, terminal):
            new = {name: pair for name, pair in twins.pairs(harbour.client).items() if name not in compared}
            compared.update(new)
            for name, (ours, cli) in new.items():
                assert ours == cli, f"{cell_id} 뒤의 {name}: docker-py와 CLI가 다르게 만들었습니다"
    assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"


def _in_turn(chapter: Chapter, terminal: Terminal) -> Iterator[str]:
    """노트북을 셀마다 실행하고, 글 셀의 블록은 그 자리에서 실행합니다. 셀이 끝날 때마다 ID를 냅니다."""
    notebook = chapters.with_reference(chapter)
    resources = {"metadata": {"path": str(chapter.notebook.parent)}}
    kernel = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources)
    waiting: list[str] = []
    with kernel.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "markdown":
                waiting += _blocks(cell)
                continue
            if role(cell) != "setup":
                for block in waiting:
                    terminal.run(block)
                waiting = []
            kernel.execute_cell(cell, index)
            yield str(cell.id)


def test_statements_keep_what_belongs_together() -> None:
    block = """
# 설명
docker run \\
  --rm image
cat > file <<'END'
하나
END
for each in 1 2; do
  echo $each
done
false # 실패합니다
"""
    found = list(statements(block))
    assert [each.text.splitlines()[0] for each in found] == [
        "docker run \\",
        "cat > file <<'END'",
        "for each in 1 2; do",
        "false # 실패합니다",
    ]
    assert [each.fails for each in found] == [False, False, False, True]


def test_terminal_notices_what_goes_wrong(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        assert "하나" in terminal.run("cat <<'END'\n하나\nEND\ntest -t 0 && test -t 1\nfalse # 실패합니다")
        with pytest.raises(LineFailed, match="종료 코드 3"):
            terminal.run("(exit 3)")
        with pytest.raises(LineFailed, match="성공했습니다"):
            terminal.run("true # 실패합니다")
        terminal.run("name=값")
        assert "값" in terminal.run("echo $name")
    with pytest.raises(LineFailed, match="끝나지 않은"):
        list(statements("echo 'a"))


def test_twins_differ_only_in_name() -> None:
    def inspected(name: str, **host: object) -> dict[str, object]:
        return {
            "Id": "a" * 64,
            "Name": f"/{name}",
            "Config": {
                "Hostname": "a" * 12,
                "Env": ["B=2", "A=1"],
                "Cmd": ["sleep", "9"],
                "Image": "gorae/shell:1",
                "Labels": {},
            },
            "HostConfig": {"RestartPolicy": {"Name": "no"}, "Memory": 0, **host},
            "Mounts": [],
            "NetworkSettings": {"Networks": {"bridge": {"Aliases": None}}},
        }

    first, second = inspected("gorae-a"), inspected("gorae-a-cli", ConsoleSize=[1, 2])
    assert twins.container(first) == twins.container(second)
    assert twins.container(first) != twins.container(inspected("gorae-a-cli", Memory=1024))
    named = twins.container(inspected("gorae-a-cli", VolumesFrom=["gorae-b-cli"]))
    assert named == twins.container(inspected("gorae-a", VolumesFrom=["gorae-b"]))
