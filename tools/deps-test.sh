#!/usr/bin/env bash
# Browser tests need Chromium and Chinese fonts: install them where we may, else say what to install.
set -euo pipefail

packages=()
command -v chromium >/dev/null || packages+=(chromium)
fc-list :lang=zh 2>/dev/null | grep -q . || packages+=(fonts-noto-cjk)
[ ${#packages[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "安装 installing ${packages[*]} …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends fontconfig "${packages[@]}" >/dev/null
else
    echo "浏览器测试需要 browser tests need: ${packages[*]}" >&2
    echo "  sudo apt-get install --no-install-recommends ${packages[*]}" >&2
    exit 1
fi
