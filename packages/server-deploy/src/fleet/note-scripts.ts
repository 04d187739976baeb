import { sh } from "../sh.js";

/**
 * Notes what is installed now: a line of version, sha256, file and transaction, tabs between; the newest last, twenty at
 * most. Of the files themselves the newest three stay in the store, and those that another package's notes name. Words: package, version, sha256, file name, transaction, `began` when it counts only if something was begun.
 */
export const NOTE = sh`
set -u
umask 077
[ -z "$6" ] || [ -e "$6" ] || exit 0
folder=/var/lib/signalbox/installed
mkdir -p "$folder" || exit
{
  [ ! -f "$folder/$1" ] || tail -n 19 "$folder/$1"
  printf '%s\t%s\t%s\t%s\n' "$2" "$3" "$4" "$5"
} >"$folder/$1.new" && mv -f "$folder/$1.new" "$folder/$1" || exit
awk -F '\t' '{ line[NR] = $2 } END { for (i = NR; i > 0; i--) if (!seen[line[i]]++ && ++n > 3) print line[i] }' "$folder/$1" |
  while read -r sha; do
    case $sha in '' | *[!0-9a-f]*) continue ;; esac
    [ "$(grep -lF -- "$sha" "$folder"/* | grep -c '')" -gt 1 ] || rm -rf "/var/lib/signalbox/store/$sha"
  done
`;

/** Takes a file that a cache would throw away into the store. Words: path, sha256, name. */
export const SECURE = sh`
set -u
umask 077
place=/var/lib/signalbox/store/$2
[ "$1" != "$place/$3" ] || exit 0
mkdir -p "$place" && cp -- "$1" "$place/.copy" || exit
[ "$(sha256sum <"$place/.copy" | cut -c1-64)" = "$2" ] || { echo "signalbox: $1 is not the file that it was"; exit 77; }
mv -f "$place/.copy" "$place/$3"
`;
