"""05장의 실습입니다."""

import re
import secrets
from random import Random
from typing import Any

from docker.models.containers import Container
from docker.models.networks import Network

from gorae import lab
from gorae.errors import LabError
from gorae.exercise import Exercise, Look, Step, word
from gorae.lab import session

SHELL = "gorae/shell:1"
NAP = ["sleep", "3600"]
AGAIN = "시작 셀을 다시 실행하면 처음 상태로 돌아갑니다."


def _plugs(container: Container) -> dict[str, dict[str, Any]]:
    """컨테이너가 꽂힌 네트워크의 이름과 그 자리입니다."""
    found: dict[str, dict[str, Any]] = container.attrs["NetworkSettings"]["Networks"]
    return found


def _listed(names: Any) -> str:
    return ", ".join(sorted(names)) or "없음"


def _fresh_network(look: Look, name: str, **options: Any) -> Network:
    """빈 네트워크를 새로 만듭니다. 이 장에서 만든 같은 이름의 것은 꽂힌 것을 뽑고 없앱니다."""
    old = look.find("network", name)
    if old is not None and old.id not in session.current().before.networks:
        old.reload()
        for each in old.containers:
            old.disconnect(each, force=True)
    look.clear("network", name)
    network: Network = look.client.networks.create(name, **options)
    return network


def _runs(look: Look, name: str, command: list[str], **options: Any) -> Container:
    """시작 상태의 컨테이너를 실행합니다."""
    made: Container = look.client.containers.run(SHELL, command, name=name, detach=True, **options)
    made.reload()
    return made


def _named(look: Look, network: str, *aliases: str) -> dict[str, Any]:
    """네트워크에서 쓸 별명을 정하는 옵션입니다."""
    return {
        "network": network,
        "networking_config": {network: look.client.api.create_endpoint_config(aliases=list(aliases))},
    }


def _began(container: Container) -> str:
    return f"{container.id} {container.attrs['State']['StartedAt']}"


def _alias(random: Random) -> dict[str, str]:
    return {"alias": word(random)}


# 05-1


def _towns(look: Look) -> dict[str, str]:
    for name in ("gorae-mover", "gorae-friend"):
        look.clear("container", name)
    _fresh_network(look, "gorae-oldtown")
    _fresh_network(look, "gorae-newtown")
    mover = _runs(look, "gorae-mover", NAP, network="gorae-oldtown")
    _runs(look, "gorae-friend", NAP, network="gorae-newtown")
    return {"mover": _began(mover)}


def _mover_touched(look: Look) -> bool:
    mover = look.find("container", "gorae-mover")
    return mover is None or _began(mover) != look.made["mover"] or set(_plugs(mover)) != {"gorae-oldtown"}


def _moved_in(look: Look) -> None:
    found = _plugs(look.container("gorae-mover"))
    advice = "docker network connect가 실행 중인 컨테이너를 gorae-newtown에 꽂습니다."
    look.require("gorae-newtown" in found, "gorae-newtown에 꽂힌 gorae-mover", _listed(found), advice, final=True)


def _moved_out(look: Look) -> None:
    found = set(_plugs(look.container("gorae-mover")))
    advice = "두 네트워크에 함께 꽂혀 있습니다. 옛 네트워크에서는 뽑으세요."
    look.require("gorae-oldtown" not in found, "gorae-oldtown에서 뽑힌 gorae-mover", _listed(found), advice, final=True)


def _never_stopped(look: Look) -> None:
    mover = look.running("gorae-mover")
    advice = f"컨테이너를 다시 만들거나 다시 시작하지 않아도 옮길 수 있습니다. {AGAIN}"
    look.require(_began(mover) == look.made["mover"], "처음부터 계속 실행 중", "새로 시작함", advice, final=True)


