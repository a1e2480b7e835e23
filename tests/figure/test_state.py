"""그림이 그리기 전에 상태를 어떻게 읽는지 시험합니다. 엔진은 쓰지 않습니다."""

from __future__ import annotations

from typing import Any

import pytest

from gorae import home
from gorae.figure import answers, lifecycle, namespaces, rotation, times
from gorae.figure.answers import regular
from gorae.figure.commands import Start, said
from gorae.figure.health import draw
from gorae.figure.health import read as read_health
from gorae.figure.layers import ROOT, Change, changes, read, readable, spell
from gorae.figure.mounts import Source, title
from gorae.figure.namespaces import letters
from gorae.figure.networks import Plug, Port
from gorae.figure.networks import read as read_network
from gorae.figure.times import nice
from gorae.figure.times import spell as spell_time
from gorae.lab import LogFile


@pytest.mark.parametrize(
    ("created_by", "expected"),
    [
        ('/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'),
        ("/bin/sh -c apt-get  update", "RUN apt-get update"),
        ("|1 V=2 /bin/sh -c make", "RUN make"),
        ("RUN /bin/sh -c make # buildkit", "RUN make"),
        ("RUN |1 V=2 /bin/sh -c make # buildkit", "RUN make"),
        ("COPY default.conf /etc/nginx/ # buildkit", "COPY … /etc/nginx/"),
        ("/bin/sh -c #(nop) COPY file:0a1b in /etc/nginx/ ", "COPY … /etc/nginx/"),
        ("COPY --from=build /a /b # buildkit", "COPY … /b"),
        ("sleep 86400", "sleep 86400"),
        ("", ROOT),
    ],
)
def test_history_reads_alike_from_either_builder(created_by: str, expected: str) -> None:
    assert readable(created_by) == expected


class Image:
    """`docker.models.images.Image`에서 그림이 읽는 부분입니다."""

    def __init__(self, layers: int, *history: tuple[str, int]) -> None:
        self.attrs = {"RootFS": {"Layers": ["sha256:…"] * layers}}
        self._history = [{"CreatedBy": made, "Size": size} for made, size in history]

    def history(self) -> list[dict[str, Any]]:
        """위에서 아래로 적힌 이력입니다."""
        return self._history


def test_only_steps_that_left_a_layer_are_layers() -> None:
    image = Image(3, ('CMD ["sh"]', 0), ("WORKDIR /app", 0), ("ENV A=1", 0), ("RUN make", 512), ("", 9000))
    assert [layer.made_by for layer in read(image)] == [ROOT, "RUN make", "WORKDIR /app"]


def test_layers_without_history_are_still_drawn() -> None:
    assert [layer.made_by for layer in read(Image(2, ("RUN make", 5)))] == [ROOT, "RUN make"]
    assert [layer.made_by for layer in read(Image(1, ("", 7)))] == [ROOT]
    assert read(Image(0)) == ()


def test_folders_changed_only_by_their_content_are_left_out() -> None:
    diff = [{"Path": path, "Kind": kind} for path, kind in (("/etc", 0), ("/etc/passwd", 0), ("/a", 1), ("/a/b", 1))]
    assert changes([*diff, {"Path": "/etcetera", "Kind": 2}]) == (
        Change("/a", 1),
        Change("/a/b", 1),
        Change("/etc/passwd", 0),
        Change("/etcetera", 2),
    )


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (3_110_000, "3.1 MB"), (2_500_000_000_000, "2,500.0 GB")],
)
def test_sizes(size: int, text: str) -> None:
    assert spell(size) == text


def _event(action: str, moment: float, kind: str = "container", **attributes: str) -> dict[str, Any]:
    actor = {"Attributes": {"name": "gorae-a", **attributes}}
    return {"Type": kind, "Action": action, "Actor": actor, "timeNano": int(moment * 1e9)}


def test_lifecycle_tells_states_signals_and_exit_codes() -> None:
    told = lifecycle(
        [
            _event("connect", 0, "network"),
            _event("create", 0),
            _event("start", 1),
            _event("exec_create: sh -c true", 2),
            _event("health_status: healthy", 2),
            _event("kill", 3, signal="15"),
            _event("die", 4, exitCode="143"),
        ]
    ).text
    assert told.splitlines() == [
        "그림: 컨테이너 gorae-a의 일생",
        "  create → 만들어짐",
        "  start → 실행 중",
        "  die (종료 코드 143) → 종료됨",
        "  함께 온 이벤트: exec_create, health_status (healthy), kill (SIGTERM)",
    ]


