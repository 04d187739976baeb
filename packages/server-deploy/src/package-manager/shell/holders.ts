import { sh } from "../../sh.js";
/**
 * Shell: `holders FILE...` prints the process that has a lock on one of the files. dpkg and rpm lock by fcntl, which shows
 * in /proc/locks alone: `flock` and `fuser` see nothing of it.
 */
export const HOLDERS = sh`
holders() {
  inodes=$(stat -c %i -- "$@" 2>/dev/null | tr '\n' ' ')
  [ -z "$inodes" ] || awk -v inodes="$inodes" '
    BEGIN { n = split(inodes, list, " "); for (i = 1; i <= n; i++) held[list[i]] = 1 }
    $2 == "POSIX" && $4 == "WRITE" { split($6, at, ":"); if (at[3] in held) { print $5; exit } }' /proc/locks
}
`;
