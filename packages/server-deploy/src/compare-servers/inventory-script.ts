import { sh } from "../sh.js";

/**
 * POSIX sh: lists packages by name or glob (its arguments), of dpkg and of rpm, whatever is there. A line each:
 * `deb|rpm, name, architecture, state, version, seconds since it was installed`, with tabs between; `end` is the last.
 * For dpkg the time is that of the package's list of files, which is written when it is unpacked (dpkg keeps no other).
 */
export const INVENTORY_SCRIPT = sh`
tab=$(printf '\t')
now=$(date +%s)
# A server that has both is asked twice only where the first did not know every name.
ask_rpm=
case "$*" in *[*?]*) ask_rpm=1 ;; esac
if command -v dpkg-query >/dev/null 2>&1; then
  found=$(dpkg-query -W -f='\${Package}\t\${Architecture}\t\${db:Status-Abbrev}\t\${Version}\n' -- "$@" 2>/dev/null) || ask_rpm=1
  [ -z "$found" ] || printf '%s\n' "$found" |
    while IFS="$tab" read -r name arch state version; do
      at=
      for list in "/var/lib/dpkg/info/$name.list" "/var/lib/dpkg/info/$name:$arch.list"; do
        [ ! -e "$list" ] || at=$(stat -c %Y "$list")
      done
      printf 'deb\t%s\t%s\t%s\t%s\t%s\n' "$name" "$arch" "$state" "$version" "\${at:+$((now - at))}"
    done
else ask_rpm=1; fi
[ -z "$ask_rpm" ] || for db in /var/lib/rpm /usr/lib/sysimage/rpm; do
  [ -e "$db/rpmdb.sqlite" ] || [ -e "$db/Packages" ] || [ -e "$db/Packages.db" ] || continue
  command -v rpm >/dev/null 2>&1 || break
  rpm --dbpath "$db" -qa --qf '%{NAME}\t%{ARCH}\tii\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\t%{INSTALLTIME}\n' "$@" 2>/dev/null |
    while IFS="$tab" read -r name arch state version at; do
      printf 'rpm\t%s\t%s\t%s\t%s\t%s\n' "$name" "$arch" "$state" "$version" "$((now - at))"
    done
  break
done
echo end
`;