def test_lifecycle_reads_the_same_whatever_order_the_engine_sends() -> None:
    head = [_event("create", 0), _event("start", 1)]
    old = [_event("kill", 2, signal="15"), _event("die", 3, exitCode="0"), _event("stop", 3.1)]
    new = [old[0], old[2], old[1]]
    assert lifecycle([*head, *old]).text == lifecycle([*head, *new]).text


def test_lifecycle_knows_the_state_before_the_first_event() -> None:
    assert "die → 종료됨" in lifecycle([("die", 1.0)]).text
    assert "unpause → 실행 중" in lifecycle([("unpause", 1.0)]).text
    assert "start" in lifecycle([("start", 1.0)], "gorae-a").text


def test_lifecycle_separates_containers_and_picks_one() -> None:
    both = [_event("create", 0), _event("create", 1, name="gorae-b")]
    assert lifecycle(both).text.count("그림:") == 2
    assert "gorae-a" not in lifecycle(both, "gorae-b").text
    assert lifecycle(both, "gorae-none").text.endswith("(이벤트 없음)")


def test_same_inode_same_letter() -> None:
    assert letters([7, 8, 7, None, "9"]) == ["A", "B", "A", "-", "C"]
    assert letters(range(28))[-2:] == ["AA", "AB"]
    same = namespaces({"a": {"net": 1}, "b": {"net": 1}}).text
    assert same != namespaces({"a": {"net": 1}, "b": {"net": 2}}).text
    assert same == namespaces({"a": {"net": "net:[402]"}, "b": {"net": "net:[402]"}}).text


def test_times_name_the_size_but_no_number_that_varies() -> None:
    assert times([0.31, 0.35, 0.4]).text == times([0.9, 1.2, 0.7]).text
    assert times([20.0] * 3).text != times([0.3] * 3).text
    assert (nice(0.39), nice(1.0), nice(7.0), nice(0)) == (0.5, 1.0, 10.0, 1.0)
    assert (spell_time(0.31), spell_time(1.25)) == ("310 ms", "1.25초")


def test_mount_sources_have_names_that_do_not_vary() -> None:
    volume = Source("volume", "a" * 64)
    assert title(volume, {volume.name: 2}) == "이름 없는 볼륨 2"
    assert title(Source("bind", f"{home.home()}/work/site"), {}) == "GORAE_HOME/work/site"
    assert title(Source("bind", f"/host_mnt{home.home()}/work"), {}) == "GORAE_HOME/work"
    assert title(Source("bind", f"{home.home()}-other"), {}) == f"{home.home()}-other"


def test_rotation_tells_files_apart_by_their_first_line() -> None:
    def file(name: str, *numbers: int) -> LogFile:
        text = "".join(f'{{"log":"{number:04} 글\\n","stream":"stdout"}}\n' for number in numbers)
        return LogFile(name, len(text), text)

    seen = [
        [file("…-json.log", 1, 2)],
        [file("…-json.log", 3), file("…-json.log.1", 1, 2)],
        [file("…-json.log"), file("…-json.log.1", 3, 4)],
    ]
    assert rotation(seen, 100, 2).text.splitlines()[1:] == [
        "  2줄까지 썼을 때 파일 1개, 첫 줄이 있음",
        "  3줄까지 썼을 때 파일 2개, 첫 줄이 있음",
        "  4줄까지 썼을 때 파일 1개, 첫 줄이 사라짐",
    ]


def _happened(action: str, seconds: float, **attributes: str) -> dict[str, object]:
    actor = {"Attributes": {"name": "gorae-a", **attributes}}
    return {"Type": "container", "Action": action, "Actor": actor, "timeNano": int(seconds * 1e9)}


