import { sh } from "../../sh.js";
import { HOLDERS } from "./holders.js";

/**
 * Shell that every look at a host begins with. Each fact is a line of fields with tabs between them; file contents are
 * stripped of everything that is not printable ASCII, so that none can pass for a line of its own. A program is started
 * only where the shell cannot read by itself: fifty hosts are looked at for every plan.
 */
export const LOOK = `${sh`
pkg=$1 wanted=$2 since=$3; shift 3
tab=$(printf '\t')
clean() { tr -c '\040-\176\012' ' ' | cut -c1-400; }
say() { said=$1; shift; for word; do said=$said$tab$word; done; printf '%s\n' "$said"; }
count() { [ -e "$1" ] || shift; echo $#; }
store=/var/lib/signalbox
say clock "$(date +%s)"
id= version=
[ ! -r /etc/os-release ] || while IFS='=' read -r key value; do
  case $key in ID) id=$value ;; VERSION_ID) version=$value ;; esac
done </etc/os-release
say system "$id" "$version"
if [ -d /run/systemd/system ]; then say init systemd; else say init sysv; fi
df -Pk / /usr /opt /var "$store" 2>/dev/null | while read -r _ _ _ free _ folder; do
  case $free in *[!0-9]*) ;; *) say free "$free" "$folder" ;; esac
done

name=
if [ -r "$store/current" ] && read -r name <"$store/current" && [ -e "$store/tx/$name/alive" ] &&
  ! flock -n -s 7 7<"$store/tx/$name/alive"; then
  say running "$name"
  record=$(grep -o -m 1 'SIGNALBOX_ACTION=[A-Za-z0-9_-]*' "$store/tx/$name/work") && say record "\${record#*=}"
elif [ -n "$name" ] && [ -s "$store/tx/$name/journal" ]; then
  ended=
  while read -r word _; do [ "$word" != end ] || ended=1; done <"$store/tx/$name/journal"
  [ -n "$ended" ] || { read -r _ intent _ <"$store/tx/$name/work" && say interrupted "$intent"; }
fi

if [ $# -eq 0 ]; then :; elif [ -d /run/systemd/system ]; then
  systemctl show --no-pager -p LoadState -p ActiveState -- "$@" </dev/null 2>/dev/null | awk '
    function tell() { print "unit\t" load "\t" active; load = active = "" }
    /^LoadState=/ { load = substr($0, 11) } /^ActiveState=/ { active = substr($0, 13) }
    /^$/ { tell() } END { if (load != "") tell() }'
else
  for unit; do
    name=\${unit%.service}
    if [ ! -x "/etc/init.d/$name" ]; then say unit not-found inactive
    elif timeout 10 "/etc/init.d/$name" status </dev/null >/dev/null 2>&1; then say unit loaded active
    else say unit loaded inactive; fi
  done
fi

[ ! -r "$store/installed/$pkg" ] || while IFS=$tab read -r version sha name transaction; do
  case $sha in *[!0-9a-f]* | '') continue ;; esac
  say note "$version" "$sha" "$name" "$transaction"
  for file in "$store/store/$sha"/*; do [ ! -f "$file" ] || say kept "$sha" '' "$file"; done
done <"$store/installed/$pkg"

`}${HOLDERS}${sh`
tell_lock() {
  pid=$(holders "$@")
  [ -z "$pid" ] || say lock "$pid" "$(tr '\000' ' ' <"/proc/$pid/cmdline" 2>/dev/null | tr '\012' ' ' | clean)"
}
residue() {
  [ -f "$1$2" ] && [ "$(stat -c %Z -- "$1$2")" -ge "$since" ] || return 0
  say residue "$2" "$1"
  diff -u -- "$1" "$1$2" 2>/dev/null </dev/null | head -n 40 | clean | while IFS= read -r line; do say diff "$line"; done
}
`}`;
