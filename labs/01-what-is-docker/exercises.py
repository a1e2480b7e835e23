"""01장의 실습입니다."""

import io
import tarfile
from dataclasses import dataclass
from random import Random

from docker.models.containers import Container

from gorae import images
from gorae.exercise import Exercise, Look, Step, Wrong, word
from gorae.exercise.student import WORDS
from gorae.lab.ownership import CHAPTER_LABEL

SEPARATE = ("pid", "mnt", "net", "uts", "ipc")
FOREVER = ["sleep", "infinity"]
LABELS = {CHAPTER_LABEL: "01-what-is-docker"}
MEBI = 1024 * 1024


def _from_image(look: Look, container: Container, tag: str) -> None:
    look.require(
        look.image(tag).id == container.attrs["Image"],
        f"이미지 {tag}로 만든 컨테이너 {container.name}",
        f"이미지 {container.attrs['Config']['Image']}",
        f"컨테이너를 지우고 {tag}로 다시 만드세요.",
        final=True,
    )


def _shared(look: Look, first: Container, second: Container) -> list[str]:
    """두 컨테이너가 함께 쓰는 네임스페이스의 종류입니다."""
    ours, theirs = _spaces(look, first), _spaces(look, second)
    return [kind for kind in SEPARATE if kind in ours and ours[kind] == theirs.get(kind)]


def _spaces(look: Look, container: Container) -> dict[str, str]:
    """네임스페이스의 종류 → 아이노드 번호입니다."""
    script = f"cd /proc/self/ns && for kind in {' '.join(SEPARATE)}; do readlink $kind; done"
    said = look.once("namespaces", container.id, lambda: look.execute(container, ["sh", "-c", script])[1])
    lines = said.split()
    return {kind: inode for kind, _, inode in (line.partition(":") for line in lines)}


# ---------------------------------------------------------------- 01-1
SLEEPER = "gorae-sleeper"


def _seconds(random: Random) -> dict[str, int]:
    return {"seconds": random.randrange(30_000, 90_000)}


def _put_sleeper(look: Look) -> dict[str, str]:
    look.clear("container", SLEEPER)
    seconds = look.mine.seconds
    script = f"sleep {seconds - 1} & sleep {seconds} & sleep {seconds + 1} & wait"
    container = look.client.containers.run(images.tag("shell"), ["sh", "-c", script], name=SLEEPER, detach=True)
    return {"container": container.id}


def _sleeper_lives(look: Look) -> None:
    container = look.running(SLEEPER)
    look.require(
        container.id == look.made["container"],
        f"시작 셀이 만든 컨테이너 {SLEEPER}",
        "이름이 같은 다른 컨테이너",
        '컨테이너를 다시 만들지 말고 찾기만 하세요. start("01-1") 셀을 다시 실행하면 처음 상태로 돌아갑니다.',
        final=True,
    )


def _sleeper_found(look: Look) -> None:
    pid = look.asked("sleeper_pid", int)
    container = look.running(SLEEPER)
    wanted = f"sleep {look.mine.seconds}"
    expected = f"호스트에서 본 {wanted}의 PID"
    found = f"PID {pid}"
    if pid == container.attrs["State"]["Pid"]:
        raise Wrong(expected, found, "그것은 컨테이너의 첫 프로세스인 sh입니다. 찾을 것은 sh가 시작한 프로세스입니다.")
    command = look.processes(container).get(pid, "")
    if command == wanted:
        return
    if command:
        raise Wrong(
            expected, f"{found} ({command})", "같은 컨테이너의 다른 프로세스입니다. 명령의 끝까지 견주어 보세요."
        )
    inside = look.execute(container, ["sh", "-c", f"tr '\\0' ' ' < /proc/{pid}/cmdline"])[1].strip()
    if inside == wanted:
        raise Wrong(
            expected, f"{found} (컨테이너 안에서 본 번호)", '밖에서 보려면 pid_mode="host"인 컨테이너에서 찾으세요.'
        )
    raise Wrong(
        expected, f"{found}: 이 컨테이너의 프로세스가 아님", "호스트의 프로세스 목록에서 명령이 같은 줄을 찾으세요."
    )


