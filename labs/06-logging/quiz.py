"""06장의 퀴즈입니다."""

from gorae.widget.quiz import Choice, Question

QUIZ = {
    "06-a": (
        Question(
            "`docker exec`으로 컨테이너 안에서 `echo`를 실행했습니다. `docker logs`에 나옵니까?",
            (
                Choice(
                    "나오지 않는다",
                    True,
                    "로그는 컨테이너의 첫 프로세스에게서 온 출력입니다. exec의 출력은 exec을 부른 쪽으로 갑니다.",
                ),
                Choice("나온다", False, "같은 컨테이너 안이라도 출력이 이어진 곳이 다릅니다."),
                Choice("표준 오류로 쓰면 나온다", False, "표준 오류도 exec을 부른 쪽으로 갑니다."),
            ),
        ),
        Question(
            "`json-file` 드라이버를 옵션 없이 쓰면 로그 파일은 언제까지 자랍니까?",
            (
                Choice("10 MB까지", False, "기본 한도는 없습니다."),
                Choice("100 MB까지", False, "기본으로 100 MB에서 멈추는 것은 `local` 드라이버입니다."),
                Choice(
                    "컨테이너를 지우거나 디스크가 찰 때까지",
                    True,
                    "한도가 없으므로 오래 도는 컨테이너에는 `max-size`와 `max-file`을 꼭 줍니다.",
                ),
            ),
        ),
        Question(
            "수집기를 컨테이너 `collector`로 띄우고 `--log-opt syslog-address=tcp://collector:514`라고 적었습니다. 같은 네트워크인데도 시작하지 않습니다. 왜입니까?",
            (
                Choice(
                    "로그를 보내는 것은 컨테이너가 아니라 엔진이므로",
                    True,
                    "엔진은 컨테이너의 네트워크에 없으므로 그 이름을 모릅니다. 엔진이 보는 주소를 적어야 합니다.",
                ),
                Choice("syslog는 UDP로만 받으므로", False, "TCP와 TLS로도 받습니다."),
                Choice("514번 포트는 root만 쓸 수 있으므로", False, "보내는 쪽의 권한과는 상관이 없습니다."),
            ),
        ),
        Question(
            "`mode=non-blocking`을 쓰면 무엇을 얻고 무엇을 잃습니까?",
            (
                Choice(
                    "받는 쪽이 느려도 애플리케이션은 멈추지 않고, 넘친 로그는 사라진다",
                    True,
                    "출력은 버퍼에 담기고, 버퍼가 차면 버려집니다.",
                ),
                Choice(
                    "로그가 더 빨리 도착하고, 순서가 섞인다", False, "순서는 그대로이고 받는 쪽이 빨라지지도 않습니다."
                ),
                Choice("로그가 디스크에 쌓이고, 디스크를 더 쓴다", False, "버퍼는 메모리에 있습니다."),
            ),
        ),
    ),
}