def _friend_knows(look: Look) -> None:
    plug = _plugs(look.container("gorae-mover")).get("gorae-newtown", {})
    found = plug.get("Aliases") or []
    advice = "별명은 꽂을 때 정합니다. 뽑았다가 별명을 주고 다시 꽂으세요."
    expected = f"gorae-newtown에서의 별명 {look.mine.alias}"
    look.require(look.mine.alias in found, expected, _listed(found), advice, final=True)


# 05-2

SHIPS = ("gorae-ship-1", "gorae-ship-2", "gorae-ship-3")


def _ships_run(look: Look) -> None:
    look.network("gorae-fleet")
    for name in SHIPS:
        found = _plugs(look.running(name))
        advice = "컨테이너를 만들 때 network로 정하거나, 실행 중에 connect로 꽂으세요."
        look.require("gorae-fleet" in found, f"gorae-fleet에 꽂힌 {name}", _listed(found), advice, final=True)


def _ships_share(look: Look) -> None:
    found = {name: _plugs(look.container(name)).get("gorae-fleet", {}).get("Aliases") or [] for name in SHIPS}
    lacking = {name: aliases for name, aliases in found.items() if look.mine.alias not in aliases}
    told = "; ".join(f"{name}: {_listed(aliases)}" for name, aliases in lacking.items())
    advice = "별명이 서로 다르면 번갈아 답하지 않습니다. 셋에 똑같은 별명을 주세요."
    look.require(not lacking, f"셋 모두 별명 {look.mine.alias}", told, advice, final=True)


def _ships_answer(look: Look) -> None:
    ships = [look.running(name) for name in SHIPS]
    places = [_plugs(ship).get("gorae-fleet", {}).get("IPAddress") or "없음" for ship in ships]
    look.require(
        "없음" not in places, "gorae-fleet에 꽂힌 세 서버", "꽂히지 않은 서버가 있음", "먼저 네트워크에 꽂으세요."
    )
    ask = f'for at in {" ".join(places)}; do echo "$(wget -q -T 2 -O - http://$at/ 2>/dev/null)"; done'
    _, said = look.execute(ships[0], ["sh", "-c", ask])
    pages = [line.strip() for line in said.splitlines()]
    off = [f"{name}: {page[:40] or '응답 없음'}" for name, page in zip(SHIPS, pages, strict=False) if page != name]
    advice = "응답이 없으면 웹 서버가 80번에서 기다리는지, 이름이 다르면 hostname을 정했는지 확인하세요."
    look.require(pages == list(SHIPS), "서버마다 자기 이름", "; ".join(off) or said[:80], advice)


# 05-3

MARKET = ("gorae-api-new", "gorae-api-old", "gorae-customer")


def _market(look: Look) -> dict[str, str]:
    for name in MARKET:
        look.clear("container", name)
    _fresh_network(look, "gorae-archive")
    market = _fresh_network(look, "gorae-market")
    new, old, customer = MARKET
    pages = {new: f"new-{secrets.token_hex(3)}", old: f"old-{secrets.token_hex(3)}"}
    serve = {
        name: ["sh", "-c", f"echo {page} > /var/www/index.html; exec httpd -f -h /var/www"]
        for name, page in pages.items()
    }
    ancient = _runs(look, old, serve[old], network="gorae-archive")
    market.connect(ancient, aliases=[look.mine.alias])
    fresh = _runs(look, new, serve[new], **_named(look, "gorae-market", look.mine.alias))
    _runs(look, customer, NAP, network="gorae-market")
    return {"new": _began(fresh), "old": _began(ancient)}


def _market_touched(look: Look) -> bool:
    new, old = look.find("container", MARKET[0]), look.find("container", MARKET[1])
    if new is None or old is None or look.find("container", MARKET[2]) is None:
        return True
    if (_began(new), _began(old)) != (look.made["new"], look.made["old"]):
        return True
    plugs, alias = _plugs(old), look.mine.alias
    untouched = set(plugs) == {"gorae-market", "gorae-archive"} and alias in (plugs["gorae-market"]["Aliases"] or [])
    return not untouched or old.attrs["State"]["Status"] != "running" or "gorae-market" not in _plugs(new)


