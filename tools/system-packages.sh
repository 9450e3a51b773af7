#!/bin/sh
# Install Debian packages that Python cannot bring, where this is allowed; else say in one sentence what to install.
# usage: tools/system-packages.sh demo|test
set -u
want=""
has_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }
has_library libEGL.so.1 || want="$want libegl1"
[ -e /usr/lib/x86_64-linux-gnu/dri/swrast_dri.so ] || [ -e /usr/lib/aarch64-linux-gnu/dri/swrast_dri.so ] || has_library libgallium || want="$want libgl1-mesa-dri"
if [ "${1:-demo}" = test ]; then
  command -v chromium >/dev/null 2>&1 || [ -n "${CHROME:-}" ] || want="$want chromium"
fi
[ -z "$want" ] && exit 0
run=""
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then run="sudo -n"; else run="no"; fi
fi
if [ "$run" != no ] && command -v apt-get >/dev/null 2>&1; then
  echo "Cài gói hệ thống / installing system packages:$want"
  # shellcheck disable=SC2086
  $run env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1
  # shellcheck disable=SC2086
  if $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $want >/dev/null 2>&1; then exit 0; fi
fi
echo "Hãy cài các gói này rồi chạy lại / please install these packages and run again: apt-get install$want" >&2
[ "${1:-demo}" = demo ] && exit 0
exit 1
