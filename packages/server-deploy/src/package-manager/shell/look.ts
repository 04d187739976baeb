import { sh } from "../../sh.js";
import { HOLDERS } from "./holders.js";

/**
 * Shell that every look at a host begins with. Each fact is a line of fields with tabs between them; what comes from the
 * host is stripped of everything that is not printable ASCII, so that no content can pass for a line of its own.
 */
export const LOOK = `${sh`
pkg=$1 wanted=$2 since=$3; shift 3
tab=$(printf '\t')
clean() { tr -c '\040-\176\012' ' ' | cut -c1-400; }
one() { tr -c '\040-\176' ' ' | cut -c1-400; }
say() { said=$1; shift; for word; do said=$said$tab$word; done; printf '%s\n' "$said"; }
store=/var/lib/signalbox
say clock "$(date +%s)"
id= version=
[ ! -r /etc/os-release ] || while IFS='=' read -r key value; do
  case $key in ID) id=$value ;; VERSION_ID) version=$value ;; esac
done </etc/os-release
say system "$(printf '%s' "$id" | one)" "$(printf '%s' "$version" | one)"
if [ -d /run/systemd/system ]; then say init systemd; else say init sysv; fi
df -Pk / /usr /opt /var "$store" 2>/dev/null | awk 'NR > 1 { print "free\t" $4 "\t" $6 }'

if [ -r "$store/current" ] && read -r name <"$store/current" && [ -e "$store/tx/$name/alive" ] &&
  ! flock -n -s "$store/tx/$name/alive" true; then
  say running "$name"
fi

if [ $# -eq 0 ]; then :; elif [ -d /run/systemd/system ]; then
  systemctl show --no-pager -p LoadState -p ActiveState -- "$@" </dev/null 2>/dev/null | awk '
    function tell() { print "unit\t" load "\t" active; load = active = "" }
    /^LoadState=/ { load = substr($0, 11) } /^ActiveState=/ { active = substr($0, 13) }
    /^$/ { tell() } END { if (load != "") tell() }'
else
  for unit; do
    name=$(basename "$unit" .service)
    if [ ! -x "/etc/init.d/$name" ]; then say unit not-found inactive
    elif timeout 10 "/etc/init.d/$name" status </dev/null >/dev/null 2>&1; then say unit loaded active
    else say unit loaded inactive; fi
  done
fi

[ ! -r "$store/installed/$pkg" ] || tail -n 20 "$store/installed/$pkg" | tr -c '\011\012\040-\176' ' ' | while IFS= read -r line; do
  say note "$line"
  sha=$(printf '%s' "$line" | cut -f2)
  case $sha in *[!0-9a-f]* | '') continue ;; esac
  for file in "$store/store/$sha"/*; do [ ! -f "$file" ] || say kept "$sha" '' "$file"; done
done

`}${HOLDERS}${sh`tell_lock() {
  pid=$(holders "$@")
  [ -z "$pid" ] || say lock "$pid" "$(tr '\000' ' ' <"/proc/$pid/cmdline" 2>/dev/null | one)"
}
residue() {
  [ -f "$1$2" ] && [ "$(stat -c %Z -- "$1$2")" -ge "$since" ] || return 0
  say residue "$2" "$1"
  diff -u -- "$1" "$1$2" 2>/dev/null </dev/null | head -n 40 | clean | while IFS= read -r line; do say diff "$line"; done
}
`}`;
