"""노트북의 규칙입니다. 함수마다 장을 받아 어긴 것을 문장으로 돌려줍니다."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from gorae.course import Chapter
from gorae.grading.merge import exercise_of, role
from gorae.grading.record import KEPT
from proof import prose

if TYPE_CHECKING:
    from gorae.exercise import Answers, Exercise

ROLES = (*KEPT, "answer", "check", "close")
TAGS = {"nbval-ignore-output", "raises-exception"}
IGNORED = "nbval-ignore-output"
SETUP = """import docker
from gorae import figure, lab, widget
from gorae.exercise import check, hint, solution, start, values

lab.open("{chapter}")
client = docker.from_env()
widget.panel()"""
LONG = 16
MACHINE = re.compile(
    r"/home/\w|/Users/\w|(?<!GORAE_HOME)/work/\w|/tmp/gh|/\.cache/|site-packages|ipykernel_|/\.venv/|[A-Z]:\\\\Users"
)
UNFILTERED = (
    re.compile(r"\.prune\w*\(\s*\)"),
    re.compile(r"docker (?:system|container|image|volume|network|builder|buildx) prune(?![^\n`]*--filter)"),
    re.compile(
        r"docker\s+(?:rm|rmi|stop|kill|volume rm|network rm|container rm)[^\n`]*\$\(\s*docker[^)\n]*(?<!filter)-a?qa?\s*\)"
    ),
)
CELL_ID = re.compile(r"\d\d-[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Page:
    """규칙이 보는 장 하나입니다: 노트북과 그 실습과 답."""

    chapter: Chapter
    notebook: NotebookNode
    exercises: tuple[Exercise, ...]
    answers: dict[str, Answers]

    @property
    def code(self) -> list[NotebookNode]:
        """코드 셀입니다."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    @property
    def text(self) -> list[NotebookNode]:
        """글 셀입니다."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "markdown"]

    def of(self, kind: str) -> list[NotebookNode]:
        """역할이 `kind`인 코드 셀입니다."""
        return [cell for cell in self.code if role(cell) == kind]


def metadata(page: Page) -> Iterator[str]:
    """커널은 python3이고, 장의 이름과 다루는 행이 적혀 있습니다."""
    known = page.notebook.metadata
    if known.get("kernelspec", {}).get("name") != "python3":
        yield f"커널이 python3이 아닙니다: {known.get('kernelspec')}"
    gorae = known.get("gorae", {})
    if gorae.get("chapter") != page.chapter.id:
        yield f"metadata.gorae.chapter가 {gorae.get('chapter')}입니다"
    if not isinstance(gorae.get("covers"), list):
        yield "metadata.gorae.covers가 없습니다"


def identities(page: Page) -> Iterator[str]:
    """셀 ID는 읽을 수 있고, 장 번호로 시작하고, 겹치지 않습니다."""
    seen: set[str] = set()
    for cell in page.notebook.cells:
        if not CELL_ID.fullmatch(cell.id) or not cell.id.startswith(page.chapter.number):
            yield f"셀 ID {cell.id}"
        if cell.id in seen:
            yield f"겹치는 셀 ID {cell.id}"
        seen.add(cell.id)


def roles(page: Page) -> Iterator[str]:
    """모든 코드 셀에 정해진 역할이 있습니다. 첫 셀은 준비, 마지막 셀은 닫기입니다."""
    for cell in page.code:
        if cell.metadata.get("gorae", {}).get("role") not in ROLES:
            yield f"{cell.id}의 역할이 없습니다"
    if not page.code or page.code[0].source != SETUP.format(chapter=page.chapter.id):
        yield "첫 코드 셀이 정해진 준비 셀이 아닙니다"
    last = page.notebook.cells[-1]
    if role(last) != "close" or last.source.strip() != "lab.close()" or len(page.of("close")) != 1:
        yield "마지막 셀이 lab.close()가 아닙니다"


def protection(page: Page) -> Iterator[str]:
    """준비 셀과 확인 셀은 고치거나 지울 수 없고, 나머지는 할 수 있습니다."""
    for cell in page.notebook.cells:
        fixed = cell.metadata.get("editable") is False and cell.metadata.get("deletable") is False
        if role(cell) in ("setup", "check"):
            if not fixed:
                yield f"{cell.id}를 고치거나 지울 수 있습니다"
        elif cell.metadata.get("editable") is False or cell.metadata.get("deletable") is False:
            yield f"{cell.id}를 고치거나 지울 수 없습니다"


def exercise_cells(page: Page) -> Iterator[str]:
    """실습마다 글, (시작), 목표, 답, 확인 셀이 차례로 있고 내용이 명세와 같습니다."""
    cells = page.notebook.cells
    for each in page.exercises:
        wanted = (["setup"] if each.start else []) + ["prompt", "answer", "check"]
        positions = [p for p, cell in enumerate(cells) if role(cell) != "text" and exercise_of(cell) == each.id]
        found = [role(cells[p]) for p in positions]
        if found != wanted or positions != list(range(positions[0], positions[0] + len(wanted)) if positions else []):
            yield f"{each.id}의 셀이 {wanted}가 아니라 {found}입니다"
            continue
        sources = [cells[p].source for p in positions]
        if sources[-1] != f'check("{each.id}")' or sources[-3] != f'widget.exercise("{each.id}")':
            yield f"{each.id}의 목표 셀이나 확인 셀의 코드가 다릅니다"
        if each.start and sources[0] != f'start("{each.id}")':
            yield f"{each.id}의 시작 셀의 코드가 다릅니다"
        if not sources[-2].startswith(f"# 실습 {each.id}: "):
            yield f"{each.id}의 답 셀에 표시줄이 없습니다"
        title = f"실습 {each.id} · {each.title} {'★' * each.stars}{'☆' * (3 - each.stars)}"
        if (3, title) not in prose.headings(cells[positions[0] - 1].source):
            yield f"{each.id}의 제목이 '{title}'이 아닙니다"
    known = {each.id for each in page.exercises}
    for cell in page.code:
        if exercise_of(cell) and exercise_of(cell) not in known:
            yield f"{cell.id}의 실습 {exercise_of(cell)}은 명세에 없습니다"


def no_solution(page: Page) -> Iterator[str]:
    """나누어 주는 노트북의 답 셀에는 기준 답이 없습니다."""
    for cell in page.of("answer"):
        answers = page.answers.get(exercise_of(cell))
        lines = {line.strip() for line in cell.source.splitlines() if not line.lstrip().startswith("#")}
        given = [
            line.strip()
            for line in (answers.reference.splitlines() if answers else [])
            if len(line.strip()) > 12 and line.strip() in lines
        ]
        if given:
            yield f"{cell.id}에 기준 답이 들어 있습니다: {given[0]}"


def nbgrader(page: Page) -> Iterator[str]:
    """답 셀과 확인 셀에 nbgrader 3판의 메타데이터가 있습니다."""
    points = {each.id: each.max for each in page.exercises}
    seen: set[str] = set()
    for cell in page.of("answer") + page.of("check"):
        given = cell.metadata.get("nbgrader", {})
        answer = role(cell) == "answer"
        wanted = {"schema_version": 3, "solution": answer, "grade": not answer, "locked": not answer, "task": False}
        if not answer:
            wanted["points"] = points.get(exercise_of(cell), 0)
        if wanted.items() - given.items() or not given.get("grade_id") or given["grade_id"] in seen:
            yield f"{cell.id}의 nbgrader 메타데이터: {given}"
        seen.add(given.get("grade_id", ""))


def counts(page: Page) -> Iterator[str]:
    """실행 번호는 시연 셀에 1…n이고, 답 셀, 확인 셀, 닫는 셀에는 번호도 출력도 없습니다."""
    found = [cell.execution_count for cell in page.code if role(cell) in KEPT]
    if found != list(range(1, len(found) + 1)):
        yield f"실행 번호가 1…{len(found)}이 아닙니다: {found}"
    for cell in [cell for cell in page.code if role(cell) not in KEPT]:
        if cell.execution_count is not None or cell.outputs:
            yield f"{cell.id}에 실행 번호나 출력이 있습니다"
    for cell in page.code:
        for output in cell.outputs:
            if output.output_type == "execute_result" and output.execution_count != cell.execution_count:
                yield f"{cell.id}의 출력 번호가 셀과 다릅니다"


def outputs(page: Page) -> Iterator[str]:
    """시연 셀에는 출력이 있습니다. 출력에는 기계의 경로나 64자리 ID가 없습니다."""
    demos = page.of("demo")
    for cell in [cell for cell in page.code if role(cell) in KEPT]:
        shows = "print(" in cell.source or role(cell) != "demo"
        if shows and not cell.outputs:
            yield f"{cell.id}에 출력이 없습니다"
    if demos and sum(bool(cell.outputs) for cell in demos) < len(demos) * 0.7:
        yield "출력이 있는 시연 셀이 열에 일곱이 안 됩니다"
    for cell in page.code:
        text = output_text(cell)
        if found := MACHINE.search(text):
            yield f"{cell.id}의 출력에 기계의 경로가 있습니다: {found.group()}"
        if found := re.search(r"[0-9a-f]{64}", text):
            yield f"{cell.id}의 출력에 64자리 ID가 있습니다: {found.group()[:12]}…"
        if any(each.output_type == "error" for each in cell.outputs) and "raises-exception" not in _tags(cell):
            yield f"{cell.id}의 출력이 오류입니다"


def compared(page: Page) -> Iterator[str]:
    """비교하지 않는 시연 셀은 다섯에 하나까지입니다. 다른 nbval 표시는 없습니다."""
    demos = page.of("demo")
    ignored = [cell.id for cell in demos if IGNORED in _tags(cell)]
    if len(ignored) * 5 > len(demos):
        yield f"비교하지 않는 시연 셀이 너무 많습니다: {ignored} / {len(demos)}"
    for cell in page.notebook.cells:
        if strange := set(_tags(cell)) - TAGS:
            yield f"{cell.id}의 태그: {sorted(strange)}"
        if cell.cell_type == "code" and re.search(r"^\s*#\s*(?:NBVAL_|PYTEST_VALIDATE)", cell.source, re.M):
            yield f"{cell.id}에 nbval 표시줄이 있습니다"
        if IGNORED in _tags(cell) and role(cell) != "demo":
            yield f"{cell.id}의 출력을 비교하지 않습니다"


def lengths(page: Page) -> Iterator[str]:
    """코드 셀은 짧습니다: 가운데 값은 다섯 줄까지, 열여섯 줄을 넘는 셀은 열에 하나가 안 됩니다."""
    sizes = {cell.id: len(cell.source.splitlines()) for cell in page.of("demo")}
    if not sizes:
        return
    if median(sizes.values()) > 5:
        yield f"코드 셀 길이의 가운데 값이 {median(sizes.values())}줄입니다"
    long = [identity for identity, lines in sizes.items() if lines > LONG]
    if len(long) * 10 > len(sizes):
        yield f"{LONG}줄을 넘는 셀이 많습니다: {long}"


def safety(page: Page) -> Iterator[str]:
    """거르지 않고 모두 지우는 명령, 정해진 시간 잠들기, 기계의 경로가 글과 코드 어디에도 없습니다."""
    for cell in page.notebook.cells:
        for pattern in UNFILTERED:
            if found := pattern.search(cell.source):
                yield f"{cell.id}: 거르지 않고 지웁니다: {found.group()}"
        if found := MACHINE.search(cell.source):
            yield f"{cell.id}: 기계의 경로: {found.group()}"
        if cell.cell_type == "code" and re.search(r"\bsleep\(|\bfrom time import|^\s*!\s*sleep", cell.source, re.M):
            yield f"{cell.id}: 정해진 시간 동안 잠듭니다"


def shell_blocks(page: Page) -> Iterator[str]:
    """코드 블록은 `sh`, `python`, `text` 따위로 종류가 적혀 있고, `sh`에는 빈자리 표시가 없습니다."""
    for cell in page.text:
        for language, content in prose.fences(cell.source):
            if language not in ("sh", "python", "text", "dockerfile", "json", "yaml", "console"):
                yield f"{cell.id}: 코드 블록의 종류가 '{language}'입니다"
            if language == "sh" and (found := re.search(r"\[[가-힣 ]+\]|<[가-힣 a-z]+>|\.\.\.", content)):
                yield f"{cell.id}: sh 블록의 빈자리 표시 {found.group()}"


def structure(page: Page) -> Iterator[str]:
    """장의 뼈대: 제목과 학습 목표, 준비, 절, 퀴즈, 정리의 차례입니다."""
    first = page.notebook.cells[0]
    if not first.source.startswith(f"# {page.chapter.number} {page.chapter.title}\n"):
        yield f"첫 셀의 제목이 '# {page.chapter.number} {page.chapter.title}'가 아닙니다"
    for part in ("**학습 목표**", "**걸리는 시간**", "**먼저 알아 둘 것**"):
        if part not in first.source:
            yield f"첫 셀에 {part}가 없습니다"
    goals = [block for block in prose.blocks(first.source) if block.kind == "item"]
    if not 1 <= len(goals) <= 4:
        yield f"학습 목표가 {len(goals)}개입니다"
    sections = [text for cell in page.text for level, text in prose.headings(cell.source) if level == 2]
    if not sections or sections[0] != "준비" or sections[-1] != "정리" or "퀴즈" not in sections:
        yield f"절의 차례: {sections}"
    if "원문 바로잡기" in sections and sections.index("원문 바로잡기") < sections.index("퀴즈"):
        yield "원문 바로잡기가 퀴즈보다 앞에 있습니다"
    summary = "".join(cell.source for cell in page.text).rpartition("## 정리")[2]
    if "|---" not in summary.replace(" ", "") or "CLI" not in summary or "docker-py" not in summary:
        yield "정리에 CLI와 docker-py의 표가 없습니다"
    if not page.of("quiz"):
        yield "퀴즈 셀이 없습니다"


def practice(page: Page) -> Iterator[str]:
    """실습은 넷 이상(00장은 하나)이고, 고치기가 하나 있고, 장 전체에 흩어져 있습니다."""
    start = page.chapter.number == "00"
    if len(page.exercises) < (1 if start else 4):
        yield f"실습이 {len(page.exercises)}개뿐입니다"
    if not start and not any(each.repair for each in page.exercises):
        yield "고치기 실습이 없습니다"
    for each in page.exercises:
        if len(each.hints) < 2:
            yield f"{each.id}의 힌트가 {len(each.hints)}개입니다"
        answers = page.answers.get(each.id)
        if answers is None or not answers.routes or len(answers.wrong) < 2:
            yield f"{each.id}의 답: 다른 길 하나와 틀린 답 둘이 있어야 합니다"
    places = [number for number, cell in enumerate(page.code) if role(cell) == "check"]
    if not start and places and places[0] > len(page.code) / 2:
        yield "실습이 모두 장의 뒤쪽 절반에 몰려 있습니다"


RULES: tuple[Callable[[Page], Iterator[str]], ...] = (
    metadata,
    identities,
    roles,
    protection,
    exercise_cells,
    no_solution,
    nbgrader,
    counts,
    outputs,
    compared,
    lengths,
    safety,
    shell_blocks,
    structure,
    practice,
)


def output_text(cell: NotebookNode) -> str:
    """셀의 출력 가운데 글자인 것을 모두 이은 것입니다."""
    pieces = []
    for output in cell.get("outputs", []):
        pieces.append(str(output.get("text", "")))
        pieces += [str(value) for kind, value in output.get("data", {}).items() if not kind.startswith("image/")]
    return "\n".join(pieces)


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))