def _only_new_answers(look: Look) -> None:
    customer, alias = look.running(MARKET[2]), look.mine.alias
    _, said = look.execute(customer, ["timeout", "2", "nslookup", "-type=a", alias, "127.0.0.11"])
    found = set(re.findall(r"^Address:\s*([\d.]+)$", said, re.M))
    places = {
        name: _plugs(look.container(name)).get("gorae-market", {}).get("IPAddress")
        for name in MARKET[:2]
        if look.find("container", name)
    }
    told = _listed({next((name for name, place in places.items() if place == each), each) for each in found})
    advice = f"아무도 {alias}에 답하지 않습니다. 새 서버의 별명을 확인하세요. {AGAIN}"
    if found:
        advice = "옛 서버가 어느 네트워크에서 그 별명을 쓰는지 보세요. 그 네트워크에서만 뽑으면 됩니다."
    look.require(found == {places.get(MARKET[0])}, f"{alias}에 답하는 것은 gorae-api-new뿐", told, advice)


def _old_kept(look: Look) -> None:
    old = look.running(MARKET[1])
    advice = f"옛 서버를 쓰는 곳이 아직 있습니다. 멈추거나 지우지 말고 그대로 두세요. {AGAIN}"
    look.require(_began(old) == look.made["old"], "처음 그대로인 gorae-api-old", "새로 시작함", advice, final=True)
    look.require("gorae-archive" in _plugs(old), "gorae-archive에 꽂힌 gorae-api-old", _listed(_plugs(old)), advice)


def _new_kept(look: Look) -> None:
    new = look.running(MARKET[0])
    advice = f"새 서버는 고칠 것이 없습니다. {AGAIN}"
    look.require(_began(new) == look.made["new"], "처음 그대로인 gorae-api-new", "새로 시작함", advice, final=True)
    look.require("gorae-market" in _plugs(new), "gorae-market에 꽂힌 gorae-api-new", _listed(_plugs(new)), advice)


# 05-4

WEB, STORE, GUEST = "gorae-shop-web", "gorae-shop-db", "gorae-shop-guest"
STREET, CELLAR = "gorae-street", "gorae-cellar"


def _shop_values(random: Random) -> dict[str, Any]:
    return {"word": word(random), "port": random.randrange(8001, 9000)}


def _web_in_both(look: Look) -> None:
    found = set(_plugs(look.running(WEB)))
    advice = "한쪽에서 실행한 다음, 다른 쪽에는 connect로 꽂으세요."
    look.require(found == {STREET, CELLAR}, f"{STREET}과 {CELLAR}에 꽂힌 {WEB}", _listed(found), advice, final=True)


def _others_apart(look: Look) -> None:
    for name, place in ((STORE, CELLAR), (GUEST, STREET)):
        found = set(_plugs(look.running(name)))
        advice = f"{name}은 {place}에만 있어야 합니다. 함께 있는 네트워크가 하나라도 있으면 서로 닿습니다."
        look.require(found == {place}, f"{place}에만 꽂힌 {name}", _listed(found), advice, final=True)


def _cellar_inside(look: Look) -> None:
    cellar, street = look.network(CELLAR), look.network(STREET)
    advice = "만든 뒤에는 바꿀 수 없습니다. 꽂힌 것을 뽑고 지운 다음 --internal로 다시 만드세요."
    look.require(cellar.attrs["Internal"], f"{CELLAR}: 안쪽 전용", "밖으로 나가는 길이 있음", advice, final=True)
    look.require(not street.attrs["Internal"], f"{STREET}: 보통 네트워크", "안쪽 전용", advice, final=True)


