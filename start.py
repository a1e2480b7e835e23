#!/usr/bin/env python3
"""고래노트를 시작합니다. 파이썬 3.11 이상이 있으면 다른 준비는 필요 없습니다."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "파이썬 3.11 이상이 필요합니다. 지금은 " + sys.version.split()[0] + "입니다. 새 파이썬으로 다시 실행하세요."
    )
if sys.platform == "win32":
    sys.exit("Windows에서는 WSL 2 안에서 실행하세요. Docker Desktop의 WSL 통합을 켜면 그 엔진을 그대로 씁니다.")

sys.dont_write_bytecode = True

from gorae.opening import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
