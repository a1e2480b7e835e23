"""학습자마다 다른 값입니다. 같은 학습자와 같은 실습이면 언제나 같은 값입니다."""

from __future__ import annotations

import hashlib
import hmac
import os
from random import Random
from types import SimpleNamespace

from gorae.exercise.spec import Exercise

DEFAULT_STUDENT = "gorae"
WORDS = ("bada", "namu", "haneul", "byeol", "gureum", "baram", "sanho", "pado", "dalbit", "isul", "norae", "saebyeok")


def student() -> str:
    """지금 학습자의 이름입니다 (`GORAE_STUDENT`)."""
    return os.environ.get("GORAE_STUDENT") or DEFAULT_STUDENT


def values(exercise: Exercise) -> SimpleNamespace:
    """실습에 쓰는 이 학습자의 값입니다. 속성으로 읽습니다."""
    secret = os.environ.get("GORAE_SEED", "").encode()
    digest = hmac.new(secret, f"{student()}/{exercise.id}".encode(), hashlib.sha256).digest()
    return SimpleNamespace(**exercise.values(Random(digest)))


def word(random: Random) -> str:
    """이름에 쓸 낱말 하나입니다."""
    return random.choice(WORDS)


def token(random: Random, letters: int = 8) -> str:
    """파일이나 환경 변수에 넣을 16진수 글자열입니다."""
    return "".join(random.choices("0123456789abcdef", k=letters))