def _web_reads(look: Look) -> None:
    web, store = look.running(WEB), look.running(STORE)
    shared = set(_plugs(web)) & set(_plugs(store))
    look.require(shared, f"{WEB}과 {STORE}가 함께 있는 네트워크", "없음", "함께 있는 네트워크가 없으면 닿지 않습니다.")
    url = f"http://{STORE}:{look.mine.port}/"
    _, said = look.execute(web, ["timeout", "3", "wget", "-q", "-T", "2", "-O", "-", url])
    advice = (
        f"{STORE} 안에서 netstat -tln으로 어느 주소와 포트에서 기다리는지 보세요. 127.0.0.1이면 옆에서 닿지 않습니다."
    )
    expected = f"{WEB}에서 {url}로 받은 글 {look.mine.word}"
    look.require(said.strip() == look.mine.word, expected, said.strip()[:80] or "빈 응답", advice)


# 05-5

COUNTER = "gorae-counter"
OPEN_SHOP = 'echo "$WORD" > /var/www/index.html; exec httpd -f -p "$LISTEN" -h /var/www'


def _counter(look: Look) -> dict[str, str]:
    look.clear("container", COUNTER)
    said = {"WORD": look.mine.word, "LISTEN": "127.0.0.1:8080"}
    ports = {"80/tcp": ("127.0.0.1", None)}
    made = _runs(look, COUNTER, ["sh", "-c", OPEN_SHOP], environment=said, ports=ports)
    return {"counter": str(made.id)}


def _counter_touched(look: Look) -> bool:
    found = look.find("container", COUNTER)
    if found is None or found.id != look.made["counter"] or found.attrs["State"]["Status"] != "running":
        return True
    return _listening(look, found) != {("127.0.0.1", "8080")}


def _listening(look: Look, container: Container) -> set[tuple[str, str]]:
    """컨테이너 안의 프로그램이 기다리는 주소와 포트입니다. 엔진의 DNS는 뺍니다."""
    _, said = look.execute(container, ["netstat", "-tln"])
    found = (line.split()[3].rpartition(":") for line in said.splitlines() if line.startswith("tcp"))
    return {(address, port) for address, _, port in found if address != "127.0.0.11"}


def _counter_listens(look: Look) -> None:
    found = _listening(look, look.running(COUNTER))
    outward = {port for address, port in found if not address.startswith("127.")}
    told = _listed(f"{address}:{port}" for address, port in found)
    advice = "프로그램이 127.0.0.1에서만 기다리면 컨테이너 밖에서는 닿지 않습니다. LISTEN을 바꾸어 다시 만드세요."
    look.require(outward, "컨테이너의 모든 주소에서 기다림", told, advice)


def _counter_bound(look: Look) -> None:
    counter = look.running(COUNTER)
    ports: dict[str, list[dict[str, str]]] = counter.attrs["NetworkSettings"]["Ports"] or {}
    bound = {inside.partition("/")[0]: {each["HostIp"] for each in hosts} for inside, hosts in ports.items() if hosts}
    known = {port for _, port in _listening(look, counter)}
    told = "; ".join(f"{_listed(hosts)} → {inside}" for inside, hosts in sorted(bound.items())) or "게시한 포트 없음"
    expected = f"프로그램이 기다리는 포트 {_listed(known)}을 127.0.0.1에만 게시"
    matched = [inside for inside in bound if inside in known]
    advice = "게시할 때 적는 컨테이너의 포트는 프로그램이 기다리는 포트와 같아야 합니다."
    look.require(matched, expected, told, advice)
    advice = "주소를 적지 않으면 호스트의 모든 주소에 게시됩니다. 127.0.0.1을 적어서 다시 만드세요."
    look.require(all(bound[each] == {"127.0.0.1"} for each in matched), expected, told, advice, final=True)


def _counter_answers(look: Look) -> None:
    counter = look.running(COUNTER)
    bound = sorted(inside for inside, hosts in (counter.attrs["NetworkSettings"]["Ports"] or {}).items() if hosts)
    look.require(bound, "게시한 포트", "없음", "ports로 게시하세요.", final=True)
    replies = {_reply(counter, each) for each in bound}
    told = _listed(reply[:40] or "응답 없음" for reply in replies)
    advice = "앞의 두 단계가 성립하면 저절로 됩니다. 낱말은 환경 변수 WORD로 정해집니다."
    look.require(look.mine.word in replies, f"호스트에서 받은 글 {look.mine.word}", told, advice)


