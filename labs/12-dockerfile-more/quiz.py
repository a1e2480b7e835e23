"""12장의 퀴즈입니다."""

from gorae.widget.quiz import Choice, Question

QUIZ = {
    "12-a": (
        Question(
            "암호를 `--build-arg`로 넘겨 빌드한 이미지를 남에게 주었습니다. 암호는 어떻게 됩니까?",
            (
                Choice(
                    "빌드가 끝나면 사라지므로 안전하다", False, "환경 변수로는 사라지지만 이미지의 기록에 남습니다."
                ),
                Choice(
                    "`docker history`로 누구나 볼 수 있다",
                    True,
                    "그 값을 쓴 RUN의 기록에 값이 그대로 적힙니다. 암호는 빌드 시크릿으로 건네야 합니다.",
                ),
                Choice("컨테이너의 환경 변수에서 보인다", False, "ARG는 컨테이너까지 가지 않습니다."),
            ),
        ),
        Question(
            '`ENTRYPOINT ["ping"]`, `CMD ["localhost"]`인 이미지를 `docker run 이미지 -c 1 example.com`으로 실행하면 무엇이 시작됩니까?',
            (
                Choice(
                    "`ping localhost -c 1 example.com`", False, "`docker run` 뒤에 적은 것은 CMD에 더해지지 않습니다."
                ),
                Choice(
                    "`ping -c 1 example.com`",
                    True,
                    "`docker run` 뒤에 적은 것이 CMD를 통째로 대신하고 ENTRYPOINT는 남습니다.",
                ),
                Choice("`-c 1 example.com`", False, "ENTRYPOINT를 바꾸려면 `--entrypoint`가 필요합니다."),
            ),
        ),
        Question(
            "`docker stop`이 언제나 10초 걸리고 종료 코드는 137입니다. 무엇부터 봅니까?",
            (
                Choice(
                    "PID 1이 무엇이고 어떤 신호를 아는지",
                    True,
                    "신호는 PID 1에만 갑니다. PID 1이 셸이거나 모르는 신호면 10초 뒤에 SIGKILL로 죽습니다.",
                ),
                Choice(
                    "메모리가 모자라지 않은지", False, "메모리가 모자라도 137이지만, 멈출 때마다 그렇지는 않습니다."
                ),
                Choice(
                    "`docker stop -t`를 늘리면 되는지",
                    False,
                    "신호가 닿지 않으면 아무리 기다려도 스스로 끝나지 않습니다.",
                ),
            ),
        ),
        Question(
            "컨테이너가 `unhealthy`가 되었습니다. 도커 엔진은 무엇을 합니까?",
            (
                Choice("컨테이너를 다시 시작한다", False, "재시작 정책은 끝난 컨테이너만 봅니다."),
                Choice(
                    "상태를 적고 이벤트로 알린다",
                    True,
                    "그 다음 일은 스웜이나 컴포즈처럼 상태를 보는 쪽이 정합니다.",
                ),
                Choice("포트 게시를 멈춘다", False, "요청은 그대로 갑니다."),
            ),
        ),
        Question(
            "Dockerfile에 `VOLUME /data`를 적었습니다. 무슨 뜻입니까?",
            (
                Choice(
                    "호스트의 `/data`를 컨테이너와 공유한다", False, "호스트의 경로는 Dockerfile에 적을 수 없습니다."
                ),
                Choice(
                    "아무것도 연결하지 않으면 이름 없는 볼륨을 만들어 `/data`에 연결한다",
                    True,
                    "컨테이너마다 새 볼륨이 생깁니다. 이름을 붙여 연결하는 편이 다루기 쉽습니다.",
                ),
                Choice("`/data`에 쓴 것을 이미지에 담는다", False, "볼륨에 쓴 것은 이미지에 들어가지 않습니다."),
            ),
        ),
    ),
}
