#!/usr/bin/env bash
# The machine room of one set of test hosts: the first process of namespaces of its own, so that with it every host,
# mount, link and address is gone. It ends when its standard input does, the other end of which the test process holds.
# Started as `unshare … supervisor.sh <folder> <root>`; answers each line of its input with one line.
set -u
folder=$1 root=$2 hosts=$1/hosts scripts=$(dirname "$0")
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C

# The /proc of the outside stays reachable: there a process finds the pid that the test process knows it by.
mkdir -p "$folder/proc" && mount --bind /proc "$folder/proc" && mount -t proc proc /proc
hostname machine-room
mkdir -p /run/netns && mount -t tmpfs -o mode=755 tmpfs /run/netns
ip link set lo up
ip link add room type bridge && ip link set room addrgenmode none && ip link set room up

# uplink: takes the end of the cable that leads to the test process
uplink() { ip link set uplink master room addrgenmode none up; }

# add <host> <size>: a disk, which outlives the power
add() {
  local host=$hosts/$1 size=$2
  mkdir -p "$host/disk" "$host/root" &&
    mount -t tmpfs -o "mode=755,size=$size" tmpfs "$host/disk" &&
    mkdir "$host/disk/upper" "$host/disk/work" &&
    mount -t overlay -o "lowerdir=$root,upperdir=$host/disk/upper,workdir=$host/disk/work" overlay "$host/root"
}

# on <host> <none|systemd> <port> <address/bits> <mac>: a new network card, then a new first process
on() {
  local host=$1 init=$2 port=$3 address=$4 mac=$5
  ip netns add "$host" &&
    ip link add "port$port" type veth peer name eth0 address "$mac" netns "$host" &&
    ip link set "port$port" master room addrgenmode none up &&
    ip -netns "$host" -batch - <<CARD || return
link set lo up
link set eth0 addrgenmode none
address add $address dev eth0
link set eth0 up
CARD
  setsid bash "$scripts/power-on.sh" "$folder" "$host" "$init" </dev/null >>"$hosts/$host/console" 2>&1 &
  echo $! >"$hosts/$host/pid"
}

# off <host> <port>: the card goes first, so that nobody hears a farewell, as when the power fails
off() {
  local host=$1 port=$2 pid
  ip link delete "port$port"
  pid=$(<"$hosts/$host/pid")
  kill -9 $(<"/proc/$pid/task/$pid/children")
  wait "$pid" # it ends once its child is gone, with everything that was in there
  ip netns delete "$host"
  rm -f "$hosts/$host/outer-pid"
  for group in /sys/fs/cgroup/{,*/}"signalbox-$self/$host"; do
    [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} +
  done
}

# plug <port> <up|down>
plug() { ip link set "port$1" "$2"; }

read -r self _ <"$folder/proc/self/stat"
echo "$self" >"$folder/supervisor"
echo "ready $self"
while read -r -a line; do
  if "${line[@]}" 2>"$folder/error" >&2; then
    echo ok
  else
    echo "failed: $(tr '\n' ' ' <"$folder/error")"
  fi
done
# At once and not when the kernel finds the time, so that whoever closes finds the link gone.
ip link delete uplink