def _beat(
    number: int, seconds: float, code: int, command: str = "/bin/sh -c test -e /ready"
) -> list[dict[str, object]]:
    identity = f"exec-{number}"
    return [
        _happened(f"exec_create: {command}", seconds, execID=identity),
        _happened(f"exec_start: {command}", seconds, execID=identity),
        _happened("exec_die", seconds + 0.1, execID=identity, exitCode=str(code)),
    ]


def test_health_is_read_from_events() -> None:
    events = [
        _happened("health_status: healthy", 1.0),
        _happened("start", 10.0),
        *_beat(1, 11.0, 1),
        *_beat(2, 12.0, 0),
    ]
    events += [_happened("health_status: healthy", 12.2), *_beat(3, 12.3, 1, "rm /ready")]
    events += [*_beat(4, 13.0, 1), *_beat(5, 14.0, 1), _happened("health_status: unhealthy", 14.2)]
    events.append({**_happened("exec_die", 15.0), "Actor": {"Attributes": {"name": "gorae-b"}}})
    course = read_health("gorae-a", "test -e /ready", events)
    assert [each.code for each in course.probes] == [1, 0, 1, 1]
    assert [each.state for each in course.turns] == ["starting", "healthy", "unhealthy"]
    assert draw(course).text.splitlines() == [
        "그림: 컨테이너 gorae-a의 건강",
        "  starting → healthy: 검사 성공",
        "  healthy → unhealthy: 2번 이어서 실패",
    ]


def test_start_says_who_heard_the_signal() -> None:
    assert said(None) == ["시작할 명령이 없음"]
    assert said(Start(("/bin/sh", "-c", "cmd c"), 7, "c", 137))[0] == "/bin/sh -c 'cmd c'"
    assert "못 받고" in said(Start(("/bin/sh", "-c", "cmd c"), 7, "c", 137))[-1]
    assert said(Start(("cmd",), 1, "", 0))[1:] == ["받은 인수: 없음", "프로그램이 PID 1", "신호를 받고 끝남 (0)"]


def _inspected(**settings: Any) -> dict[str, Any]:
    mode = settings.pop("mode", "gorae-town")
    return {
        "Id": "a" * 64,
        "Name": "/gorae-web",
        "State": {"Running": True},
        "HostConfig": {"NetworkMode": mode},
        "NetworkSettings": {"Networks": {}, "Ports": {}, **settings},
    }


def test_network_reads_alike_from_every_engine() -> None:
    old = {"gorae-town": {"IPAddress": "172.18.0.2", "Aliases": ["web", "a" * 12]}}
    new = {"gorae-town": {"IPAddress": "172.18.0.2", "Aliases": ["web"], "DNSNames": ["gorae-web", "web", "a" * 12]}}
    for networks in (old, new):
        assert read_network(_inspected(Networks=networks)).plugs == (Plug("gorae-town", "172.18.0.2", ("web",)),)
    assert read_network(_inspected(Networks={"gorae-town": {"IPAddress": "", "Aliases": None}})).plugs == (
        Plug("gorae-town"),
    )


def test_network_ports_are_told_once_whatever_the_engine_binds() -> None:
    both = [{"HostIp": "0.0.0.0", "HostPort": "32768"}, {"HostIp": "::", "HostPort": "32768"}]
    ports = {"80/tcp": both, "443/tcp": None}
    assert read_network(_inspected(Ports=ports)).ports == (Port("0.0.0.0", "32768", "80/tcp"),)
    only = read_network(_inspected(Ports={"80/tcp": both[1:]})).ports
    assert only == (Port("::", "32768", "80/tcp"),)


def test_network_modes_without_a_network() -> None:
    for mode, note in (("host", "호스트의 네트워크"), ("none", "네트워크 없음")):
        member = read_network(_inspected(mode=mode, Networks={mode: {"IPAddress": ""}}))
        assert (member.plugs, member.note) == ((), note)
    assert read_network(_inspected(mode="container:abc"), "gorae-db").note == "gorae-db의 네트워크"


def test_answers_tell_a_turn_from_a_shuffle_but_no_count() -> None:
    assert regular(["a", "b", "a", "b"]) and regular([]) and regular(["a", "a"])
    assert not regular(["a", "b", "b", "a"])
    first, second = answers(["a", "b", "b", "a"]), answers(["b", "a", "a", "a"])
    assert first.text == second.text and "4번" in first.text
