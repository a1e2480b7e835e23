"""컨테이너 속 엔진의 소켓을 이 기계의 소켓으로 이어 줍니다.

바인드 마운트로는 소켓을 나눌 수 없는 곳(Docker Desktop, 다른 기계의 엔진)에서 씁니다. 연결마다
`docker exec -i … docker system dial-stdio`를 하나 띄워 바이트를 그대로 주고받습니다.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import threading
from pathlib import Path


class Relay:
    """이 기계의 소켓 하나와 그것을 컨테이너에 잇는 스레드입니다.

    Args:
        container: 엔진이 든 컨테이너의 이름.
        path: 이 기계에 만들 소켓.
    """

    def __init__(self, container: str, path: Path) -> None:
        self._command = ["docker", "exec", "-i", container, "docker", "system", "dial-stdio"]
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        path.chmod(0o600)
        self._listening.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                number = connection.fileno()
                child = subprocess.Popen(self._command, stdin=number, stdout=number, stderr=subprocess.DEVNULL)
                threading.Thread(target=child.wait, daemon=True).start()

    def close(self) -> None:
        """더 받지 않습니다. 이미 이어진 연결은 저마다 끝납니다."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