# ---------------------------------------------------------------- 01-2
LEFT, RIGHT = "gorae-left", "gorae-right"
PAIR = ((LEFT, "gorae/shell:1"), (RIGHT, "gorae/base:1"))


def _two_words(random: Random) -> dict[str, str]:
    left, right = random.sample(WORDS, 2)
    return {"left": left, "right": right}


def _pair_images(look: Look) -> None:
    for name, tag in PAIR:
        _from_image(look, look.container(name), tag)


def _said(look: Look, name: str) -> list[str]:
    lines = look.once("logs", name, look.container(name).logs).decode("utf-8", "replace").split()
    look.require(
        len(lines) == 2,
        f"{name}의 로그 두 줄 (호스트 이름, 커널 릴리스)",
        f"로그 {' / '.join(lines)[:60]}" if lines else "로그 없음",
        "sh -c 'hostname; uname -r'처럼 두 가지만 차례로 출력하게 하세요.",
    )
    return lines


def _pair_names(look: Look) -> None:
    for name, wanted in ((LEFT, look.mine.left), (RIGHT, look.mine.right)):
        container = look.container(name)
        hostname = container.attrs["Config"]["Hostname"]
        said = _said(look, name)[0]
        look.require(
            container.attrs["HostConfig"]["UTSMode"] != "host",
            f"{name}의 자기 호스트 이름",
            "호스트의 uts 네임스페이스를 함께 씀",
            "uts_mode를 빼고 hostname으로 이름을 정하세요.",
            final=True,
        )
        look.require(
            hostname == said == wanted,
            f"{name}의 호스트 이름과 로그의 첫 줄 {wanted}",
            f"호스트 이름 {hostname}, 로그의 첫 줄 {said}",
            "이름은 hostname으로 정하고, 로그에는 hostname 명령의 출력을 남기세요.",
        )


def _pair_kernel(look: Look) -> None:
    kernel = look.client.info()["KernelVersion"]
    for name, _ in PAIR:
        said = _said(look, name)[1]
        look.require(
            said == kernel,
            f"{name}의 로그 둘째 줄 {kernel}",
            f"로그 둘째 줄 {said}",
            "커널 릴리스는 uname -r이 말해 줍니다. 이미지의 버전과는 다릅니다.",
        )


# ---------------------------------------------------------------- 01-3
NEST, BRANCH = "gorae-nest", "gorae-branch"
MODES = {"pid": "PidMode", "net": "NetworkMode"}


def _one_kind(random: Random) -> dict[str, str]:
    return {"kind": random.choice(sorted(MODES))}


def _both_run(look: Look) -> None:
    for name in (NEST, BRANCH):
        look.running(name)


def _share_it(look: Look) -> None:
    kind = look.mine.kind
    nest, branch = look.running(NEST), look.running(BRANCH)
    expected = f"{BRANCH}와 {NEST}가 함께 쓰는, 호스트의 것이 아닌 {kind} 네임스페이스"
    if "host" in (nest.attrs["HostConfig"][MODES[kind]], branch.attrs["HostConfig"][MODES[kind]]):
        raise Wrong(expected, f"호스트의 {kind} 네임스페이스", f'host가 아니라 "container:{NEST}"를 주세요.')
    same = kind in _shared(look, nest, branch)
    advice = (
        f'나중에 만드는 컨테이너에 "container:{NEST}"를 주세요. 실행 중인 컨테이너의 네임스페이스는 바꿀 수 없습니다.'
    )
    look.require(same, expected, f"서로 다른 {kind} 네임스페이스", advice)


def _share_only_it(look: Look) -> None:
    nest, branch = look.running(NEST), look.running(BRANCH)
    shared = _shared(look, nest, branch)
    look.require(
        shared == [look.mine.kind],
        f"{', '.join(SEPARATE)} 가운데 함께 쓰는 것은 {look.mine.kind} 하나",
        f"함께 쓰는 것: {', '.join(shared) or '없음'}",
        "목표에 없는 것은 아무 설정도 하지 않으면 저절로 나뉩니다.",
    )


