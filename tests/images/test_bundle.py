"""묶음 파일: 체크섬, 깨진 파일, 다른 기계, 엔진에 넣기."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from gorae import images
from gorae.course import ROOT
from gorae.errors import ImageError
from gorae.images import bundle, packing
from gorae.images.bundle import Bundle
from proof.harbour import Harbour


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """묶기 직전의 폴더입니다. 휠과 꾸러미는 흉내이고 나머지는 진짜입니다."""
    folder = tmp_path / "stage"
    for name in ("wheels/a-1.whl", "debs/b_1_all.deb"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(name.encode() * 1000)
    packing._course(folder / bundle.COURSE)
    return folder


@pytest.fixture
def file(stage: Path, tmp_path: Path) -> Path:
    path = tmp_path / "묶음 파일.tar"
    packing._write(stage, path, ["gorae/shell:1"])
    return path


def test_everything_comes_out_again(file: Path, stage: Path, tmp_path: Path) -> None:
    opened = Bundle.open(file)
    opened.verify()
    assert opened.images() == ["gorae/shell:1"]
    assert opened.differences() == []
    (wheel,) = opened.extract_wheels(tmp_path / "w")
    (deb,) = opened.extract_debs(tmp_path / "d")
    assert wheel.read_bytes() == (stage / "wheels/a-1.whl").read_bytes()
    assert deb.name == "b_1_all.deb"
    opened.extract_course(tmp_path / "course")
    assert (tmp_path / "course/labs/images/base/Dockerfile").read_bytes() == (
        ROOT / "labs/images/base/Dockerfile"
    ).read_bytes()
    assert (tmp_path / "course/labs/images/node/init").stat().st_mode & 0o100


def test_course_does_not_overwrite(file: Path, tmp_path: Path) -> None:
    mine = tmp_path / "course/LICENSE"
    mine.parent.mkdir()
    mine.write_text("mine")
    Bundle.open(file).extract_course(tmp_path / "course")
    assert mine.read_text() == "mine"


def test_a_changed_byte_is_found(file: Path, tmp_path: Path) -> None:
    content = bytearray(file.read_bytes())
    place = content.index(b"wheels/a-1.whl" * 2)
    content[place] ^= 1
    file.write_bytes(content)
    with pytest.raises(ImageError, match=r"wheels/a-1.whl: checksum mismatch"):
        Bundle.open(file).verify()
    with pytest.raises(ImageError, match="checksum mismatch"):
        Bundle.open(file).extract_wheels(tmp_path / "w")


def test_a_cut_file_is_found(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20_000])
    with pytest.raises(ImageError, match="묶음 파일"):
        Bundle.open(file).verify()


@pytest.mark.parametrize("content", [b"", b"not a tar" * 1000, None])
def test_what_is_no_bundle_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.tar"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImageError, match="고래노트의 묶음이 아닙니다"):
        Bundle.open(path)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    text = json.dumps({"format": 99, "files": {}}).encode()
    with tarfile.open(tmp_path / "x.tar", "w") as out:
        member = tarfile.TarInfo(bundle.MANIFEST)
        member.size = len(text)
        out.addfile(member, io.BytesIO(text))
    with pytest.raises(ImageError, match=r"형식\(99\)"):
        Bundle.open(tmp_path / "x.tar")


def test_another_machine_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "machine", lambda: {"system": "debian 99", "arch": "riscv64", "python": "3.99"})
    assert len(Bundle.open(file).differences()) == 3


def test_images_reach_an_engine_without_a_network(harbour: Harbour, stage: Path, tmp_path: Path) -> None:
    harbour.need(["shell"])
    client, path = harbour.client, tmp_path / "b.tar"
    if harbour.berth is None:
        pytest.skip("이미지를 지워도 되는 노드를 띄울 수 없습니다.")
    packing._images(client, ["gorae/shell:1"], stage / bundle.IMAGES)
    packing._write(stage, path, ["gorae/shell:1"])
    client.images.remove("gorae/shell:1", force=True)
    assert images.missing(client, ["shell"]) == ["shell"]
    assert bundle.load(client, path, lambda _: None) == ["gorae/shell:1"]
    assert images.missing(client, ["shell"]) == []


def test_other_patch_releases_of_python_find_their_wheels() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    old, new = packing.other_patches(lock, "3.11.7"), packing.other_patches(lock, "3.11.2")
    assert "soupsieve==2.10 \\\n    --hash=" in old and "soupsieve==4" not in old
    assert "soupsieve==4" in new and "soupsieve==2.10 " not in new
    assert ";" not in old + new
    assert "--hash" in old.splitlines()[-1]