def _reply(container: Container, port: str) -> str:
    try:
        return lab.fetch(container, port, seconds=2).text.strip()
    except LabError:
        return ""


# 05-6

PATIENT, DOCTOR = "gorae-patient", "gorae-doctor"


def _patient(look: Look) -> dict[str, str]:
    for name in (DOCTOR, PATIENT):
        look.clear("container", name)
    page, port = secrets.token_hex(5), 20000 + secrets.randbelow(10000)
    script = f"echo {page} > /var/www/index.html; exec httpd -f -p 127.0.0.1:{port} -h /var/www"
    made = _runs(look, PATIENT, ["sh", "-c", script])
    return {"patient": _began(made), "page": page}


def _doctor_inside(look: Look) -> None:
    doctor, patient = look.running(DOCTOR), look.container(PATIENT)
    mode = doctor.attrs["HostConfig"]["NetworkMode"]
    kind, _, lender = mode.partition(":")
    same = kind == "container" and bool(lender) and (lender == patient.name or str(patient.id).startswith(lender))
    advice = "network_mode에 container:gorae-patient를 적어 다시 만드세요. 만든 뒤에는 바꿀 수 없습니다."
    look.require(same, f"{PATIENT}의 네트워크를 함께 쓰는 {DOCTOR}", f"네트워크 {mode[:30]}", advice, final=True)


def _page_read(look: Look) -> None:
    found = look.asked("page", str).strip()
    advice = f"{DOCTOR} 안에서 netstat -tln으로 포트를 찾고, 그 포트에서 받은 글만 넣으세요."
    look.require(found == look.made["page"], f"{PATIENT}가 보이는 페이지의 글", f"{found[:40]!r}", advice, final=True)


def _patient_kept(look: Look) -> None:
    patient = look.running(PATIENT)
    advice = f"환자를 다시 만들거나 다시 시작하지 않고 진찰하세요. {AGAIN}"
    look.require(_began(patient) == look.made["patient"], "처음부터 계속 실행 중", "새로 시작함", advice, final=True)


def _doctor_came(look: Look) -> bool:
    patient = look.find("container", PATIENT)
    changed = patient is None or _began(patient) != look.made["patient"]
    return bool(changed or look.find("container", DOCTOR) or look.given.get("page"))