# ---------------------------------------------------------------- 01-4
SERVICE, MONITOR = "gorae-service", "gorae-monitor"
SERVE = ["httpd", "-f", "-p", "8080", "-h", "/etc"]
WATCH = [
    "sh",
    "-c",
    "while true; do pidof httpd > /dev/null && echo 정상 || echo httpd가 보이지 않습니다; sleep 1; done",
]


def _put_monitor(look: Look) -> dict[str, str]:
    for name in (MONITOR, SERVICE):
        look.clear("container", name)
    run = look.client.containers.run
    service = run(images.tag("shell"), SERVE, name=SERVICE, detach=True)
    monitor = run(images.tag("shell"), WATCH, name=MONITOR, detach=True)
    monitor.reload()
    return {"service": service.id, "monitor": monitor.id, "began": monitor.attrs["State"]["StartedAt"]}


def _touched(look: Look) -> bool:
    service, monitor = look.find("container", SERVICE), look.find("container", MONITOR)
    if service is None or monitor is None:
        return True
    now = (service.id, monitor.id, monitor.attrs["State"]["StartedAt"])
    return now != (look.made["service"], look.made["monitor"], look.made["began"])


def _service_kept(look: Look) -> None:
    look.require(
        look.running(SERVICE).id == look.made["service"],
        f"처음부터 실행 중이던 {SERVICE}",
        "새로 만든 컨테이너",
        '멀쩡한 서비스를 다시 만들지 않고 고쳐야 합니다. start("01-4") 셀로 처음 상태로 되돌리세요.',
        final=True,
    )


def _monitor_same(look: Look) -> None:
    monitor = look.running(MONITOR)
    _from_image(look, monitor, images.tag("shell"))
    look.require(
        monitor.attrs["Config"]["Cmd"] == WATCH,
        "처음과 같은 감시 명령",
        f"명령 {' '.join(monitor.attrs['Config']['Cmd'] or [])[:60]}",
        "감시하는 명령은 틀리지 않았습니다. 지우기 전에 attrs['Config']['Cmd']를 읽어 두었다가 그대로 쓰세요.",
        final=True,
    )


def _monitor_sees(look: Look) -> None:
    service, monitor = look.running(SERVICE), look.running(MONITOR)
    expected = f"{SERVICE}의 프로세스를 함께 보는 {MONITOR}"
    options = monitor.attrs["HostConfig"]
    if options["PidMode"] == "host":
        raise Wrong(expected, "호스트의 모든 프로세스를 봄", f"너무 넓습니다. {SERVICE}의 프로세스만 보이게 하세요.")
    if "pid" in _shared(look, service, monitor):
        return
    if options["NetworkMode"].startswith("container:"):
        raise Wrong(expected, "네트워크만 함께 씀", "pidof는 네트워크가 아니라 프로세스 목록을 봅니다.")
    if monitor.id == look.made["monitor"]:
        raise Wrong(expected, "다시 시작한 같은 컨테이너", "네임스페이스는 만들 때 정해집니다. 지우고 다시 만드세요.")
    raise Wrong(expected, "자기 프로세스만 봄", "pid 네임스페이스를 어떻게 함께 쓰는지 표를 다시 보세요.")


def _monitor_says(look: Look) -> None:
    lines = look.running(MONITOR).logs(tail=1).decode("utf-8", "replace").strip()
    advice = "감시자 안에서 ps를 실행해서 무엇이 보이는지 확인하세요."
    look.require(
        lines == "정상", "로그의 마지막 줄 정상", f"로그의 마지막 줄 {lines[:60]}" if lines else "로그 없음", advice
    )


# ---------------------------------------------------------------- 01-5
CROWD = "gorae-crowd"


def _limits(random: Random) -> dict[str, int]:
    return {"processes": random.randrange(11, 60), "memory": random.randrange(24, 60, 2)}


def _crowd_memory(look: Look) -> None:
    found = look.running(CROWD).attrs["HostConfig"]["Memory"]
    wanted = look.mine.memory * MEBI
    advice = "메모리는 64m처럼 단위를 붙여 정합니다. m은 1,024 × 1,024바이트입니다."
    look.require(found == wanted, f"메모리 한도 {wanted:,}바이트", f"{found:,}바이트" if found else "한도 없음", advice)


