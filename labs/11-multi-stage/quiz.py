"""11장의 퀴즈입니다."""

from gorae.widget.quiz import Choice, Question

QUIZ = {
    "11-a": (
        Question(
            "`FROM`이 둘인 Dockerfile을 빌드했습니다. 첫 스테이지에서 설치한 도구는 최종 이미지에 있습니까?",
            (
                Choice("있지만 숨겨져 있음", False, "최종 이미지의 레이어에는 첫 스테이지의 레이어가 하나도 없습니다."),
                Choice(
                    "`COPY --from`으로 가져온 파일만 있음",
                    True,
                    "스테이지마다 새로 시작하므로 가져오지 않은 것은 없습니다.",
                ),
                Choice(
                    "두 스테이지의 파일이 모두 합쳐져 있음", False, "`FROM`은 이어 붙이는 것이 아니라 새로 시작합니다."
                ),
            ),
        ),
        Question(
            "`COPY --from=0`을 쓰던 Dockerfile의 맨 위에 스테이지를 하나 넣었습니다. 어떻게 됩니까?",
            (
                Choice(
                    "새로 넣은 스테이지에서 가져오려고 함",
                    True,
                    "번호는 위에서부터 셉니다. 같은 경로의 파일이 있으면 오류도 나지 않습니다.",
                ),
                Choice("전과 같은 스테이지에서 가져옴", False, "번호는 스테이지에 붙은 것이 아니라 자리입니다."),
                Choice("빌드가 언제나 실패함", False, "새 스테이지에 그 파일이 없을 때에만 실패합니다."),
            ),
        ),
        Question(
            "`FROM scratch`에 담은 프로그램이 “no such file or directory”로 끝났습니다. 파일은 있습니다. 까닭은 무엇입니까?",
            (
                Choice("실행 권한이 없어서", False, "그때에는 permission denied라고 합니다."),
                Choice(
                    "프로그램이 찾는 로더와 공유 라이브러리가 없어서",
                    True,
                    "정적으로 빌드하거나, 라이브러리를 함께 담거나, 라이브러리가 있는 이미지에 담습니다.",
                ),
                Choice(
                    "`CMD`의 경로를 상대 경로로 적어서", False, "여기서는 파일을 찾아서 열었고, 그다음에 실패했습니다."
                ),
            ),
        ),
        Question(
            "`test` 스테이지에서 시험을 돌리지만 마지막 스테이지는 그 결과를 쓰지 않습니다. BuildKit으로 빌드하면 어떻게 됩니까?",
            (
                Choice("시험을 돌리고, 실패하면 빌드도 실패함", False, "옛 빌더라면 그렇습니다."),
                Choice("시험을 돌리지만 실패는 무시함", False, "아예 돌리지 않습니다."),
                Choice(
                    "시험을 돌리지 않음",
                    True,
                    "아무도 쓰지 않는 스테이지는 건너뜁니다. 돌리려면 `--target test`로 빌드하세요.",
                ),
            ),
        ),
        Question(
            "작은 이미지에 담은 프로그램이 “x509: certificate signed by unknown authority”라고 합니다. 무엇을 합니까?",
            (
                Choice("인증서 확인을 끔", False, "누구의 인증서든 믿게 되어 HTTPS를 쓰는 뜻이 없어집니다."),
                Choice(
                    "믿을 인증서의 묶음을 빌드 스테이지에서 가져옴",
                    True,
                    "`/etc/ssl/certs/ca-certificates.crt`가 흔히 쓰는 자리입니다.",
                ),
                Choice("`EXPOSE 443`을 적음", False, "`EXPOSE`는 인증서와 상관없습니다."),
            ),
        ),
    ),
}
