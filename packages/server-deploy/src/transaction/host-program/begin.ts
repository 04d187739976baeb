import { sh } from "../../sh.js";

/**
 * `begin`: makes the transaction `id` of `intent`, its `work` of so many `bytes` being the first of our input; the files named by fours
 * are received after it. Sets `followed`: it, or the one of the same intent that is under way. At the door (descriptor
 * 8, for moments only) nobody is passed by; the lock on `alive` (9) is handed to the worker, so that it is never free
 * in between.
 */
export const BEGIN = sh`
was_begun() { [ -s "tx/$1/journal" ]; }

intent_of() { read -r _ found _ <"tx/$1/work" && printf '%s' "$found"; }

# Whether another one is under way: then it is followed, when it is the same work, else we are refused.
look() {
  if was_begun "$id" || is_alive "$id"; then
    [ "$(intent_of "$id")" = "$intent" ] || refuse exists
    followed=$id
    return
  fi
  [ -s current ] && read -r other <current && [ "$other" != "$id" ] && ! has_ended "$other" && is_alive "$other" || return 0
  if [ "$(intent_of "$other")" != "$intent" ]; then
    printf 'locked %s\n' "$other"
    report "$other" alive
    exit 0
  fi
  followed=$other
}

prune() {
  set -- tx/*
  while [ $# -ge "$kept" ]; do
    is_alive "\${1#tx/}" || rm -rf "$1"
    shift
  done
}

start() {
  apart='setsid -f'
  [ -d /run/systemd/system ] && apart="setsid -f systemd-run --quiet --scope --unit=signalbox-$id --"
  # shellcheck disable=SC2086
  $apart env -i PATH="$PATH" LC_ALL=C HOME=/root sh "tx/$id/work" "$root/tx/$id" \
    </dev/null >"tx/$id/start" 2>&1 3<&- 8>&-
}

begin() {
  followed=
  look
  [ -z "$followed" ] || return 0
  [ -s reserve ] || head -c 65536 /dev/zero >reserve || { rm -f reserve; refuse disk; }
  work=$(head -c "$bytes" <&3; printf .)
  while [ $# -ge 4 ]; do
    receive "$1" "$2" "$3" "$4"
    shift 4
  done
  exec 8>>door
  flock -w 30 8 || refuse door
  look
  if [ -n "$followed" ]; then
    exec 8>&-
    return
  fi
  prune
  [ ! -e "tx/$id" ] || rm -rf "tx/$id"
  # One that was cut off does nothing: its last word begins it.
  mkdir "tx/$id" && printf '%s' "\${work%.}" >"tx/$id/work" && : >"tx/$id/log" && printf '%s\n' "$id" >current || refuse disk
  exec 9>"tx/$id/alive"
  flock 9
  start || refuse start "$(tail -c 400 "tx/$id/start" | tr '\n' ' ')"
  exec 8>&- 9>&-
  followed=$id
}
`;