def _crowd_processes(look: Look) -> None:
    found = look.running(CROWD).attrs["HostConfig"]["PidsLimit"] or 0
    said = f"{found}개" if found > 0 else "한도 없음"
    look.require(found == look.mine.processes, f"프로세스 한도 {look.mine.processes}개", said, "pids_limit을 보세요.")


def _crowd_file(look: Look) -> None:
    path = look.asked("limit_file", str)
    container = look.running(CROWD)
    expected = "프로세스 한도가 적힌 파일의 절대 경로"
    if not path.startswith("/sys/fs/cgroup/"):
        raise Wrong(expected, path[:60], "cgroup의 파일은 컨테이너 안의 /sys/fs/cgroup 아래에 있습니다.")
    code, text = look.execute(container, ["cat", path])
    if code:
        version = look.facts.cgroup
        advice = f"이 엔진은 cgroup v{version}을 씁니다. 표에서 v{version} 칸을 보세요."
        raise Wrong(expected, f"{path[:60]}: 읽을 수 없음", advice)
    named = path.rstrip("/").endswith("/pids.max")
    found = f"{path[:60]}의 내용 {text.strip()[:20]}"
    look.require(
        named and text.strip() == str(look.mine.processes),
        expected,
        found,
        "한도와 같은 수가 적힌 pids.max를 찾으세요.",
    )


# ---------------------------------------------------------------- 01-6
WORKSHOP = "gorae-workshop"
ROOTFS = "/rootfs"
LIST = r"""
for (glob "/proc/[0-9]*") {
  next if $_ eq "/proc/$$" or $_ eq "/proc/1";
  open my $file, "<", "$_/cmdline" or next;
  my $command = join "", <$file>;
  $command =~ s/\0/ /g;
  my ($number) = /(\d+)/;
  open my $status, "<", "$_/status" or next;
  my ($inside) = join("", <$status>) =~ /^NSpid:\s*\d+[ \t]*(.*)$/m;
  print join("\t", $number, $command, readlink("$_/root"), $inside), "\n";
}
open my $name, "<", "/proc/sys/kernel/hostname";
print "own\t", <$name>;
"""


def _handmade(random: Random) -> dict[str, object]:
    return {"host": word(random), "seconds": random.randrange(30_000, 90_000)}


def _put_workshop(look: Look) -> dict[str, str]:
    look.clear("container", WORKSHOP)
    make = look.client.containers
    workshop = make.run(images.tag("base"), FOREVER, name=WORKSHOP, cap_add=["CAP_SYS_ADMIN"], detach=True)
    source = make.create(images.tag("shell"), labels=LABELS)
    try:
        workshop.put_archive("/", _folder(ROOTFS.lstrip("/")))
        workshop.put_archive(ROOTFS, b"".join(source.export()))
    finally:
        source.remove(force=True)
    return {"workshop": workshop.id}


