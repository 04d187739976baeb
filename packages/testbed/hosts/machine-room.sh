#!/usr/bin/env bash
# Runs the supervisor of a set of test hosts in namespaces of its own, and clears away what those cannot hold.
set -u
folder=$1
unshare --mount --propagation private --net --pid --uts --ipc --fork --kill-child \
  "$(dirname "$0")/supervisor.sh" "$@"
read -r supervisor _ <"$folder/supervisor" 2>/dev/null
if [ -n "${supervisor-}" ]; then
  for group in /sys/fs/cgroup/{,*/}"signalbox-$supervisor"; do
    [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} +
  done
fi
rm -rf "$folder"
