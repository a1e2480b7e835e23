"""장이 쓰는 샌드박스 노드입니다. 다시 설정하거나 두 번째로 쓸 엔진은 배우는 사람의 엔진이 아니라 이것입니다."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from gorae import home
from gorae.engine.node import Node
from gorae.images import tag
from gorae.lab.session import current
from gorae.lab.workplace import is_remote


def node(
    name: str,
    network: str = "none",
    daemon_options: Sequence[str] = (),
    load: Iterable[str] = (),
    image: str = "node:trixie",
) -> Node:
    """지금 열린 장의 노드를 시작하고 과정의 이미지를 넣습니다. 장을 닫으면 데이터와 함께 없어집니다.

    Args:
        name: 컨테이너의 이름 (`gorae-`로 시작). 같은 이름의 옛 노드는 새것으로 바뀝니다.
        network: 바깥 엔진의 네트워크. `none`이면 바깥으로 나가는 길이 없습니다.
        daemon_options: dockerd에 더할 옵션.
        load: 넣을 과정 이미지의 이름 (예: `shell`).
        image: 노드의 이미지. 장의 이미지(`Chapter.images`)에 들어 있어야 합니다.

    Raises:
        LabError: 열린 장이 없을 때.
        EngineError: 시작하지 못했을 때.
    """
    lab = current()
    # 같은 리눅스에서 도는 엔진하고만 소켓 파일을 나눌 수 있습니다.
    apart = is_remote(lab.client) or lab.facts.desktop or sys.platform != "linux"
    started = Node.start(
        lab.client,
        name,
        tag(image),
        network,
        shared=home.folder("work", lab.chapter.id),
        daemon_options=daemon_options,
        chapter=lab.chapter.id,
        relayed=apart,
    )
    wanted = [tag(each) for each in load]
    if wanted:
        started.load(lab.client, wanted)
    return started
