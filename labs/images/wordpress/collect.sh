#!/bin/sh
# 현재 폴더의 .deb에서 서버에 필요한 파일은 $1에, 사이트의 파일은 $2에 모읍니다.
set -eu
files=$1 site=$2
for deb in *.deb; do
  dpkg-deb -x "$deb" "$files"
done

modules=$files/usr/lib/apache2/modules
for module in "$modules"/*; do
  case ${module##*/} in
    libphp8.4.so | mod_mpm_prefork.so | mod_authz_core.so | mod_dir.so | mod_mime.so | mod_rewrite.so | mod_setenvif.so) ;;
    *) rm "$module" ;;
  esac
done

# 다른 꾸러미의 파일을 가리키는 링크는 그 파일로 바꾸고, 끊어진 링크는 지웁니다.
find "$files/usr/share/wordpress" -xtype l -delete
mkdir -p "$site"
cp -rL "$files/usr/share/wordpress/." "$site/"
cd "$site"
rm -rf wp-config.php wp-config-sample.php readme.html wp-content/plugins/*
find wp-content/languages -type f ! -name '*ko_KR*' -delete
# 줄인 파일(.min)이 있으면 원래 파일은 쓰이지 않습니다.
find wp-includes wp-admin -name '*.min.js' -o -name '*.min.css' | while read -r small; do
  extension=${small##*.}
  rm -f "${small%.min."$extension"}.$extension"
done
