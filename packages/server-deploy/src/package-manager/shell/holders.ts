import { sh } from "../../sh.js";
/**
 * Shell: `holders FILE...` prints the process that has a lock on one of the files. dpkg and rpm lock by fcntl, which shows
 * in /proc/locks alone: `flock` and `fuser` see nothing of it. The inode there is that of the disk below, where the root
 * is an overlay; so it is asked which of those processes has the file open. Others' files are seen by root only.
 */
export const HOLDERS = sh`
holders() {
  for pid in $(awk '$2 == "POSIX" && $4 == "WRITE" && $5 > 0 { print $5 }' /proc/locks | sort -un); do
    for open in "/proc/$pid/fd"/*; do
      for file; do
        if [ "$open" -ef "$file" ]; then echo "$pid"; return; fi
      done
    done
  done
}
`;
