"""한국어 규칙입니다. 함수마다 글을 받아 어긴 것을 문장으로 돌려줍니다."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from proof.prose import CODE, Block, blocks, literal_marks

GLOSSARY = {
    "콘테이너": "컨테이너", "컨테이나": "컨테이너", "이메지": "이미지", "레이여": "레이어", "기본 이미지": "베이스 이미지",
    "기반 이미지": "베이스 이미지", "베이스이미지": "베이스 이미지", "지시자": "지시어", "지시문": "지시어",
    "인스트럭션": "지시어", "명령어": "명령", "커맨드": "명령", "커멘드": "명령", "빌드컨텍스트": "빌드 컨텍스트",
    "콘텍스트": "컨텍스트", "빌드캐시": "빌드 캐시", "캐쉬": "캐시", "멀티스테이지": "멀티 스테이지", "볼룸": "볼륨",
    "바인드마운트": "바인드 마운트", "바인딩 마운트": "바인드 마운트", "브릿지": "브리지", "퍼블리시": "게시",
    "퍼블리쉬": "게시", "레지스터리": "레지스트리", "리지스트리": "레지스트리", "리포지토리": "리포지터리",
    "레포지토리": "리포지터리", "레파지토리": "리포지터리", "디먼": "데몬", "대몬": "데몬", "런타입": "런타임",
    "가상머신": "가상 머신", "버추얼 머신": "가상 머신", "하이퍼바이져": "하이퍼바이저", "네임 스페이스": "네임스페이스",
    "이름 공간": "네임스페이스", "이름공간": "네임스페이스", "라벨": "레이블", "리미트": "한도", "헬스체크": "헬스 체크",
    "헬쓰": "헬스", "씨크릿": "시크릿", "메니페스트": "매니페스트", "매니패스트": "매니페스트", "리플리카": "레플리카",
    "롤링업데이트": "롤링 업데이트", "스왐": "스웜", "콤포즈": "컴포즈", "쉘": "셸", "디프리케이트": "사용 중단",
    "어플리케이션": "애플리케이션", "다이제스터": "다이제스트", "어태치": "연결(attach)", "디태치": "분리(detach)",
    "디렉토리": "디렉터리", "메세지": "메시지", "컨텐츠": "콘텐츠", "네트웍": "네트워크",
}  # fmt: skip

TERMS = {
    "컨테이너": "container", "이미지": "image", "레이어": "layer", "베이스 이미지": "base image", "볼륨": "volume",
    "바인드 마운트": "bind mount", "레지스트리": "registry", "리포지터리": "repository", "데몬": "daemon",
    "런타임": "runtime", "가상 머신": "virtual machine", "하이퍼바이저": "hypervisor", "네임스페이스": "namespace",
    "레이블": "label", "헬스 체크": "health check", "매니페스트": "manifest", "다이제스트": "digest",
    "애플리케이션": "application", "빌드 캐시": "build cache", "빌드 컨텍스트": "build context",
}  # fmt: skip

BANNED = (
    r"수행[하되할한했합됩]", r"진행[하되할한했합됩]", r"에 대하여", r"에 대해(?![요])", r"되어[지진져졌집]", r"보여[지진져졌집]",
    r"불려[지진져졌집]", r"(?<![가-힣])당신", r"(?<![가-힣])여러분", r"(?<![가-힣])우리(?=[는가의를도\s]|에게|끼리)",
    r"[하보쓰]시(?:면|고|는|기)", r"누르시(?:면|고|는)", r"원하시는",
)  # fmt: skip

POLITE = re.compile(r"(?:니다|니까|세요)$")
_PLAIN_OR_SOFT = re.compile(
    r"(?:(?<![니])다|[에예어아해지죠네]요|죠|는가|인가|은가|던가|을까|하자|하라|해라|[했였었]어|해)$"
)
_PARTICLES = "은|는|가|을|를|와|과|의|에|에서|에게|로|으로|도|만|까지|부터|입니다"
_CLOSING = "\"'”’」』)]"


def _hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"


def register(block: Block) -> Iterator[str]:
    """문장은 합쇼체(`-습니다`, `-습니까`)나 `-세요`로 끝납니다."""
    for sentence in block.sentences():
        # 문장 끝의 괄호 속 덧붙임은 말투를 정하지 않습니다: `…다릅니다(04장).`
        core = re.sub(r"\([^()]*\)$", "", sentence.rstrip(".?!")).rstrip(_CLOSING + ".?!")
        if core and _hangul(core[-1]) and not POLITE.search(core):
            yield f"합쇼체가 아닌 문장: {sentence}"
    core = block.text.rstrip()
    if core and block.kind != "heading" and (_plain_verb(core) or re.search(r"[에예어아해]요$", core)):
        yield f"합쇼체가 아닌 끝맺음: {core[-40:]}"


def _plain_verb(core: str) -> bool:
    """`만든다`, `했다`처럼 ㄴ이나 ㅆ 받침 뒤의 `다`로 끝나는지입니다."""
    return len(core) > 1 and core[-1] == "다" and _hangul(core[-2]) and (ord(core[-2]) - ord("가")) % 28 in (4, 20)


def wording(block: Block) -> Iterator[str]:
    """용어집의 말을 쓰고, 쓰지 않기로 한 말을 쓰지 않습니다."""
    yield from wrong_words(block.text)


def wrong_words(text: str) -> Iterator[str]:
    """글 안의 잘못된 용어와 쓰지 않기로 한 말입니다."""
    for wrong, right in GLOSSARY.items():
        if wrong in text:
            yield f"{wrong} → {right}: {_around(text, text.index(wrong))}"
    for pattern in BANNED:
        if found := re.search(pattern, text):
            yield f"쓰지 않는 말 {found.group()}: {_around(text, found.start())}"


def spacing(block: Block) -> Iterator[str]:
    """겹친 빈칸, 문장 끝의 쌍점, 코드 뒤에 떨어진 조사가 없어야 합니다."""
    if "  " in block.text.replace("\n", " \n").replace(" \n", "\n"):
        yield f"겹친 빈칸: {block.text[:60]}"
    if block.kind != "cell" and block.text.rstrip().endswith((":", "：")):
        yield f"쌍점으로 끝난 문장: {block.text[-40:]}"
    if re.search(r"[가-힣] [.,?!](?!\w)", block.text):
        yield f"문장 부호 앞의 빈칸: {block.text[:60]}"
    if found := re.search(rf"[{CODE})] (?:{_PARTICLES})(?=[\s.,])", block.text):
        yield f"떨어진 조사: {_around(block.text, found.start())}"


RULES: tuple[Callable[[Block], Iterator[str]], ...] = (register, wording, spacing)


def check(markdown: str) -> list[str]:
    """Markdown 한 셀에서 어긴 것들입니다."""
    found = [f"그려지지 않는 강조: {text[:60]}" for text in literal_marks(markdown)]
    for block in blocks(markdown):
        for rule in RULES:
            found += rule(block)
    return found


def english_once(cells: list[str]) -> list[str]:
    """용어의 영어는 장에서 처음 나올 때 한 번만 괄호에 적습니다.

    제목과 표, 장의 첫 셀(학습 목표)은 처음 나온 것으로 치지 않습니다.
    """
    text = "\n".join(each.text for cell in cells for each in blocks(cell))
    glossed = re.findall(r"([가-힣]+(?: [가-힣]+)?)\(([a-z][a-zA-Z -]*)\)", text)
    found = []
    english = [word for _, word in glossed]
    for word in sorted({each for each in english if english.count(each) > 1}):
        found.append(f"영어를 두 번 이상 적은 용어: ({word})")
    body = "\n".join(each.text for cell in cells[1:] for each in blocks(cell) if each.kind in ("paragraph", "item"))
    for term, word in TERMS.items():
        first = re.search(rf"(?<![가-힣]){term}", _without_longer(body, term))
        if first and not body[first.end() :].startswith(f"({word})") and f"{term}({word})" not in cells[0]:
            found.append(f"처음 나올 때 영어가 없는 용어: {term}({word}): {_around(body, first.start())}")
    return found


def _without_longer(body: str, term: str) -> str:
    """`베이스 이미지`처럼 이 용어로 끝나는 더 긴 용어를 같은 길이의 빈칸으로 가립니다."""
    for longer in TERMS:
        if longer != term and longer.endswith(f" {term}"):
            body = body.replace(longer, "□" * len(longer))
    return body


def in_code(text: str) -> list[str]:
    """파이썬 코드 안의 한국어 글자열에서 어긴 것들입니다. 명사로 끝나는 설명은 괜찮습니다."""
    found = list(wrong_words(text))
    for line in text.splitlines():
        for sentence in Block("paragraph", re.sub(r"`[^`]*`", CODE, line)).sentences():
            core = sentence.rstrip(".?!").rstrip(_CLOSING)
            if core and (_plain_verb(core) or _PLAIN_OR_SOFT.search(core)) and not POLITE.search(core):
                found.append(f"합쇼체가 아닌 문장: {sentence}")
    return found


def _around(text: str, position: int) -> str:
    return "…" + text[max(0, position - 15) : position + 25].replace("\n", " ").replace(CODE, "`…`") + "…"
