"""패키지를 내려받고 푸는 일을 봅니다."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from gorae.engine import debs
from gorae.engine.debs import Release
from gorae.errors import EngineError

pytestmark = pytest.mark.skipif(debs.release() is None, reason="apt가 없는 시스템입니다.")


def test_only_debian_12_takes_the_engine_from_the_next_release() -> None:
    assert all("/trixie" in name for name in Release("debian", "bookworm").engine if name != "procps")
    for release in (Release("debian", "trixie"), Release("ubuntu", "noble")):
        assert not any("/" in name for name in release.engine)


def test_sources_name_both_releases_and_only_main() -> None:
    lines = debs.sources(Release("debian", "bookworm"))
    for suite in ("bookworm", "trixie"):
        assert any(line.split()[-2:] == [suite, "main"] for line in lines)
    assert all(line.endswith(" main") for line in lines)
    assert all(" trixie" in line for line in debs.sources(Release("debian", "trixie")))


def test_package_is_fetched_without_touching_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GORAE_HOME", str(tmp_path))
    here = debs.release()
    assert here
    before = _system()
    (package,) = [each for each in debs.fetch(here, ["tini"], print, "시험") if each.name.startswith("tini_")]
    debs.unpack([package], tmp_path / "root", "시험")
    assert (tmp_path / "root/usr/bin/tini").exists()
    assert (tmp_path / "root/gorae-packages").read_text() == f"{package.name}\n"
    assert _system() == before


def _system() -> dict[str, tuple[int, int]]:
    watched = [Path("/var/lib/dpkg/status"), *Path("/var/lib/apt/lists").glob("*"), *Path("/var/cache/apt").rglob("*")]
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in watched if path.is_file()}


def test_lost_network_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GORAE_HOME", str(tmp_path))
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    here = debs.release()
    assert here
    with pytest.raises(EngineError, match="내려받지 못했습니다") as caught:
        debs.fetch(here, ["tini"], print, "시험")
    assert "네트워크" in caught.value.why


def test_broken_package_leaves_nothing_half_done(tmp_path: Path) -> None:
    broken = tmp_path / "broken_1_all.deb"
    broken.write_bytes(b"!<arch>\ndebian-binary   ")
    with pytest.raises(EngineError, match="풀지 못했습니다"):
        debs.unpack([broken], tmp_path / "root", "시험")
    assert not (tmp_path / "root").exists()


def test_full_disk_is_said(tmp_path: Path) -> None:
    package = _build(tmp_path / "source")
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(small)], check=False).returncode:
        pytest.skip("작은 파일 시스템을 마운트할 권한이 없습니다.")
    try:
        with pytest.raises(EngineError) as caught:
            debs.unpack([package], small / "root", "시험")
        assert "디스크가 가득" in caught.value.why
        assert not (small / "root").exists()
    finally:
        subprocess.run(["umount", str(small)], check=True)
    debs.unpack([package], tmp_path / "root", "시험")
    assert (tmp_path / "root/big").stat().st_size == 1 << 20


def _build(source: Path) -> Path:
    (source / "DEBIAN").mkdir(parents=True)
    (source / "DEBIAN/control").write_text(
        "Package: big\nVersion: 1\nArchitecture: all\nMaintainer: gorae\nDescription: big\n", encoding="ascii"
    )
    (source / "big").write_bytes(os.urandom(1 << 20))
    subprocess.run(["dpkg-deb", "--build", str(source), str(source.parent / "big.deb")], check=True)
    return source.parent / "big.deb"
