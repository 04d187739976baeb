import { sh } from "../../sh.js";

/**
 * Shell, without a process of its own: `holders FILE...` prints the process that has a lock on one of the files. dpkg and
 * rpm lock by fcntl, which shows in /proc/locks alone: `flock` and `fuser` see nothing of it. The inode there is of the
 * disk below where the root is an overlay, and no file of that number is to be found; so each holder is asked whether it
 * has the file open. Only root sees what others have open.
 */
export const HOLDERS = sh`
holders() {
  while read -r _ kind _ mode owner _; do
    [ "$kind $mode" = "POSIX WRITE" ] || continue
    for open in "/proc/$owner/fd"/*; do
      for file; do
        if [ "$open" -ef "$file" ]; then echo "$owner"; return; fi
      done
    done
  done </proc/locks
}
`;
