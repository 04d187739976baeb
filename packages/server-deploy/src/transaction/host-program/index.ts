import { BEGIN } from "./begin.js";
import { ENTRANCE, REPORT } from "./entrance.js";
import { FOLLOW } from "./follow.js";
import { RECEIVE } from "./receive.js";

/** Everything of ours on a host is below it, and nobody's but root's. */
export const HOST_FOLDER = "/var/lib/signalbox";
/** So many finished transactions stay on a host. */
const KEPT = 50;

const program = (...parts: readonly string[]): string => [`root=${HOST_FOLDER}`, ...parts].join("\n");

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
  ENTRANCE,
  REPORT,
  "set -- tx/* $1",
  // The names begin with the time.
  `for limit; do :; done
while [ $# -gt $((limit + 1)) ]; do shift; done
while [ $# -gt 1 ]; do
  id=\${1#tx/}
  if [ -e "$1/journal" ]; then
    printf 'transaction %s\\n' "$id"
    if ! has_ended "$id" && is_alive "$id"; then report "$id" alive; else report "$id" dead; fi
  fi
  shift
done`,
);

/** Words: id, from which byte, how many. */
export const LOG_PROGRAM: string = program(
  ENTRANCE,
  `[ -e "tx/$1/log" ] || refuse unknown
stat -c 'log %s' "tx/$1/log"
tail -c +$(($2 + 1)) "tx/$1/log" | head -c "$3" | grep -ab ''`,
);

/** Words: four for each file. */
export const STAGE_PROGRAM: string = program(
  ENTRANCE,
  RECEIVE,
  `while [ $# -ge 4 ]; do
  receive "$1" "$2" "$3" "$4"
  shift 4
done
echo staged`,
);
