"""`python -m gorae.cli`로 부를 때의 입구입니다."""

from gorae.cli import main

main()
