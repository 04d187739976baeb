import { sh } from "../sh.js";

/**
 * POSIX sh, as root: how files, their accounts and services are. Words: how many files; path, owner and group of each;
 * then units. A line of fields with tabs each; `end` is the last.
 */
export const FILES_SCRIPT = sh`
tab=$(printf '\t')
if [ -d /run/systemd/system ]; then echo "init\${tab}systemd"; else echo "init\${tab}sysv"; fi
store=/var/lib/signalbox
if [ -r "$store/current" ] && read -r name <"$store/current" && [ -e "$store/tx/$name/alive" ] &&
  ! flock -n -s "$store/tx/$name/alive" true; then
  echo running
fi
count=$1 n=0; shift
while [ "$n" -lt "$count" ]; do
  folder=\${1%/*}
  if [ -L "$1" ]; then kind=link
  elif [ -f "$1" ]; then kind=file
  elif [ -e "$1" ]; then kind=other
  elif [ -d "\${folder:-/}" ]; then kind=absent
  else kind=nowhere; fi
  if [ "$kind" = file ]; then
    said=$(sha256sum <"$1" | cut -c1-64)$tab$(stat -c '%U\t%G\t%a' -- "$1")
    said=$(printf '%b' "$said")
  else said=$tab$tab$tab; fi
  printf 'file\t%s\t%s\t%s\n' "$n" "$kind" "$said"
  id -u -- "$2" >/dev/null 2>&1 || printf 'lacks\t%s\tuser\n' "$n"
  getent group -- "$3" >/dev/null 2>&1 || printf 'lacks\t%s\tgroup\n' "$n"
  printf 'free\t%s\t%s\n' "$n" "$(df -Pk -- "\${folder:-/}" 2>/dev/null | awk 'NR == 2 { print $4 }')"
  n=$((n + 1)); shift 3
done
for unit; do
  if [ -d /run/systemd/system ]; then systemctl is-active --quiet -- "$unit" && state=active || state=idle
  else timeout 10 "/etc/init.d/\${unit%.service}" status >/dev/null 2>&1 </dev/null && state=active || state=idle; fi
  printf 'unit\t%s\n' "$state"
done
echo end
`;
