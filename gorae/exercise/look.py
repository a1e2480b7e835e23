"""엔진에 묻는 작은 질문들입니다. 기대와 다르면 무엇을 기대했고 무엇이 있었는지 한국어로 말합니다."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NoReturn, TypeVar

from docker import DockerClient
from docker.errors import ContainerError, NotFound
from docker.models.containers import Container
from docker.models.images import Image
from docker.models.networks import Network
from docker.models.volumes import Volume

from gorae import images
from gorae.engine.probe import Facts, facts
from gorae.errors import ExerciseError
from gorae.exercise.outcome import Wrong
from gorae.lab import session
from gorae.lab.ownership import CHAPTER_LABEL

T = TypeVar("T")
LOG_LINES = 3
PLAIN = (str, int, float, bool, list, tuple, dict)


@dataclass(frozen=True)
class Entry:
    """볼륨 안에 있는 파일이나 폴더 하나입니다.

    Attributes:
        owner: 소유자와 그룹의 번호.
        mode: 권한 (예: 0o640).
        content: 보통 파일의 내용 (UTF-8). 링크면 가리키는 경로, 폴더면 None.
    """

    owner: tuple[int, int]
    mode: int
    content: str | None


class Look:
    """엔진을 한 번 둘러봅니다. 한 번 둘러보는 동안 같은 것은 한 번만 묻습니다.

    Attributes:
        client: 엔진.
        mine: 이 학습자의 값.
        given: 학습자가 변수에 넣은 값.
        made: 시작 상태로 만든 것의 ID.
    """

    def __init__(
        self,
        client: DockerClient,
        mine: SimpleNamespace | None = None,
        given: Mapping[str, Any] | None = None,
        made: Mapping[str, str] | None = None,
    ) -> None:
        self.client = client
        self.mine = mine or SimpleNamespace()
        self.given = given or {}
        self.made = made or {}
        self._seen: dict[tuple[str, str], Any] = {}

    @cached_property
    def facts(self) -> Facts:
        """엔진이 할 수 있는 것입니다."""
        return facts(self.client)

    def once(self, kind: str, name: str, ask: Callable[[], T]) -> T:
        """한 번 둘러보는 동안 같은 것(`kind`와 `name`)은 한 번만 묻습니다."""
        key = (kind, name)
        if key not in self._seen:
            self._seen[key] = ask()
        found: T = self._seen[key]
        return found

    def find(self, kind: str, name: str) -> Any | None:
        """이름이나 ID로 찾습니다. 없으면 None입니다. `kind`는 container, image, volume, network입니다."""

        def ask() -> Any | None:
            try:
                return getattr(self.client, f"{kind}s").get(name)
            except NotFound:
                return None

        return self.once(kind, name, ask)

    def container(self, name: str) -> Container:
        """이름이 `name`인 컨테이너입니다."""
        found = self.find("container", name)
        return found if found is not None else self._absent("컨테이너", name, self._similar_containers(name))

    def image(self, name: str) -> Image:
        """이름이 `name`인 이미지입니다."""
        found = self.find("image", name)
        return found if found is not None else self._absent("이미지", name)

    def volume(self, name: str) -> Volume:
        """이름이 `name`인 볼륨입니다."""
        found = self.find("volume", name)
        return found if found is not None else self._absent("볼륨", name)

    def network(self, name: str) -> Network:
        """이름이 `name`인 네트워크입니다."""
        found = self.find("network", name)
        return found if found is not None else self._absent("네트워크", name)

    def running(self, name: str) -> Container:
        """실행 중인 컨테이너입니다. 끝났으면 종료 코드와 마지막 로그를 말합니다."""
        container = self.container(name)
        state = container.attrs["State"]
        if state["Status"] == "running":
            return container
        expected = f"컨테이너 {name}: running"
        if state["Status"] == "created":
            raise Wrong(expected, "created", f"만들어졌지만 시작하지 않았습니다. docker start {name}을 생각해 보세요.")
        if state["Status"] in ("exited", "dead"):
            lines = container.logs(tail=LOG_LINES).decode("utf-8", "replace").strip()
            found = f"{state['Status']} (종료 코드 {state['ExitCode']})"
            advice = f"마지막 로그: {lines}" if lines else "로그는 비어 있습니다. 어떤 명령으로 시작했는지 살펴보세요."
            raise Wrong(expected, found, advice)
        raise Wrong(expected, state["Status"], "상태가 바뀌기를 기다렸다가 다시 확인하세요.")

    def asked(self, name: str, kind: type | tuple[type, ...]) -> Any:
        """학습자가 변수 `name`에 넣은 값입니다. 코드나 객체가 아니라 평범한 값이어야 합니다."""
        value = self.given.get(name)
        wanted = kind if isinstance(kind, tuple) else (kind,)
        if isinstance(value, wanted) and not (isinstance(value, bool) and bool not in wanted):
            return value
        words = "이나 ".join(_TYPE_NAMES.get(each, each.__name__) for each in wanted)
        raise Wrong(f"변수 {name}: {words}", f"{type(value).__name__} {value!r:.60}", f"{words} 값을 직접 넣으세요.")

    def inside(self, volume: str) -> dict[str, Entry]:
        """볼륨 안에 있는 것들입니다. 경로(`.`은 볼륨 자신)로 찾습니다. 컨테이너를 시작하지 않고 읽습니다."""

        def read() -> dict[str, Entry]:
            reader = self.client.containers.create(
                images.tag("shell"),
                labels={CHAPTER_LABEL: "check"},
                volumes={volume: {"bind": "/data", "mode": "ro"}},
            )
            try:
                stream, _ = reader.get_archive("/data/.")
                return entries(b"".join(stream))
            finally:
                reader.remove()

        return self.once("inside", self.volume(volume).name, read)

    def processes(self, container: Container) -> dict[int, str]:
        """엔진의 기계에서 본 컨테이너의 프로세스입니다. 번호 → 명령."""
        listed = container.top()
        column = listed["Titles"].index("PID")
        return {int(row[column]): row[-1] for row in listed["Processes"]}

    def execute(self, container: Container, command: list[str]) -> tuple[int, str]:
        """실행 중인 컨테이너 안에서 명령을 실행하고 종료 코드와 출력을 돌려줍니다."""
        code, output = container.exec_run(command)
        return int(code), output.decode("utf-8", "replace")

    def helper(self, command: list[str], image: str = "", **options: Any) -> str:
        """확인용 컨테이너에서 명령을 실행하고 출력을 돌려줍니다. 컨테이너는 남지 않습니다."""
        try:
            output: bytes = self.client.containers.run(
                image or images.tag("shell"), command, remove=True, labels={CHAPTER_LABEL: "check"}, **options
            )
        except ContainerError as error:
            output = error.stderr or b""
        return output.decode("utf-8", "replace")

    def require(self, condition: object, expected: str, found: str, advice: str = "", *, final: bool = False) -> None:
        """조건이 거짓이면 `Wrong`을 던집니다."""
        if not condition:
            raise Wrong(expected, found, advice, final=final)

    def clear(self, kind: str, name: str) -> None:
        """시작 상태를 다시 만들기 전에, 이 장에서 만든 같은 이름의 것을 없앱니다. 전부터 있던 것은 건드리지 않습니다."""
        found = getattr(self.client, f"{kind}s")
        try:
            thing = found.get(name)
        except NotFound:
            return
        before = session.current().before
        known = {
            "container": before.containers,
            "network": before.networks,
            "volume": before.volumes,
            "image": before.tags,
        }[kind]
        if thing.id in known or (kind in ("volume", "image") and name in known):
            raise ExerciseError(
                f"이름이 이미 쓰이고 있습니다: {name}",
                "이 장을 열기 전부터 있던 것이라서 건드리지 않습니다.",
                "이름을 바꾸거나 직접 지운 뒤에 다시 실행하세요.",
            )
        if kind == "container":
            thing.remove(force=True, v=True)
        elif kind == "image":
            self.client.images.remove(name, force=True, noprune=True)
        else:
            thing.remove()

    def _similar_containers(self, name: str) -> str:
        names = [each["Names"][0].lstrip("/") for each in self.client.api.containers(all=True) if each.get("Names")]
        close = [each for each in sorted(names) if each.startswith("gorae-") and each != name]
        return f"지금 있는 gorae- 컨테이너: {', '.join(close)}. 이름을 확인하세요." if close else ""

    def _absent(self, kind: str, name: str, advice: str = "") -> NoReturn:
        raise Wrong(f"{kind} {name}", "없음", advice or "이름을 확인하고 목표를 다시 읽어 보세요.")


def entries(archive: bytes) -> dict[str, Entry]:
    """tar 묶음 안에 있는 것들입니다."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            content = file.read().decode("utf-8", "replace") if file else member.linkname or None
            # 20.10은 권한의 앞에 파일의 종류까지 붙여서 줍니다.
            mode = member.mode & 0o7777
            found[member.name.removeprefix("./")] = Entry((member.uid, member.gid), mode, content)
    return found


_TYPE_NAMES = {str: "글자열(str)", int: "정수(int)", float: "실수(float)", list: "리스트(list)", bool: "참거짓(bool)"}


def plain(value: Any) -> Any:
    """학습자의 값을 평범한 데이터로만 받습니다. 객체는 이름만 남깁니다."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (list, tuple, set)):
        return [plain(each) for each in list(value)[:1000]]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in list(value.items())[:1000]}
    return f"<{type(value).__name__}>"