EXERCISES = (
    Exercise(
        id="05-1",
        title="멈추지 않고 이사하기",
        stars=1,
        goal=(
            "컨테이너 `gorae-mover`는 네트워크 `gorae-oldtown`에 있습니다. "
            "`gorae-newtown`으로만 옮기세요. 옮기는 동안 컨테이너는 한 번도 멈추지 않습니다. "
            "`gorae-newtown`에 있는 `gorae-friend`가 별명 `{alias}`로 부를 수 있습니다."
        ),
        steps=(
            Step("gorae-newtown에 꽂혀 있습니다", _moved_in),
            Step("gorae-oldtown에서는 뽑혔습니다", _moved_out),
            Step("한 번도 멈추지 않았습니다", _never_stopped),
            Step("gorae-newtown에 별명이 있습니다", _friend_knows),
        ),
        attempted=_mover_touched,
        hints=(
            "꽂기와 뽑기, 두 가지 일입니다. 순서는 상관없습니다.",
            '`client.networks.get("gorae-newtown").connect("gorae-mover", …)`로 꽂습니다.',
            '별명은 `aliases=["{alias}"]`, CLI라면 `--alias {alias}`입니다. 뽑는 것은 `disconnect`입니다.',
        ),
        shows="네트워크는 컨테이너의 일부가 아니라 꽂는 자리입니다. 실행 중에도 바꿀 수 있습니다.",
        values=_alias,
        start=_towns,
    ),
    Exercise(
        id="05-2",
        title="이름 하나, 서버 셋",
        stars=2,
        goal=(
            "네트워크 `gorae-fleet`에서 `gorae/shell:1`로 만든 `gorae-ship-1`, `gorae-ship-2`, `gorae-ship-3`이 "
            "실행 중입니다. 셋은 80번 포트에서 자기 컨테이너의 이름을 답하고, 모두 별명 `{alias}`로 불립니다."
        ),
        steps=(
            Step("세 서버가 gorae-fleet에서 실행 중입니다", _ships_run),
            Step("셋의 별명이 같습니다", _ships_share),
            Step("서버마다 자기 이름을 답합니다", _ships_answer, settles=3),
        ),
        attempted=lambda look: bool(
            look.find("network", "gorae-fleet") or any(look.find("container", name) for name in SHIPS)
        ),
        hints=(
            "네트워크를 먼저 만들고, 같은 옵션으로 세 번 실행하세요. 이름과 hostname만 다릅니다.",
            '별명은 `networking_config={{"gorae-fleet": client.api.create_endpoint_config(aliases=["{alias}"])}}`입니다.',
            "명령은 `hostname > /var/www/index.html; exec httpd -f -h /var/www`입니다. `hostname=`에 이름을 주세요.",
        ),
        shows="부르는 쪽은 별명 하나만 알면 됩니다. 서버를 늘리거나 줄여도 그대로입니다.",
        values=_alias,
    ),
    Exercise(
        id="05-3",
        title="절반만 옛 대답을 하는 서비스",
        stars=2,
        goal=(
            "네트워크 `gorae-market`에서 `{alias}`를 부르면 새 페이지와 옛 페이지가 섞여 나옵니다. "
            "까닭을 찾아 `gorae-api-new`만 답하게 고치세요. "
            "`gorae-api-old`는 `gorae-archive`에서 쓰이고 있으므로 멈추지 않고 그대로 둡니다. 새 서버도 그대로입니다."
        ),
        steps=(
            Step("새 서버만 별명에 답합니다", _only_new_answers, points=2, settles=2),
            Step("옛 서버는 gorae-archive에서 그대로 실행 중입니다", _old_kept),
            Step("새 서버는 그대로입니다", _new_kept),
        ),
        attempted=_market_touched,
        hints=(
            "`gorae-customer` 안에서 `nslookup {alias}`를 실행해 보세요. 주소가 몇 개입니까?",
            "그 주소의 임자를 `docker network inspect gorae-market`에서 찾으세요.",
            "옛 서버는 두 네트워크에 꽂혀 있습니다. `gorae-market`에서만 뽑으면 됩니다.",
        ),
        shows="별명이 겹치면 엔진은 섞어서 답합니다. 옛 서버를 바꿀 때에는 별명부터 거두어야 합니다.",
        values=_alias,
        start=_market,
        repair=True,
    ),
    Exercise(
        id="05-4",
        title="앞만 뒤에 닿는 가게",
        stars=2,
        goal=(
            "`gorae-shop-web`은 네트워크 `gorae-street`과 `gorae-cellar`에, `gorae-shop-guest`는 `gorae-street`에만, "
            "`gorae-shop-db`는 `gorae-cellar`에만 꽂혀 있습니다. 셋 다 `gorae/shell:1`로 실행 중입니다. "
            "`gorae-cellar`에는 밖으로 나가는 길이 없습니다. "
            "`gorae-shop-web`이 `http://gorae-shop-db:{port}/`를 부르면 낱말 `{word}`를 받습니다."
        ),
        steps=(
            Step("gorae-shop-web은 두 네트워크에 있습니다", _web_in_both),
            Step("나머지는 하나씩에만 있습니다", _others_apart),
            Step("gorae-cellar는 안쪽 전용입니다", _cellar_inside),
            Step("gorae-shop-web이 낱말을 받습니다", _web_reads, settles=3),
        ),
        attempted=lambda look: any(look.find("container", name) for name in (WEB, STORE, GUEST)),
        hints=(
            "네트워크 둘을 먼저 만드세요. 하나는 `internal=True`입니다.",
            "컨테이너는 한 네트워크에서 시작하고, 둘째 네트워크에는 `connect`로 꽂습니다.",
            "`gorae-shop-db`의 명령은 `echo {word} > /var/www/index.html; exec httpd -f -p {port} -h /var/www`입니다.",
        ),
        shows="함께 있는 네트워크가 없으면 주소를 알아도 닿지 않습니다. 방화벽을 손대지 않고 접근을 나누었습니다.",
        values=_shop_values,
    ),
    Exercise(
        id="05-5",
        title="안에서는 되는데 밖에서는 안 되는 서비스",
        stars=3,
        goal=(
            "컨테이너 `gorae-counter`는 실행 중이고 포트도 게시했는데 밖에서 닿지 않습니다. 까닭을 찾아 고치세요. "
            "프로그램은 환경 변수 `LISTEN`에 적힌 곳에서 기다리고 `WORD`에 적힌 낱말을 보입니다. "
            "호스트의 `127.0.0.1`에만 게시한, 엔진이 고른 포트에서 낱말 `{word}`가 나옵니다."
        ),
        steps=(
            Step("프로그램이 컨테이너의 모든 주소에서 기다립니다", _counter_listens, settles=3),
            Step("그 포트를 127.0.0.1에만 게시했습니다", _counter_bound, settles=3),
            Step("호스트에서 낱말이 나옵니다", _counter_answers, points=2, settles=3),
        ),
        attempted=_counter_touched,
        hints=(
            "`docker exec gorae-counter netstat -tln`과 `docker port gorae-counter`를 나란히 놓고 보세요.",
            "고장은 둘입니다. 기다리는 주소가 안쪽뿐이고, 게시한 포트가 기다리는 포트와 다릅니다.",
            "환경 변수와 포트는 만든 뒤에 바꿀 수 없습니다. `LISTEN=0.0.0.0:8080`과 8080번 게시로 다시 만드세요.",
        ),
        shows="밖에서 닿으려면 기다리는 주소, 기다리는 포트, 게시한 포트가 모두 맞아야 합니다.",
        values=lambda random: {"word": word(random)},
        start=_counter,
        repair=True,
    ),
    Exercise(
        id="05-6",
        title="들어가서 진찰하기",
        stars=2,
        goal=(
            "컨테이너 `gorae-patient`는 자기 `127.0.0.1`의 알 수 없는 포트에서만 페이지를 보입니다. "
            "그 네트워크를 함께 쓰는 컨테이너 `gorae-doctor`가 실행 중이고, 그 안에서 읽은 페이지의 글이 변수 `page`에 "
            "있습니다. `gorae-patient`는 처음부터 계속 실행 중입니다."
        ),
        steps=(
            Step("gorae-doctor가 같은 네트워크에 들어가 있습니다", _doctor_inside),
            Step("페이지의 글을 읽었습니다", _page_read),
            Step("gorae-patient는 그대로입니다", _patient_kept),
        ),
        attempted=_doctor_came,
        hints=(
            "`network_mode`에 `container:`와 이름을 이어 적으면 그 컨테이너의 네트워크에 들어갑니다.",
            "`netstat -tln`은 그 네트워크에서 기다리는 포트를 모두 보입니다.",
            '`doctor.exec_run(["wget", "-q", "-O", "-", f"http://127.0.0.1:{{port}}/"]).output.decode()`가 페이지의 글입니다.',
        ),
        shows="네트워크를 함께 쓰면 상대의 127.0.0.1도 내 것입니다. 상대를 고치지 않고 들여다볼 수 있습니다.",
        asks=("page",),
        start=_patient,
    ),
)
