"""`gorae matrix`: 과정의 장들을 지원하는 모든 엔진에서 돌립니다."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from gorae.course import CHAPTERS, Chapter, chapter
from gorae.engine.probe import Facts
from gorae.errors import LabError, UsageError
from gorae.grading import berth, columns
from gorae.grading.columns import COLUMNS, Cell, Column

_out = Console(highlight=False)


def matrix(
    chapters: Annotated[list[str] | None, typer.Argument(help="장의 이름이나 번호 (없으면 모든 장)")] = None,
    only: Annotated[
        list[str] | None, typer.Option("--engine", "-e", help="돌릴 열의 이름 (여러 번 쓸 수 있음)")
    ] = None,
) -> None:
    """장들을 지원하는 모든 엔진에서 기준 답으로 돌리고 표로 보입니다. 하나라도 실패하면 1로 끝납니다."""
    chosen = [chapter(name) for name in chapters] if chapters else [each for each in CHAPTERS if each.notebook.exists()]
    wanted = _columns(only or [])
    if not berth.possible():
        raise LabError(
            "매트릭스를 돌릴 수 없습니다.",
            "샌드박스 노드의 네트워크에 들어가려면 리눅스와 관리자(root) 권한이 필요합니다.",
            "리눅스에서 sudo로 다시 실행하세요.",
        )
    engines: dict[str, Facts] = {}
    cells: list[Cell] = []
    for column in wanted:
        for cell in columns.run(column, chosen, lambda each, found: engines.update({each.id: found})):
            cells.append(cell)
            _out.print(f"{column.title}, {cell.chapter.id}: {_word(cell)} ({cell.seconds:.0f}초)")
    _out.print(_table(wanted, chosen, engines, cells))
    _explain(cells)
    if not all(cell.passed for cell in cells):
        raise typer.Exit(1)


def _columns(names: list[str]) -> list[Column]:
    known = {column.id: column for column in COLUMNS}
    for name in names:
        if name not in known:
            raise UsageError(f"{name}이라는 열이 없습니다.", todo="다음 가운데 하나를 쓰세요: " + ", ".join(known))
    return [known[name] for name in names] if names else list(COLUMNS)


def _word(cell: Cell) -> str:
    if cell.passed:
        return "[green]통과[/]"
    return "[red]돌리지 못함[/]" if cell.trouble else f"[red]실패 {len(cell.failed)}[/]"


def _table(wanted: list[Column], chosen: list[Chapter], engines: dict[str, Facts], cells: list[Cell]) -> Table:
    table = Table(title="엔진 매트릭스")
    table.add_column("장")
    for column in wanted:
        found = engines.get(column.id)
        about = f"{found.version}\n{found.store}, cgroup v{found.cgroup}" if found else "띄우지 못함"
        table.add_column(f"{column.title}\n{about}")
    results = {(cell.column.id, cell.chapter.id): cell for cell in cells}
    for each in chosen:
        row = [results.get((column.id, each.id)) for column in wanted]
        table.add_row(each.id, *(f"{_word(cell)} {cell.seconds:.0f}초" if cell else "–" for cell in row))
    return table


def _explain(cells: list[Cell]) -> None:
    """실패한 셀마다 무엇이 달랐는지 보입니다."""
    out = Console(highlight=False, markup=False)
    for cell in cells:
        if cell.trouble:
            out.print(f"\n{cell.column.title}, {cell.chapter.id}: 돌리지 못했습니다.\n{cell.trouble}")
        for name, said in cell.failed.items():
            out.print(f"\n{cell.column.title}, {cell.chapter.id}, 셀 {name}:\n{said}")
