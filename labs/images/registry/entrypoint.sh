#!/bin/sh
# 공식 이미지처럼 설정 파일이나 레지스트리의 명령만 적어도 됩니다. 그 밖의 명령은 그대로 실행합니다.
set -eu
case ${1-} in
  *.yaml | *.yml) set -- registry serve "$@" ;;
  serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
