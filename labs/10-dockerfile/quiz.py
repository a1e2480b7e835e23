"""10장의 퀴즈입니다."""

from gorae.widget.quiz import Choice, Question

QUIZ = {
    "10-a": (
        Question(
            "Dockerfile에 `EXPOSE 80`을 적고 `docker run -d`로 실행했습니다. 호스트에서 그 포트로 접속됩니까?",
            (
                Choice("접속됨", False, "EXPOSE는 어느 포트를 쓰는지 적어 둘 뿐이고 아무것도 게시하지 않습니다."),
                Choice(
                    "`-P`나 `-p`를 붙여야 접속됨",
                    True,
                    "게시는 실행할 때 정합니다. `-P`는 EXPOSE한 포트를 모두 게시합니다.",
                ),
                Choice(
                    "`EXPOSE 80:80`으로 적으면 접속됨",
                    False,
                    "그렇게 적어도 게시하지 않습니다. 호스트의 포트는 이미지가 정하지 못합니다.",
                ),
            ),
        ),
        Question(
            "`RUN cd /tmp` 다음 줄의 `RUN pwd`는 무엇을 출력합니까? 작업 폴더는 정하지 않았습니다.",
            (
                Choice("`/tmp`", False, "RUN마다 새 컨테이너에서 새 셸이 시작하므로 cd는 이어지지 않습니다."),
                Choice("`/`", True, "폴더를 이어 가려면 WORKDIR을 쓰거나 한 RUN 안에서 `&&`로 이어야 합니다."),
                Choice(
                    "아무것도 출력하지 않고 빌드가 실패함", False, "cd는 성공합니다. 다음 단계에 남지 않을 뿐입니다."
                ),
            ),
        ),
        Question(
            "`COPY . /app`이 `RUN 설치` 앞에 있습니다. README의 글자 하나를 고치고 다시 빌드하면 어떻게 됩니까?",
            (
                Choice("모두 캐시를 씀", False, "README도 복사할 파일이므로 COPY의 캐시가 맞지 않습니다."),
                Choice("COPY만 다시 하고 설치는 캐시를 씀", False, "캐시는 한 번 끊기면 그 아래로 모두 끊깁니다."),
                Choice(
                    "COPY부터 설치까지 다시 함",
                    True,
                    "그래서 설치에 필요한 파일만 먼저 복사하고 나머지는 나중에 복사합니다.",
                ),
            ),
        ),
        Question(
            "폴더에 2 GB짜리 파일이 있지만 COPY하지 않습니다. 빌드할 때 그 파일은 엔진에 갑니까?",
            (
                Choice("어느 빌더든 감", False, "BuildKit은 Dockerfile이 쓰는 파일만 달라고 합니다."),
                Choice(
                    "옛 빌더라면 가고, BuildKit이라면 가지 않음",
                    True,
                    "옛 빌더는 먼저 모두 받습니다. `.dockerignore`에 적으면 어느 빌더든 가지 않습니다.",
                ),
                Choice("어느 빌더든 가지 않음", False, "옛 빌더는 컨텍스트를 통째로 받은 다음에 빌드합니다."),
            ),
        ),
        Question(
            "`RUN apt-get update`를 빌드한 지 한 달이 지났습니다. 그대로 다시 빌드하면 목록이 새로워집니까?",
            (
                Choice(
                    "캐시를 쓰므로 그대로임",
                    True,
                    "RUN은 글자만 견줍니다. 새로 하려면 `--no-cache`를 쓰거나 글을 바꿉니다.",
                ),
                Choice("새로워짐", False, "엔진은 명령이 무엇을 받아 오는지 모릅니다. 글자가 같으면 캐시를 씁니다."),
                Choice("하루가 지나면 새로워짐", False, "캐시에는 유효 기간이 없습니다."),
            ),
        ),
    ),
}
