"""노트북에 놓는 패널들입니다: 장, 실습, 퀴즈, 진도."""

from gorae.widget.chapter import panel
from gorae.widget.chapter import progress_table as progress
from gorae.widget.practice import exercise
from gorae.widget.quiz import quiz

__all__ = ["exercise", "panel", "progress", "quiz"]
