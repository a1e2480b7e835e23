"""07장의 퀴즈입니다."""

from gorae.widget.quiz import Choice, Question

QUIZ = {
    "07-a": (
        Question(
            "종료 코드가 137인 컨테이너가 있습니다. 메모리가 모자라서 죽었는지 알려면 무엇을 봅니까?",
            (
                Choice("종료 코드만으로 안다", False, "137은 SIGKILL로 끝났다는 뜻이고, 누구나 보낼 수 있습니다."),
                Choice(
                    "`State.OOMKilled`",
                    True,
                    "커널이 메모리 때문에 죽였을 때에만 참이 됩니다. 이벤트 `oom`도 남습니다.",
                ),
                Choice(
                    "`docker logs`의 마지막 줄", False, "SIGKILL을 받은 프로그램은 아무 말도 남기지 못하고 끝납니다."
                ),
            ),
        ),
        Question(
            "아무도 다투지 않는 기계에서 `--cpu-shares 2`인 컨테이너 하나가 쉬지 않고 계산합니다. CPU를 얼마나 씁니까?",
            (
                Choice("거의 쓰지 못한다", False, "몫은 다툴 때에만 듣습니다. 상한이 아닙니다."),
                Choice("1024분의 2", False, "몫은 비율이고, 다툴 상대가 없으면 나눌 것도 없습니다."),
                Choice(
                    "하나를 다 쓴다", True, "다툴 상대가 없으므로 남은 CPU를 모두 씁니다. 막으려면 `--cpus`를 씁니다."
                ),
            ),
        ),
        Question(
            "`--memory 64m`만 준 컨테이너는 메모리와 스왑을 더해 얼마까지 쓸 수 있습니까? 기계에는 스왑이 넉넉합니다.",
            (
                Choice("64 MiB", False, "스왑까지 막으려면 `--memory-swap`도 64m로 주어야 합니다."),
                Choice("128 MiB", True, "`--memory-swap`을 주지 않으면 메모리 한도의 두 배가 됩니다."),
                Choice("끝이 없다", False, "스왑을 끝없이 쓰게 하려면 `--memory-swap -1`을 주어야 합니다."),
            ),
        ),
        Question(
            "실행 중인 컨테이너의 CPU 한도를 바꾸려 합니다. 무엇이 필요합니까?",
            (
                Choice("다시 만들기", False, "한도는 컨테이너의 다른 설정과 달리 만든 뒤에도 바꿀 수 있습니다."),
                Choice("다시 시작", False, "커널의 파일에 새 값이 적히는 순간부터 듣습니다."),
                Choice("`docker update`", True, "프로세스는 그대로이고 커널의 cgroup 파일만 바뀝니다."),
            ),
        ),
    ),
}
