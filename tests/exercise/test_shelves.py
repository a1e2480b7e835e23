"""레지스트리에 보관된 것을 읽는 규칙: 온전한 것, 망가진 것, 속이는 것."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable

import pytest
from docker.models.containers import Container

from gorae.exercise import shelves
from gorae.exercise.look import Look
from gorae.exercise.outcome import Wrong
from proof.harbour import Harbour

MANIFEST, CONFIG, LIST = (f"sha256:{letter * 64}" for letter in "abc")
LAYERS = [f"sha256:{'d' * 64}"]
Stocked = Callable[[dict[str, bytes]], Container]


def _blob(digest: str) -> str:
    return f"blobs/sha256/{digest[7:9]}/{digest[7:]}/data"


def _tag(repository: str, tag: str) -> str:
    return f"repositories/{repository}/_manifests/tags/{tag}/current/link"


GOOD = {
    _tag("team/whale", "1"): MANIFEST.encode(),
    _tag("whale", "latest"): LIST.encode(),
    _blob(MANIFEST): json.dumps({"config": {"digest": CONFIG}}).encode(),
    _blob(CONFIG): json.dumps({"rootfs": {"diff_ids": LAYERS}}).encode(),
    _blob(LIST): json.dumps(
        {"manifests": [{"digest": "sha256:0", "platform": {"os": "unknown"}}, {"digest": MANIFEST}]}
    ).encode(),
}


@pytest.fixture
def stocked(harbour: Harbour) -> Stocked:
    """멈춘 컨테이너의 파일 시스템에 레지스트리의 파일들을 넣습니다."""
    harbour.need(["shell"])

    def fill(files: dict[str, bytes]) -> Container:
        container = harbour.client.containers.create("gorae/shell:1", name="gorae-shelves")
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for name, content in files.items():
                member = tarfile.TarInfo(f"{shelves.ROOT[1:]}/{name}")
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            link = tarfile.TarInfo(f"{shelves.ROOT[1:]}/{_tag('fake', '1')}")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        container.put_archive("/", packed.getvalue())
        return container

    return fill


def _read(container: Container) -> shelves.Shelves:
    return shelves.shelves(Look(container.client), container)


def test_nothing_was_pushed_yet(harbour: Harbour) -> None:
    harbour.need(["shell"])
    empty = harbour.client.containers.create("gorae/shell:1", name="gorae-shelves")
    assert _read(empty) == shelves.Shelves()


def test_tags_manifests_and_layers(stocked: Stocked) -> None:
    found = _read(stocked(GOOD))
    assert found.tags == {"team/whale:1": MANIFEST, "whale:latest": LIST}, "링크는 태그가 아닙니다"
    assert found.layers(MANIFEST) == LAYERS
    assert found.layers(LIST) == LAYERS, "플랫폼의 목록에서는 증명이 아닌 이미지를 고릅니다"


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", None], ids=["cut", "list", "binary", "absent"])
def test_damaged_configuration_is_told_apart(stocked: Stocked, content: bytes | None) -> None:
    files = {name: data for name, data in GOOD.items() if name != _blob(CONFIG)}
    found = _read(stocked(files | ({_blob(CONFIG): content} if content is not None else {})))
    with pytest.raises(Wrong):
        found.layers(MANIFEST)


def test_large_blobs_are_not_kept(stocked: Stocked) -> None:
    found = _read(stocked(GOOD | {_blob(LAYERS[0]): bytes(shelves.SMALL)}))
    assert LAYERS[0] not in found.blobs and MANIFEST in found.blobs


def test_too_large_registry_is_refused(stocked: Stocked, monkeypatch: pytest.MonkeyPatch) -> None:
    container = stocked(GOOD)
    monkeypatch.setattr(shelves, "LARGEST", 1000)
    with pytest.raises(Wrong):
        _read(container)


def test_undecodable_tag_is_only_a_wrong_tag(stocked: Stocked) -> None:
    found = _read(stocked(GOOD | {_tag("odd", "1"): b"\xff"}))
    assert "odd:1" in found.tags
    with pytest.raises(Wrong):
        found.layers(found.tags["odd:1"])
