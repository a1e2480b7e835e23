"""Go 이미지가 네트워크 없이 정적인 프로그램과 동적인 프로그램을 만드는지."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from docker import DockerClient

from proof.harbour import Harbour

SERVER = """package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	if len(os.Args) > 1 {
		fmt.Println("안녕하세요")
		return
	}
	http.ListenAndServe(":8080", nil)
}
"""
DOCKERFILE = """FROM gorae/golang:1 AS build
WORKDIR /src
COPY go.mod main.go ./
ARG CGO_ENABLED
RUN CGO_ENABLED=$CGO_ENABLED go build -ldflags="-s -w" -o /hello .

FROM scratch
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]
"""


@pytest.fixture
def folder(harbour: Harbour, tmp_path: Path) -> Iterator[Path]:
    harbour.need(["golang"])
    (tmp_path / "go.mod").write_text("module hello\n\ngo 1.24\n")
    (tmp_path / "main.go").write_text(SERVER)
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    yield tmp_path
    for image in harbour.client.images.list("gorae-trial"):
        harbour.client.images.remove(image.id, force=True)


def _build(client: DockerClient, folder: Path, cgo: int) -> None:
    client.images.build(
        path=str(folder), tag="gorae-trial", buildargs={"CGO_ENABLED": str(cgo)}, network_mode="none", rm=True
    )


def test_static_program_runs_alone(client: DockerClient, folder: Path) -> None:
    assert client.images.get("gorae/golang:1").attrs["Size"] < 500_000_000
    _build(client, folder, cgo=0)
    assert client.images.get("gorae-trial").attrs["Size"] < 10_000_000
    assert client.containers.run("gorae-trial", ["hi"], network_mode="none", remove=True).decode() == "안녕하세요\n"


def test_dynamic_program_needs_its_libraries(client: DockerClient, folder: Path) -> None:
    _build(client, folder, cgo=1)
    made = client.containers.create("gorae-trial", ["hi"])
    try:
        # 파일은 있지만 그것이 부르는 로더(ld-linux)가 없습니다. 시작은 되고 첫 프로세스가 이 말을 남기며 끝납니다.
        made.start()
        assert made.wait()["StatusCode"] != 0
        assert "exec /hello: no such file or directory" in made.logs().decode()
    finally:
        made.remove()
    (folder / "Dockerfile").write_text(DOCKERFILE.replace("FROM scratch", "FROM gorae/base:1"))
    _build(client, folder, cgo=1)
    assert client.containers.run("gorae-trial", ["hi"], remove=True).decode() == "안녕하세요\n"
    said = client.containers.run("gorae-trial", ["/hello"], entrypoint="ldd", remove=True).decode()
    assert "libc.so.6 => /" in said


def test_warm_cache_is_used_and_left_alone(client: DockerClient, folder: Path) -> None:
    script = "mkdir /tmp/a && cd /tmp/a && printf '%s' \"$CODE\" > main.go && go mod init hello && go build -o hello . && ./hello hi"
    for user, cgo in (("root", "0"), ("root", "1"), ("65534", "0")):
        began = time.monotonic()
        made = client.containers.run(
            "gorae/golang:1",
            ["sh", "-c", script],
            detach=True,
            network_mode="none",
            user=user,
            environment={"CODE": SERVER, "CGO_ENABLED": cgo},
        )
        try:
            assert made.wait()["StatusCode"] == 0, made.logs().decode()
            # 처음부터 빌드하면 두 코어에서 30초가 넘습니다.
            assert time.monotonic() - began < 15
            changed = [each["Path"] for each in made.diff() if each["Kind"] == 0]
            assert not [path for path in changed if re.search(r"go-build/../.*-[ad]$", path)]
        finally:
            made.remove()


def test_c_programs_too(client: DockerClient, folder: Path) -> None:
    script = (
        "cd /tmp; echo '#include <stdio.h>\nint main(void) { puts(\"hi\"); }' > a.c; gcc -O2 -o a a.c && ./a; ldd a;"
        "gcc -static -o b a.c && ./b; ldd b; true"
    )
    said = client.containers.run("gorae/golang:1", ["sh", "-c", script], network_mode="none", remove=True, stderr=True)
    assert said.decode().count("hi\n") == 2
    assert "libc.so.6" in said.decode()
