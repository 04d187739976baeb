import { sh } from "../../sh.js";

/** How every program of ours starts on a host: who it is, and how it says no. Set before it: `root`. */
const START = sh`
set -u
umask 077
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
export PATH LC_ALL
exec 3<&0 </dev/null

refuse() { printf 'refused %s\n' "$*"; exit 0; }

enter() {
  cd "$root" || refuse folder
  # Whoever may write here decides what runs as root.
  [ ! -L "$root" ] && [ -O "$root" ] || refuse folder
}

has_ended() {
  while read -r word _; do [ "$word" != end ] || return 0; done <"tx/$1/journal"
  return 1
} 2>/dev/null

is_alive() { [ -e "tx/$1/alive" ] && ! flock -n -s 7 7<"tx/$1/alive"; }
`;

/** For who writes there: makes the folder where there is none yet. */
export const ENTRANCE = `${START}${sh`
[ -d "$root/tx" ] && [ -d "$root/store" ] || { mkdir -p "$root/tx" "$root/store" && chmod 700 "$root"; } || refuse folder
enter
`}`;

/** For who only looks: leaves nothing behind where nothing of ours ever was. `otherwise`: what to do there. */
export const lookIn = (otherwise: string): string =>
  [START, sh`[ -e "$root" ] || [ -L "$root" ] || `, otherwise, "\nenter\n"].join("");

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
