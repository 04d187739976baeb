import { sh } from "../../sh.js";
import { BEGIN } from "./begin.js";
import { ENTRANCE, lookIn, REPORT } from "./entrance.js";
import { FOLLOW } from "./follow.js";
import { HOST_FOLDER } from "./host-folder.js";
import { RECEIVE } from "./receive.js";

/** So many finished transactions stay on a host. */
const KEPT = 50;

/** One text; without our comments, which the host need not read. */
const program = (...parts: readonly string[]): string =>
  [`root=${HOST_FOLDER}`, ...parts]
    .flatMap((part) => part.split("\n"))
    .filter((line) => !/^\s*(?:#|$)/.test(line))
    .join("\n");

/** Words: id, intent, bytes of its work, the log's place to begin at or `-`, and four for each file. */
export const RUN_PROGRAM: string = program(
  ENTRANCE,
  REPORT,
  FOLLOW,
  RECEIVE,
  BEGIN,
  `id=$1 intent=$2 bytes=$3 from=$4 kept=${KEPT}`,
  "shift 4",
  'begin "$@"',
  'follow "$followed" "$from"',
);

/** Words: how many of the newest. */
export const FIND_PROGRAM: string = program(
  lookIn("exit 0"),
  REPORT,
  // Their names begin with the time.
  sh`limit=$1
set -- tx/*
while [ $# -gt $limit ]; do shift; done
while [ $# -gt 0 ]; do
  id=\${1#tx/}
  if [ -e "$1/journal" ]; then
    if ! has_ended "$id" && is_alive "$id"; then report "$id" alive; else report "$id" dead; fi
  fi
  shift
done`,
);

/** Words: id, from which byte, how many. */
export const LOG_PROGRAM: string = program(
  lookIn("refuse unknown"),
  sh`[ -e "tx/$1/log" ] || refuse unknown
stat -c 'log %s' "tx/$1/log"
tail -c +$(($2 + 1)) "tx/$1/log" | head -c "$3" | grep -ab '' || :`,
);

/** Words: four for each file. */
export const STAGE_PROGRAM: string = program(
  ENTRANCE,
  RECEIVE,
  sh`while [ $# -ge 4 ]; do
  receive "$1" "$2" "$3" "$4"
  shift 4
done
echo staged`,
);

/** Words: the digests to keep. What was brought in the last day may be about to be used. */
export const PRUNE_PROGRAM: string = program(
  lookIn("exit 0"),
  sh`exec 8>>door
flock -w 30 8 || refuse door
[ -s current ] && read -r id <current && is_alive "$id" && exit 0
for place in store/*; do
  digest=\${place#store/}
  case " $* " in *" $digest "*) continue ;; esac
  [ -z "$(find "$place" -prune -mmin +1440)" ] || { rm -rf "$place" && printf 'removed %s\n' "$digest"; }
done`,
);

/** Words: path, how many of the last lines, seconds to live at most. */
export const FOLLOW_LOG_PROGRAM: string = sh`LC_ALL=C
export LC_ALL
exec 3<&0 </dev/null
{
  tail -q -s 0.1 -n "$2" -F -- "$1" 2>/dev/null &
  tail=$!
  timeout "$3" cat <&3 >/dev/null
  kill "$tail"
} | grep -ab --line-buffered '' || :`;
