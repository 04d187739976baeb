#!/usr/bin/env bash
# Prints the folder of the root file system that every test host starts from, and builds it when it is not there yet:
# a Debian 12 with sshd, sudo, apt, systemd, rpm and dnf. One root serves hosts with and without systemd.
# The folder lies in the cache under a key of this file, so that a change here makes a new one. No flag, no argument;
# root only. It takes about 50 s of one core and, while it lasts, 500 MB of memory.
set -euo pipefail

suite=bookworm
include=apt,curl,dbus,dnf,openssh-server,rpm,sudo,systemd,systemd-sysv,wget

cache=$HOME/.cache/signalbox/hosts
root=$cache/$suite-$(dpkg --print-architecture)-$(sha256sum <"$0" | cut -c1-16)
if [ -e "$root" ]; then echo "$root" && exit; fi

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
if [ -e "$root" ]; then echo "$root" && exit; fi
rm -rf "$cache"/*.new "$cache"/finish.* # of a build that was killed; the lock says that no other one runs
finish=$(mktemp "$cache/finish.XXXXXX")
trap 'rm -rf "$finish" "$root.new"' EXIT

# Runs in the new root, after its packages.
cat >"$finish" <<'FINISH'
set -eu
# Who logs in: without a password (an empty one would lock the account), allowed to become root without one.
useradd --create-home --shell /bin/bash --password '*' deploy
printf 'deploy ALL=(ALL) NOPASSWD: ALL\n' >/etc/sudoers.d/deploy
chmod 440 /etc/sudoers.d/deploy
rm -f /etc/ssh/ssh_host_* /etc/machine-id /var/lib/dbus/machine-id
: >/etc/machine-id
printf 'UsePAM no\nPasswordAuthentication no\nUseDNS no\nPrintMotd no\n' >/etc/ssh/sshd_config.d/90-testbed.conf

# invoke-rc.d starts nothing where no init is known, unless it is told to.
printf '#!/bin/sh\nexit 0\n' >/usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
# Without systemd, boot starts what is linked here: sshd alone, and later what tests install.
for script in /etc/init.d/*; do
  [ "$script" = /etc/init.d/ssh ] || update-rc.d -f "${script##*/}" remove
done

# With systemd: nothing that waits for a console, a seat, a clock or a network that is not there.
for unit in apt-daily.timer apt-daily-upgrade.timer console-getty.service dpkg-db-backup.timer e2scrub_all.timer \
  fstrim.timer getty.target getty-static.service systemd-journal-flush.service systemd-logind.service \
  systemd-networkd.service systemd-resolved.service systemd-timesyncd.service systemd-tmpfiles-clean.timer \
  systemd-update-utmp.service systemd-update-utmp-runlevel.service; do
  ln -sf /dev/null "/etc/systemd/system/$unit"
done
mkdir -p /var/log/journal

# apt knows no repository: files and simulations work, and nothing is asked of a network.
rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/*

# Debian's rpm keeps its database below $HOME, where another user sees an empty one.
mkdir -p /etc/rpm /etc/yum.repos.d /etc/dnf/vars
printf '%%_dbpath /var/lib/rpm\n' >/etc/rpm/macros
printf '12\n' >/etc/dnf/vars/releasever
ln -sf dnf-3 /usr/bin/yum
rpm --initdb
# What dpkg installed is unknown to rpm: this package says that there are shells, for scriptlets and dependencies.
cat >/tmp/debian-base.spec <<'SPEC'
Name: debian-base
Version: 12
Release: 1
Summary: What this system has from Debian
License: none
BuildArch: noarch
Provides: /bin/sh /bin/bash /usr/bin/sh /usr/bin/bash /usr/bin/perl /sbin/service
%description
What this system has from Debian.
%files
SPEC
rpmbuild -bb --quiet --define '_topdir /tmp/rpm' --define '_rpmdir /tmp' /tmp/debian-base.spec
# By yum, so that it and no other Python is compiled.
yum --quiet --assumeyes localinstall /tmp/noarch/debian-base-12-1.noarch.rpm
for command in py3compile py3clean; do
  rm "/usr/bin/$command"
  dpkg-divert --quiet --local --rename --remove "/usr/bin/$command"
done
apt-get clean
rm -rf /tmp/* /var/log/*.log /var/log/apt /var/cache/apt/*.bin /var/cache/dnf/* /root/.rpmdb
FINISH

# In memory: small files by the ten thousand, each of them renamed. The mount is seen by nobody else.
build() {
  local room=$cache/building
  mkdir -p "$room"
  mount -t tmpfs -o mode=755 tmpfs "$room"
  mmdebstrap --quiet --variant=essential --mode=root --include="$include" \
    --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt=force-unsafe-io \
    --essential-hook='for command in py3compile py3clean; do
      chroot "$1" dpkg-divert --quiet --local --rename --add /usr/bin/$command && ln -s true "$1/usr/bin/$command"
    done' \
    --customize-hook='chroot "$1" sh -s <'"$finish" \
    "$suite" "$room/root" >&2
  cp -a "$room/root" "$root.new"
}
export -f build
export cache finish include root suite

began=$SECONDS
unshare --mount --propagation private bash -euo pipefail -c build
mv -T "$root.new" "$root"
printf 'built the root of the test hosts in %d s: %s\n' $((SECONDS - began)) "$(du -sh "$root" | cut -f1)" >&2
echo "$root"
