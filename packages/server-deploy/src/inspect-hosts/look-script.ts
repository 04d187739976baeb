import { HOLDERS } from "../package-manager/shell/holders.js";
import { sh } from "../sh.js";

const SAY = sh`
tab=$(printf '\t')
one() { tr -c '\040-\176' ' ' | cut -c1-300; }
say() { said=$1; shift; for word; do said=$said$tab$(printf '%s' "$word" | one); done; printf '%s\n' "$said"; }
`;

/** POSIX sh, for root: who holds a lock of a package manager, a line each. */
export const LOCKS_SCRIPT = `${SAY}${HOLDERS}${sh`
for lock in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/rpm/.rpm.lock /usr/lib/sysimage/rpm/.rpm.lock; do
  pid=$(holders "$lock")
  [ -z "$pid" ] || say lock "$lock" "$pid" "$(tr '\000' ' ' <"/proc/$pid/cmdline" 2>/dev/null)"
done
`}`;

/**
 * POSIX sh, for any user: what a server is and what is in the way of a deploy, a line of fields with tabs each; `end` is
 * the last. Nothing that it reads is secret, and it becomes nobody else.
 */
export const HOST_SCRIPT = `${SAY}${sh`
say clock "$(date +%s.%N)"
say user "$(id -un)"
[ ! -r /etc/os-release ] || while IFS='=' read -r key value; do
  case $key in ID | VERSION_ID | PRETTY_NAME) value=\${value#\"}; say "$key" "\${value%\"}" ;; esac
done </etc/os-release
say kernel "$(uname -r)"
if command -v dpkg-query >/dev/null 2>&1; then
  say manager dpkg "$(dpkg --print-architecture)"
  for file in /var/lib/dpkg/updates/[0-9]*; do [ ! -e "$file" ] || say interrupted "$file"; done
  dpkg-query -W -f='\${db:Status-Abbrev}\t\${Package}\t\${Version}\n' 2>/dev/null |
    awk -F '\t' '$1 !~ /^[a-z][inc] ?$/ { print "unfinished\t" $1 "\t" $2 "\t" $3 }' | head -n 20
fi
for db in /var/lib/rpm /usr/lib/sysimage/rpm; do
  [ -e "$db/rpmdb.sqlite" ] || [ -e "$db/Packages" ] || [ -e "$db/Packages.db" ] || continue
  command -v rpm >/dev/null 2>&1 || break
  say manager rpm "$(uname -m)"
  break
done
if [ -d /run/systemd/system ]; then say init systemd "$(systemctl --version | head -n 1)"; else say init sysv; fi
for tool in curl wget flock; do ! command -v "$tool" >/dev/null 2>&1 || say tool "$tool"; done
df -Pk / /var /var/lib /opt /tmp 2>/dev/null | awk 'NR > 1 && !seen[$6]++ { print "disk\t" $6 "\t" $2 "\t" $4 }'
echo end
`}`;
