import { sh } from "../../sh.js";

/**
 * `follow <id> <from byte>`: the log from there on, a line each with its place, and a report at the end. It ends with
 * the transaction, or when our input is closed: so that nothing of it is left behind by whoever goes away.
 */
export const FOLLOW = sh`
follow() {
  printf 'following %s\n' "$1"
  exec 7<"tx/$1/alive"
  flock -s 7 &
  worker=$!
  { while read -r _ <&3; do :; done; kill "$worker"; } 2>/dev/null &
  leaver=$!
  if [ "$2" != - ]; then
    # It hears of each change; on the file systems where tail cannot (overlayfs, NFS), it looks 100 times a second.
    tail -q -s 0.01 --pid="$worker" -c +$(($2 + 1)) --follow=name "tx/$1/log" 2>/dev/null |
      grep -ab --line-buffered '' &
    reader=$!
  fi
  wait "$worker" && alive=dead || alive=alive
  exec 7<&-
  [ "$2" = - ] || { touch -c "tx/$1/log"; wait "$reader"; }
  kill "$leaver" 2>/dev/null
  report "$1" "$alive"
}
`;
