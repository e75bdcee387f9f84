#!/usr/bin/env bash
# Packages of Debian that a task needs: installed where we may, else it says what to install.
#   tools/debian.sh test    Chromium and Chinese fonts
#   tools/debian.sh bench   ejabberd with its PostgreSQL driver; without it that peer is left out
set -euo pipefail

task=$1
packages=()
case $task in
test)
    # the build without windows needs two thirds of the processor time; the whole one will do
    command -v chromium-headless-shell >/dev/null ||
        { [ "$(id -u)" != 0 ] && command -v chromium >/dev/null; } ||
        packages+=(chromium-headless-shell)
    fc-list :lang=zh 2>/dev/null | grep -q . || packages+=(fonts-noto-cjk)
    ;;
bench)
    for package in ejabberd erlang-p1-pgsql; do
        dpkg -s "$package" >/dev/null 2>&1 || packages+=("$package")
    done
    ;;
esac
[ ${#packages[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "安装 installing ${packages[*]} …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends fontconfig "${packages[@]}" >/dev/null
else
    echo "还需要 also needed for $task: ${packages[*]}" >&2
    echo "  sudo apt-get install --no-install-recommends ${packages[*]}" >&2
    [ "$task" = bench ]
fi
