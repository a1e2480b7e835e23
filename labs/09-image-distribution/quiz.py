"""09장의 퀴즈입니다."""

from gorae.widget.quiz import Choice, Question

QUIZ = {
    "09-a": (
        Question(
            "베이스가 같은 이미지 셋을 `docker save`로 옮깁니다. 셋을 한 명령에 적으면 무엇이 달라집니까?",
            (
                Choice("묶음이 한 파일이 될 뿐 크기는 같다", False, "함께 쓰는 레이어가 한 번만 들어가서 작아집니다."),
                Choice(
                    "함께 쓰는 레이어가 한 번만 들어간다", True, "하나씩 꺼내면 묶음마다 베이스가 통째로 들어갑니다."
                ),
                Choice(
                    "레이어가 하나로 합쳐진다", False, "합치는 것은 `export`입니다. `save`는 레이어를 그대로 둡니다."
                ),
            ),
        ),
        Question(
            "`docker export`와 `docker import`를 거친 이미지를 명령 없이 실행했더니 오류가 났습니다. 왜입니까?",
            (
                Choice("묶음이 도중에 깨져서", False, "파일은 모두 온전합니다. 잃은 것은 파일이 아닙니다."),
                Choice("실행할 명령 같은 설정이 옮겨지지 않아서", True, "`import`의 `-c`로 다시 적어야 합니다."),
                Choice("레이어가 하나뿐이라서", False, "레이어가 하나인 이미지도 실행할 수 있습니다."),
            ),
        ),
        Question(
            "`app:stable`을 어제도 오늘도 받았는데 다르게 움직입니다. 늘 같은 이미지를 받으려면 무엇을 적어야 합니까?",
            (
                Choice("`app:latest`", False, "`latest`도 옮겨 가는 태그입니다."),
                Choice("`app@sha256:…`", True, "다이제스트는 내용에서 나온 값이라 내용이 바뀌면 값도 바뀝니다."),
                Choice("이미지 ID", False, "이미지 ID로는 레지스트리에서 받을 수 없습니다."),
            ),
        ),
        Question(
            "다른 기계의 레지스트리에 올리려는데 `server gave HTTP response to HTTPS client`라고 합니다. 무슨 뜻입니까?",
            (
                Choice("암호가 틀렸다", False, "암호가 틀리면 401입니다. 아직 암호를 묻기도 전입니다."),
                Choice(
                    "레지스트리가 TLS를 쓰지 않는데 엔진은 HTTPS로 말을 걸었다",
                    True,
                    "레지스트리에 인증서를 두는 것이 옳고, 실험이라면 그 주소를 `insecure-registries`에 적습니다.",
                ),
                Choice("방화벽이 막았다", False, "막혔다면 대답 자체가 없습니다. 대답은 왔는데 HTTP였습니다."),
            ),
        ),
        Question(
            "`docker login`에 성공했습니다. 암호는 어디에 남습니까?",
            (
                Choice(
                    "엔진의 데이터 폴더에", False, "엔진은 암호를 보관하지 않습니다. 요청할 때마다 CLI가 함께 보냅니다."
                ),
                Choice(
                    "CLI의 설정 파일이나 운영체제의 비밀 보관함에",
                    True,
                    "보관함이 없으면 `config.json`에 base64로 적힙니다. 누구나 되돌릴 수 있습니다.",
                ),
                Choice("레지스트리에서 받은 쿠키로", False, "쿠키를 쓰지 않습니다."),
            ),
        ),
    ),
}
