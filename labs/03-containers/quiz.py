"""03장의 퀴즈입니다."""

from gorae.widget.quiz import Choice, Question

QUIZ = {
    "03-a": (
        Question(
            "터미널에서 `docker attach`로 연결한 셸에 `exit`를 입력하면 어떻게 됩니까?",
            (
                Choice(
                    "연결만 끊기고 컨테이너는 계속 실행된다",
                    False,
                    "연결만 끊는 것은 Ctrl-P Ctrl-Q입니다. exit는 셸을 끝냅니다.",
                ),
                Choice(
                    "그 셸이 PID 1이면 컨테이너도 끝난다",
                    True,
                    "attach는 PID 1의 입출력에 연결합니다. PID 1이 끝나면 컨테이너도 끝납니다.",
                ),
                Choice(
                    "새 셸이 다시 시작된다",
                    False,
                    "다시 시작하는 것은 재시작 정책의 일이고, 정책을 정하지 않으면 다시 시작하지 않습니다.",
                ),
            ),
        ),
        Question(
            "`docker stop`이 10초 걸려 끝난 컨테이너의 종료 코드가 137입니다. 무슨 일이 있었습니까?",
            (
                Choice(
                    "메모리가 모자라서 죽었다", False, "메모리 부족도 137이지만, 그때는 stop을 기다릴 일이 없습니다."
                ),
                Choice(
                    "PID 1이 SIGTERM에 끝나지 않아 SIGKILL을 받았다",
                    True,
                    "stop은 SIGTERM을 보내고 10초를 기다린 뒤 SIGKILL(9)을 보냅니다. 137은 128 + 9입니다.",
                ),
                Choice("프로그램이 스스로 137을 돌려주었다", False, "그럴 수는 있지만 10초를 다 쓸 까닭이 없습니다."),
            ),
        ),
        Question(
            "재시작 정책이 `always`인 컨테이너를 `docker stop`으로 멈추었습니다. 다음에 무슨 일이 일어납니까?",
            (
                Choice("곧바로 다시 시작된다", False, "사람이 멈춘 것은 엔진이 기억하고 다시 시작하지 않습니다."),
                Choice(
                    "멈춘 채로 있다",
                    True,
                    "사람이 멈추었으므로 그대로 둡니다. 다만 데몬이 다시 시작되면 always는 되살아나고 unless-stopped는 그대로입니다.",
                ),
                Choice("정책이 no로 바뀐다", False, "정책은 그대로입니다. 다시 시작하면 또 적용됩니다."),
            ),
        ),
        Question(
            "실행 중인 컨테이너에 포트를 하나 더 게시하려면 어떻게 합니까?",
            (
                Choice("docker update로 더한다", False, "update가 바꾸는 것은 자원 한도와 재시작 정책뿐입니다."),
                Choice(
                    "exec로 들어가 설정한다", False, "게시는 컨테이너 밖, 엔진이 하는 일이라 안에서 바꿀 수 없습니다."
                ),
                Choice(
                    "컨테이너를 다시 만든다",
                    True,
                    "게시하는 포트는 만들 때에만 정합니다. 그래서 데이터는 컨테이너 밖에 두는 편이 좋습니다.",
                ),
            ),
        ),
        Question(
            "환경 변수로 넘긴 비밀번호를 알아낼 수 없는 사람은 누구입니까?",
            (
                Choice("docker inspect를 쓸 수 있는 사람", False, "Config.Env에 그대로 있습니다."),
                Choice(
                    "컨테이너에서 exec를 쓸 수 있는 사람", False, "env를 실행하거나 /proc/1/environ을 읽으면 보입니다."
                ),
                Choice(
                    "게시한 포트로 웹 페이지만 볼 수 있는 사람",
                    True,
                    "프로그램이 스스로 내보이지 않는 한, 포트로는 환경 변수를 볼 수 없습니다.",
                ),
            ),
        ),
    ),
}
