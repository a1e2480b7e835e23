"""엔진의 소켓 앞에 세운 중계기입니다. 끄면 엔진이 사라진 것과 같습니다."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from pathlib import Path


class Relay:
    """유닉스 소켓 둘을 잇습니다.

    Attributes:
        host: 중계기의 `DOCKER_HOST`.
        requests: 지나간 요청의 수 (연결이 아니라 HTTP 요청 줄로 셉니다).
    """

    def __init__(self, target: str, path: Path) -> None:
        self._target, self._path, self.requests = target.removeprefix("unix://"), path, 0
        self.host = f"unix://{path}"
        self._open: list[socket.socket] = []
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listening.bind(str(path))
        self._listening.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                there = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                there.connect(self._target)
                self._open += [here, there]
                threading.Thread(target=self._pass_on, args=(here, there, True), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(there, here, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, asking: bool) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                self.requests += asking and data.startswith((b"GET ", b"POST ", b"HEAD ", b"DELETE ", b"PUT "))
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        """듣기를 그만두고 열린 연결을 모두 끊습니다."""
        self._listening.close()
        self._path.unlink(missing_ok=True)
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
