#!/bin/sh
# 작은 서버가 쓰는 표준 라이브러리를 cgo 없이, 또 cgo와 함께 빌드해 캐시에 둡니다.
# -trimpath로 빌드하면 이 캐시를 쓰지 못하여 30초쯤 걸립니다.
set -eu
packages="bufio bytes context crypto/sha256 embed encoding/base64 encoding/json errors flag fmt hash/crc32 html html/template
  io io/fs log log/slog math math/rand net net/http net/http/httptest net/url os os/exec os/signal path path/filepath
  regexp runtime runtime/debug sort strconv strings sync syscall testing text/template time unicode/utf8"
go telemetry off
for cgo in 0 1; do
  CGO_ENABLED=$cgo go build $packages
done
mkdir -p "$GOPATH/src" "$GOPATH/bin"
# 캐시를 쓸 때마다 go는 한 시간 넘은 파일의 시각을 고치고 닷새 넘은 파일을 지웁니다.
# 시각만 고쳐도 파일이 쓰기 레이어에 복사되므로 먼 뒤의 시각으로 둡니다.
find "$GOCACHE" -type f -exec touch -d 2037-01-01 {} +
# 어느 사용자로 빌드해도 캐시를 쓸 수 있게 합니다.
chmod 755 /root
chmod -R a+rwX /root/.cache "$GOPATH"
