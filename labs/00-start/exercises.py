"""00장의 실습입니다."""

from random import Random

from gorae.exercise import Exercise, Look, Step, word

NAME = "gorae-hello"


def _values(random: Random) -> dict[str, str]:
    return {"word": word(random)}


def _ours(look: Look) -> None:
    container = look.container(NAME)
    look.require(
        look.image("gorae/shell:1").id == container.attrs["Image"],
        "이미지 gorae/shell:1로 만든 컨테이너",
        f"이미지 {container.attrs['Config']['Image']}",
        "컨테이너를 지우고 gorae/shell:1로 다시 만드세요.",
        final=True,
    )


def _ended(look: Look) -> None:
    state = look.container(NAME).attrs["State"]
    look.require(
        state["Status"] == "exited" and state["ExitCode"] == 0,
        "종료 코드 0으로 끝난 상태",
        f"{state['Status']} (종료 코드 {state['ExitCode']})",
        "명령이 오류 없이 끝나야 합니다. echo는 글자를 쓰고 바로 끝나는 명령입니다.",
        final=state["Status"] == "exited",
    )


def _said(look: Look) -> None:
    container = look.container(NAME)
    said = container.logs().decode("utf-8", "replace").strip()
    look.require(
        said == look.mine.word,
        f"출력 {look.mine.word}",
        f"출력 {said[:60]}" if said else "출력 없음",
        "목표에 적힌 낱말만 그대로 출력하세요.",
        final=container.status == "exited",
    )


EXERCISES = (
    Exercise(
        id="00-1",
        title="첫 컨테이너",
        stars=1,
        goal=(
            "이미지 `gorae/shell:1`로 만든 컨테이너 `gorae-hello`가 낱말 `{word}`만 출력하고 "
            "종료 코드 0으로 끝나 있습니다. 끝난 컨테이너는 지우지 않고 남겨 둡니다."
        ),
        steps=(
            Step("컨테이너 gorae-hello가 gorae/shell:1로 만들어졌습니다", _ours),
            Step("오류 없이 끝났습니다", _ended, settles=3),
            Step("자기 낱말을 출력했습니다", _said, settles=3),
        ),
        attempted=lambda look: look.find("container", NAME) is not None,
        hints=(
            "바로 앞에서 `client.containers.run`으로 컨테이너를 실행했습니다. 이번에는 이름을 붙이고, 끝난 뒤에 지우지 않습니다.",
            '`name="gorae-hello"`를 넘기고 `remove=True`는 빼세요.',
            '명령은 `["echo", "{word}"]`입니다.',
        ),
        shows="컨테이너는 명령이 끝나면 멈추지만, 지우기 전까지는 출력과 종료 코드를 지니고 있습니다.",
        values=_values,
    ),
)
