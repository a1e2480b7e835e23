"""00장의 퀴즈입니다."""

from gorae.widget.quiz import Choice, Question

QUIZ = {
    "00-a": (
        Question(
            "노트북의 셀을 실행하면 컨테이너는 어디에서 실행됩니까?",
            (
                Choice("브라우저 안", False, "브라우저는 화면만 보여 줍니다. 코드는 커널이 실행합니다."),
                Choice(
                    "파이썬 커널 안",
                    False,
                    "커널은 엔진에 부탁하는 쪽입니다. 컨테이너는 커널의 자식 프로세스가 아닙니다.",
                ),
                Choice(
                    "Docker 엔진이 있는 기계",
                    True,
                    "커널은 API로 부탁하고, 엔진이 자기 기계에서 컨테이너를 실행합니다.",
                ),
            ),
        ),
        Question(
            "커널을 다시 시작하면 실행 중이던 컨테이너는 어떻게 됩니까?",
            (
                Choice("함께 멈춘다", False, "컨테이너는 커널이 아니라 엔진이 돌보므로 멈추지 않습니다."),
                Choice(
                    "그대로 실행된다",
                    True,
                    "사라지는 것은 파이썬 변수뿐입니다. 컨테이너는 이름으로 다시 찾을 수 있습니다.",
                ),
                Choice("지워진다", False, "지우는 것은 lab.close()나 docker rm처럼 지우라고 한 명령뿐입니다."),
            ),
        ),
        Question(
            "`lab.close()`가 없애지 않는 것은 무엇입니까?",
            (
                Choice(
                    "이 장을 열기 전부터 있던 gorae-old 컨테이너",
                    True,
                    "이름이 gorae-로 시작해도 장을 열 때 이미 있었으면 남깁니다.",
                ),
                Choice(
                    "이 장에서 만든 gorae-first 컨테이너", False, "장을 연 뒤에 gorae- 이름으로 만든 것이므로 없앱니다."
                ),
                Choice("이 장에서 만든 gorae-data 볼륨", False, "볼륨도 같은 규칙을 따르므로 없앱니다."),
            ),
        ),
    ),
}
