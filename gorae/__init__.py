"""고래노트: JupyterLab에서 진짜 Docker 엔진을 다루며 배우는 한국어 과정입니다."""

__version__ = "1.0.0"