def _folder(name: str) -> bytes:
    """빈 폴더 하나만 든 tar입니다."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
        archive.addfile(entry)
    return file.getvalue()


def _workshop(look: Look) -> Container:
    container = look.running(WORKSHOP)
    look.require(
        container.id == look.made["workshop"],
        f"시작 셀이 만든 작업장 {WORKSHOP}",
        "이름이 같은 다른 컨테이너",
        'start("01-6") 셀로 작업장을 처음 상태로 되돌리세요.',
        final=True,
    )
    return container


@dataclass(frozen=True)
class _Worker:
    """작업장 안의 프로세스 하나입니다.

    Attributes:
        number: 작업장에서 본 번호.
        command: 명령.
        root: 루트 폴더.
        inside: 더 안쪽 pid 네임스페이스에서 본 번호들.
    """

    number: str
    command: str
    root: str
    inside: list[str]


def _survey(look: Look, container: Container) -> tuple[list[_Worker], str]:
    """작업장 안의 프로세스(첫 프로세스와 묻는 프로세스는 뺍니다)와 작업장의 호스트 이름입니다."""
    text = look.once("workshop", container.id, lambda: look.execute(container, ["perl", "-e", LIST])[1])
    *lines, last = text.splitlines() or [""]
    rows = [line.split("\t") for line in lines if line.count("\t") == 3]
    workers = [_Worker(number, command.strip(), root, inside.split()) for number, command, root, inside in rows]
    return workers, last.partition("\t")[2]


def _hand_begun(look: Look) -> bool:
    container = look.find("container", WORKSHOP)
    if container is None or container.id != look.made["workshop"] or container.attrs["State"]["Status"] != "running":
        return True
    return bool(_survey(look, container)[0])


def _hand_process(look: Look) -> _Worker:
    container = _workshop(look)
    wanted = f"sleep {look.mine.seconds}"
    running, _ = _survey(look, container)
    for each in running:
        if each.command == wanted:
            return each
    found = ", ".join(each.command for each in running)[:60]
    raise Wrong(
        f"{WORKSHOP} 안에서 실행 중인 {wanted}",
        found or "실행 중인 것 없음",
        "명령을 exec_run(…, detach=True)로 시작하세요. 바로 끝났다면 detach 없이 실행해서 오류를 읽어 보세요.",
    )


def _hand_runs(look: Look) -> None:
    _hand_process(look)


def _hand_root(look: Look) -> None:
    root = _hand_process(look).root
    look.require(
        root == ROOTFS, f"루트가 {ROOTFS}인 프로세스", f"루트 {root}", f"chroot {ROOTFS} 뒤에 명령을 적으세요."
    )


def _hand_pid(look: Look) -> None:
    inside = _hand_process(look).inside
    said = f"자기 세계에서 PID {inside[0]}" if inside else "작업장의 pid 네임스페이스"
    advice = "unshare --pid --fork로 나누세요. sh -c 안에서 실행한다면 exec를 붙여 sh를 sleep으로 바꾸세요."
    look.require(inside == ["1"], "자기 pid 네임스페이스의 PID 1", said, advice)


def _hand_name(look: Look) -> None:
    container = _workshop(look)
    number, own = _hand_process(look).number, _survey(look, container)[1]
    name = look.execute(container, ["nsenter", "--target", number, "--uts", "hostname"])[1].strip()
    expected = f"작업장의 이름은 그대로이고, 프로세스의 호스트 이름은 {look.mine.host}"
    if own != container.attrs["Config"]["Hostname"]:
        raise Wrong(
            expected,
            f"작업장의 이름이 {own}으로 바뀜",
            '--uts 없이 hostname을 실행했습니다. start("01-6")부터 다시 하세요.',
        )
    look.require(
        name == look.mine.host, expected, f"호스트 이름 {name}", "unshare --uts 안에서 hostname 명령을 먼저 실행하세요."
    )


EXERCISES = (
    Exercise(
        id="01-1",
        title="밖에서 본 번호",
        stars=1,
        goal=(
            "컨테이너 `gorae-sleeper` 안에서 `sleep {seconds}` 명령이 실행 중입니다. "
            "**호스트에서 본** 이 프로세스의 PID를 변수 `sleeper_pid`에 정수로 넣습니다."
        ),
        steps=(
            Step("컨테이너 gorae-sleeper가 처음 그대로 실행 중입니다", _sleeper_lives),
            Step("sleeper_pid가 호스트에서 본 번호입니다", _sleeper_found, points=2),
        ),
        attempted=lambda look: look.given.get("sleeper_pid") is not None,
        hints=(
            "컨테이너 안에서 ps를 실행하면 안쪽 번호가 나옵니다. 같은 목록을 바깥쪽 세계에서 보아야 합니다.",
            '이미지 `gorae/shell:1`을 `pid_mode="host"`로 실행해서 `ps -o pid,ppid,args`를 출력하세요. '
            "호스트의 모든 프로세스가 나옵니다.",
            '`sleep {seconds}`인 줄 가운데 부모(ppid)가 `gorae-sleeper`의 `attrs["State"]["Pid"]`인 줄을 고르세요.',
        ),
        shows="컨테이너 안의 모든 프로세스는 호스트의 프로세스입니다. 세계마다 번호가 다를 뿐입니다.",
        values=_seconds,
        asks=("sleeper_pid",),
        start=_put_sleeper,
    ),
    Exercise(
        id="01-2",
        title="커널은 함께, 이름은 따로",
        stars=1,
        goal=(
            "컨테이너 `gorae-left`는 이미지 `gorae/shell:1`로 만들었고 호스트 이름이 `{left}`입니다. "
            "컨테이너 `gorae-right`는 이미지 `gorae/base:1`로 만들었고 호스트 이름이 `{right}`입니다. "
            "두 컨테이너의 로그는 두 줄입니다. 첫 줄은 자기 호스트 이름, 둘째 줄은 커널 릴리스(`uname -r`)입니다."
        ),
        steps=(
            Step("두 컨테이너를 서로 다른 이미지로 만들었습니다", _pair_images),
            Step("호스트 이름이 서로 다릅니다", _pair_names, settles=3),
            Step("커널 릴리스가 서로 같습니다", _pair_kernel, settles=3),
        ),
        attempted=lambda look: any(look.find("container", name) for name, _ in PAIR),
        hints=(
            "컨테이너의 로그는 그 컨테이너가 출력한 것입니다. 명령 하나로 두 줄을 출력하게 하세요.",
            '명령은 `["sh", "-c", "hostname; uname -r"]`입니다. 두 컨테이너가 같은 명령을 씁니다.',
            '`client.containers.run("gorae/shell:1", 명령, name="gorae-left", hostname="{left}")`처럼 만들고, '
            "다른 하나는 이미지와 이름을 바꾸세요. 로그가 남아야 하므로 지우지 않습니다.",
        ),
        shows="운영체제의 파일과 이름은 저마다 다르지만 커널은 하나입니다.",
        values=_two_words,
    ),
    Exercise(
        id="01-3",
        title="꼭 하나만 함께",
        stars=2,
        goal=(
            "컨테이너 `gorae-nest`와 `gorae-branch`가 실행 중입니다. 둘은 `{kind}` 네임스페이스를 함께 쓰고, "
            "`pid`, `mnt`, `net`, `uts`, `ipc` 가운데 나머지 넷은 따로 씁니다. 호스트의 네임스페이스는 쓰지 않습니다."
        ),
        steps=(
            Step("두 컨테이너가 실행 중입니다", _both_run),
            Step("목표의 네임스페이스를 함께 씁니다", _share_it, points=2),
            Step("나머지는 따로 씁니다", _share_only_it),
        ),
        attempted=lambda look: any(look.find("container", name) for name in (NEST, BRANCH)),
        hints=(
            "먼저 만든 컨테이너의 네임스페이스에 나중에 만드는 컨테이너가 들어갑니다. 앞의 `gorae-guest`를 다시 보세요.",
            "`pid`는 `pid_mode`로, `net`은 `network_mode`로 정합니다. CLI에서는 `--pid`와 `--network`입니다.",
            'gorae-nest를 평범하게 실행한 뒤, gorae-branch의 그 설정에 `"container:gorae-nest"`를 주세요.',
        ),
        shows="격리는 종류마다 고를 수 있습니다. 함께 쓰는 만큼만 벽이 열립니다.",
        values=_one_kind,
    ),
    Exercise(
        id="01-4",
        title="아무것도 보지 못하는 감시자",
        stars=2,
        goal=(
            "`gorae-service`는 처음 그 컨테이너 그대로 실행 중입니다. `gorae-monitor`는 처음과 같은 이미지와 같은 명령으로 "
            "실행 중이고, `gorae-service`의 프로세스를 볼 수 있어서 로그의 마지막 줄이 `정상`입니다. "
            "호스트의 모든 프로세스를 보게 하지는 않습니다."
        ),
        steps=(
            Step("gorae-service를 건드리지 않았습니다", _service_kept),
            Step("gorae-monitor가 같은 명령으로 실행 중입니다", _monitor_same),
            Step("gorae-monitor가 gorae-service의 프로세스를 봅니다", _monitor_sees, points=2),
            Step("로그의 마지막 줄이 정상입니다", _monitor_says, settles=5),
        ),
        attempted=_touched,
        hints=(
            "`gorae-monitor`의 로그와 그 안에서 실행한 `ps`의 출력을 견주어 보세요. 누구의 프로세스가 보입니까?",
            "감시하는 명령은 옳습니다. 감시자가 자기 pid 네임스페이스에 혼자 있는 것이 문제입니다.",
            '감시자의 명령(`attrs["Config"]["Cmd"]`)을 적어 두고 지운 다음, 같은 명령과 '
            '`pid_mode="container:gorae-service"`로 다시 만드세요.',
        ),
        shows="프로세스를 지켜보려면 같은 pid 네임스페이스에 있어야 합니다. 네임스페이스는 컨테이너를 만들 때 정해집니다.",
        start=_put_monitor,
        repair=True,
    ),
    Exercise(
        id="01-5",
        title="한도는 어디에 적혀 있습니까",
        stars=2,
        goal=(
            "컨테이너 `gorae-crowd`가 실행 중입니다. 메모리는 {memory} MiB까지, 프로세스는 {processes}개까지 쓸 수 있습니다. "
            "컨테이너 안에서 보이는, 프로세스의 한도가 적힌 파일의 절대 경로를 변수 `limit_file`에 글자열로 넣습니다."
        ),
        steps=(
            Step("메모리 한도가 맞습니다", _crowd_memory),
            Step("프로세스 한도가 맞습니다", _crowd_processes),
            Step("limit_file에 그 한도가 적혀 있습니다", _crowd_file, points=2),
        ),
        attempted=lambda look: look.find("container", CROWD) is not None or look.given.get("limit_file") is not None,
        hints=(
            "컨테이너를 만들 때 `mem_limit`과 `pids_limit`을 줍니다. CLI에서는 `--memory`와 `--pids-limit`입니다.",
            "이 엔진의 cgroup이 몇 판인지는 `lab.current().facts.cgroup`이나 `docker info`가 말해 줍니다. "
            "앞의 표에서 그 판의 칸을 보세요.",
            "컨테이너 안에서 `find /sys/fs/cgroup -name pids.max`를 실행하면 파일이 나옵니다. "
            '한도는 `mem_limit="{memory}m"`, `pids_limit={processes}`입니다.',
        ),
        shows="한도는 커널이 지닌 파일에 적힌 수입니다. 엔진은 그 수를 적을 뿐이고 지키는 것은 커널입니다.",
        values=_limits,
        asks=("limit_file",),
    ),
    Exercise(
        id="01-6",
        title="손으로 만든 컨테이너",
        stars=3,
        goal=(
            "컨테이너 `gorae-workshop` 안에서 `sleep {seconds}` 명령이 실행 중입니다. 이 프로세스의 루트는 `/rootfs`이고, "
            "자기 pid 네임스페이스의 PID 1이며, 자기 uts 네임스페이스에서 호스트 이름이 `{host}`입니다. "
            "`gorae-workshop`의 호스트 이름은 바뀌지 않았습니다."
        ),
        steps=(
            Step("작업장에서 sleep이 실행 중입니다", _hand_runs, settles=3),
            Step("루트가 /rootfs입니다", _hand_root, settles=3),
            Step("자기 pid 네임스페이스의 PID 1입니다", _hand_pid, settles=3),
            Step("자기 호스트 이름을 지닙니다", _hand_name, settles=3),
        ),
        attempted=_hand_begun,
        hints=(
            "명령은 안쪽에서 바깥쪽으로 만듭니다. `sleep`을 `chroot`로 감싸고, 그것을 다시 `unshare`로 감쌉니다.",
            "`unshare --uts --pid --fork chroot /rootfs sh -c '…'`의 `…` 자리에 호스트 이름을 정하는 명령과 `sleep`을 차례로 적으세요.",
            "PID 1은 `sh`입니다. `hostname {host}; exec sleep {seconds}`처럼 `exec`를 붙이면 `sh`가 `sleep`으로 바뀌고 번호는 그대로입니다.",
        ),
        shows="루트 파일 시스템과 네임스페이스를 갖춘 프로세스, 그것이 컨테이너입니다.",
        values=_handmade,
        start=_put_workshop,
    ),
)
