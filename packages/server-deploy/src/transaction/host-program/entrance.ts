import { sh } from "../../sh.js";

/** How every program of ours starts on a host: who and where it is, and how it says no. Set before it: `root`. */
export const ENTRANCE = sh`
set -u
umask 077
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
export PATH LC_ALL
exec 3<&0 </dev/null

refuse() { printf 'refused %s\n' "$*"; exit 0; }

[ -d "$root/tx" ] && [ -d "$root/store" ] || { mkdir -p "$root/tx" "$root/store" && chmod 700 "$root"; } || refuse folder
cd "$root" || refuse folder
# Whoever may write here decides what runs as root.
[ ! -L "$root" ] && [ -O "$root" ] || refuse folder

has_ended() {
  while read -r word _; do [ "$word" != end ] || return 0; done <"tx/$1/journal"
  return 1
} 2>/dev/null

is_alive() { [ -e "tx/$1/alive" ] && ! flock -n -s "tx/$1/alive" true; }
`;

/** `report <id> <alive>`: what is known of a transaction; read by `parseReport`. */
export const REPORT = sh`
report() {
  if [ "$2" = dead ] && [ ! -e "tx/$1/journal" ]; then
    printf 'said %s\nend none\n' "$(tail -c 400 "tx/$1/start" | tr '\n' ' ')"
    return
  fi
  IFS= read -r about <"tx/$1/work"
  printf 'about %s\n' "$about"
  [ ! -e "tx/$1/journal" ] || while IFS= read -r line; do printf 'journal %s\n' "$line"; done <"tx/$1/journal"
  stat -c 'log %s' "tx/$1/log"
  printf 'end %s\n' "$2"
}
`;
