"""모든 실습의 증명입니다: 손대지 않은 상태, 기준 답 두 번, 다른 길, 틀린 답, 닫은 뒤, 그리고 단계마다 쓸모가 있는지.

짧은 실행은 기준 답과 틀린 답 하나를 봅니다. 나머지는 `slow`입니다.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

import pytest

from gorae import course
from gorae.course import Chapter
from gorae.exercise import Answers, Case, Exercise, Outcome, Result, load, load_answers
from gorae.lab import inventory
from proof import chapters
from proof.desk import Desk, desk, explain
from proof.harbour import Harbour


@dataclass(frozen=True)
class Proof:
    """실습 하나와 그 답 하나입니다."""

    chapter: Chapter
    exercise: Exercise
    case: Case
    kind: str

    @property
    def name(self) -> str:
        """시험의 이름입니다."""
        return f"{self.exercise.id}-{self.kind}-{self.case.name}".replace(" ", "_")


def _proofs(chapter: Chapter) -> list[Proof]:
    answers = load_answers(chapter.id)
    found = []
    for each in load(chapter.id):
        given = answers.get(each.id) or Answers("", "", ())
        found.append(Proof(chapter, each, Case("", "", "unattempted"), "untouched"))
        found.append(Proof(chapter, each, Case("", given.reference), "reference"))
        found += [Proof(chapter, each, case, "route") for case in given.routes]
        found += [Proof(chapter, each, case, "wrong") for case in given.wrong[:1]]
    return found


PROOFS = [proof for chapter in course.CHAPTERS for proof in _proofs(chapter)]
EXERCISES = [(chapter, each) for chapter in course.CHAPTERS for each in load(chapter.id)]


def _parameter(proof: Proof) -> object:
    short = proof.kind in ("reference", "wrong")
    return pytest.param(proof, id=proof.name, marks=() if short else pytest.mark.slow)


@pytest.mark.parametrize("proof", [_parameter(proof) for proof in PROOFS])
def test_exercise(proof: Proof, harbour: Harbour) -> None:
    harbour.need(proof.chapter.images)
    before = inventory.take(harbour.client)
    with desk(proof.chapter.id) as table:
        table.start(proof.exercise)
        _prove(proof, table)
    assert inventory.take(harbour.client) == before, "장을 닫은 뒤에 남은 것이 있습니다"


def _prove(proof: Proof, table: Desk) -> None:
    if proof.case.source:
        table.run(proof.case.source)
    result = table.check(proof.exercise)
    assert result.outcome is Outcome(proof.case.outcome), explain(result)
    if proof.kind == "reference":
        again = table.check(proof.exercise)
        assert again == result, f"두 번째 확인이 다릅니다\n{explain(again)}"
        assert result.points == result.max == proof.exercise.max
    if proof.kind == "wrong":
        _is_told(proof.case, result)


def _is_told(case: Case, result: Result) -> None:
    """틀린 답은 점수를 다 받지 못하고, 그 답만을 위한 말을 듣습니다."""
    assert result.outcome is Outcome(case.outcome), explain(result)
    assert result.points < result.max
    assert case.says, "틀린 답에 그 답만을 위한 말(says)이 없습니다"
    assert case.says in explain(result), explain(result)


@pytest.mark.slow
@pytest.mark.parametrize(("chapter", "exercise"), [pytest.param(*each, id=each[1].id) for each in EXERCISES])
def test_every_wrong_answer_is_told_and_every_step_counts(
    chapter: Chapter, exercise: Exercise, harbour: Harbour
) -> None:
    """모든 틀린 답을 봅니다. 단계마다 그 단계가 성립하지 않는 틀린 답이 있어서, 조건을 뒤집으면 결과가 달라집니다.

    통과한 답에서 한 단계를 뒤집으면 언제나 통과가 아니므로, 더 강하게, 단계를 빼도 눈치채는 틀린 답을 찾습니다.
    """
    harbour.need(chapter.images)
    before = inventory.take(harbour.client)
    idle = {step.name for step in exercise.steps}
    for case in load_answers(chapter.id)[exercise.id].wrong:
        with desk(chapter.id) as table:
            table.start(exercise)
            table.run(case.source)
            result = table.check(exercise)
        _is_told(case, result)
        assert inventory.take(harbour.client) == before, f"{case.name}: 장을 닫은 뒤에 남은 것이 있습니다"
        idle -= {step.name for step in result.steps if not step.held}
    assert not idle, f"어떤 틀린 답에서도 어긋나지 않는 단계: {sorted(idle)}"


@pytest.mark.parametrize("chapter", chapters.written(), ids=lambda chapter: chapter.id)
def test_answers_are_complete(chapter: Chapter) -> None:
    answers = load_answers(chapter.id)
    assert set(answers) == {each.id for each in load(chapter.id)}
    for identity, given in answers.items():
        assert given.reference.strip() and given.because.strip(), identity
        assert given.routes, f"{identity}: 다른 길이 없습니다"
        assert len(given.wrong) >= 2, f"{identity}: 틀린 답이 둘보다 적습니다"
        assert all(case.outcome == "pass" for case in given.routes)
        assert all(case.outcome in ("fail", "partial") and case.says for case in given.wrong), identity
        sources = [given.reference, *(case.source for case in (*given.routes, *given.wrong))]
        assert len({source.strip() for source in sources}) == len(sources), f"{identity}: 같은 답이 두 번 있습니다"


def test_identities_are_unique_and_in_order() -> None:
    for chapter, group in groupby(EXERCISES, key=lambda each: each[0]):
        identities = [exercise.id for _, exercise in group]
        assert identities == [f"{chapter.number}-{number}" for number in range(1, len(identities) + 1)]
    assert not [each for each, count in Counter(exercise.id for _, exercise in EXERCISES).items() if count > 1]


def test_there_are_enough_exercises() -> None:
    assert len(EXERCISES) >= 20
    assert sum(exercise.repair for _, exercise in EXERCISES) >= 4
