"""00장의 답입니다. 시험과 「정답 보기」가 씁니다."""

from gorae.exercise import Answers, Case

ANSWERS = {
    "00-1": Answers(
        reference="""
mine = values("00-1")
client.containers.run("gorae/shell:1", ["echo", mine.word], name="gorae-hello")
""",
        because="`remove=True`가 없으므로 끝난 컨테이너가 출력과 종료 코드를 지닌 채 남습니다.",
        routes=(
            Case(
                "CLI",
                """
mine = values("00-1")
!docker run --name gorae-hello gorae/shell:1 echo {mine.word}
""",
            ),
            Case(
                "만들고 나서 시작",
                """
created = client.containers.create("gorae/shell:1", ["echo", values("00-1").word], name="gorae-hello")
created.start()
""",
            ),
        ),
        wrong=(
            Case(
                "다른 낱말",
                'client.containers.run("gorae/shell:1", ["echo", "hello"], name="gorae-hello")',
                "partial",
                "목표에 적힌 낱말만 그대로",
            ),
            Case(
                "끝나지 않는 명령",
                'client.containers.run("gorae/shell:1", ["sleep", "600"], name="gorae-hello", detach=True)',
                "partial",
                "running (종료 코드 0)",
            ),
            Case(
                "만들기만 함",
                'client.containers.create("gorae/shell:1", ["echo", values("00-1").word], name="gorae-hello")',
                "partial",
                "created (종료 코드 0)",
            ),
            Case(
                "오류로 끝나는 명령",
                'client.containers.run("gorae/shell:1", ["sh", "-c", "exit 3"], name="gorae-hello", detach=True)',
                "partial",
                "exited (종료 코드 3)",
            ),
            Case(
                "다른 이미지",
                """
client.containers.run("gorae/shell:1", "true", name="gorae-tmp")
client.containers.get("gorae-tmp").commit("gorae-other")
client.containers.run("gorae-other", ["echo", values("00-1").word], name="gorae-hello")
""",
                "partial",
                "gorae/shell:1로 다시 만드세요",
            ),
        ),
    ),
}
