#!/usr/bin/env bash
# Becomes one test host: `power-on.sh <folder> <host> <none|systemd>`, in the network namespace of that name.
set -eu
folder=$1 host=$2 init=$3
root=$folder/hosts/$host/root
read -r pid _ <"$folder/proc/self/stat"
echo "$pid" >"$folder/hosts/$host/outer-pid"

if [ "$init" = systemd ]; then
  # Hosts that shared a control group would end each other's processes.
  read -r supervisor _ <"$folder/supervisor"
  for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/{systemd,unified,memory,pids}; do
    [ -e "$hierarchy/cgroup.procs" ] || continue
    group=$hierarchy/signalbox-$supervisor/$host
    mkdir -p "$group" && echo $$ >"$group/cgroup.procs"
  done
  exec env -i PATH="$PATH" systemd-nspawn --quiet --directory="$root" --machine="$host" --register=no --keep-unit \
    --network-namespace-path="/run/netns/$host" --link-journal=no --resolv-conf=off --timezone=off \
    --console=pipe --boot
fi

# What init would do: file systems, sshd, then what the packages linked for runlevel 2; then it buries the dead.
# shellcheck disable=SC2016
boot='
  hostname "$2"
  mount -t proc proc "$1/proc"
  mount -t sysfs -o ro sysfs "$1/sys"
  mount -t tmpfs -o mode=755 tmpfs "$1/run"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$1/dev/pts"
  exec chroot "$1" /usr/bin/perl -e "$3"
'
first='
  $0 = "init";
  mkdir "/run/$_" for "sshd", "lock";
  # A record that says runlevel 2: without one, invoke-rc.d starts nothing and says that all is well.
  open my $utmp, ">", "/run/utmp";
  print $utmp pack "s x2 l a32 a4 a32 a256 x8 l2 x36", 1, ord "2", "~", "~~", "runlevel", "", time, 0;
  close $utmp;
  system "/usr/sbin/sshd";
  for (glob "/etc/rc2.d/S*") { system $_, "start" unless /ssh$/ }
  $SIG{CHLD} = "IGNORE";
  1 while waitpid(-1, 1) > 0;
  sleep 1000 while 1;
'
exec nsenter --net="/run/netns/$host" unshare --mount --pid --uts --ipc --fork --kill-child \
  env -i PATH="$PATH" bash -euc "$boot" "$host" "$root" "$host" "$first"
