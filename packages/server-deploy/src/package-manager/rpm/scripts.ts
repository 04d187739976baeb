import { sh } from "../../sh.js";
import { ACT, NOT_AS_EXPECTED, SCRIPTLET_FAILED } from "../shell/act.js";

const LOCKS = "/var/lib/rpm/.rpm.lock /usr/lib/sysimage/rpm/.rpm.lock";
/** rpm's own words for a scriptlet that failed; for all but `%pre` and `%preun` it ends with 0 all the same. */
const FAILED =
  "Error in [A-Z]+ scriptlet|warning: %[a-z]+\\([^)]*\\) scriptlet failed|[Ss]criptlet failed, exit status";

const TOOLS = `${sh`
state() { rpm -q --qf '%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\n' -- "$pkg" 2>/dev/null; }
is_there() { rpm -q -- "$pkg" >/dev/null 2>&1; }
# Its output goes through a file in the transaction's own folder: a daemon that a scriptlet starts would keep a pipe open
# for ever.
heard() {
  out=$(mktemp ./heard.XXXXXX) || exit
  "$@" >"$out" 2>&1
  code=$?
  head -c 1000000 "$out"
  if [ "$code" -eq 0 ] && grep -Eq '`}${FAILED}${sh`' "$out"; then
    echo "signalbox: a scriptlet failed, though rpm ended with 0"
    code=`}${SCRIPTLET_FAILED}${sh`
  fi
  rm -f "$out"
  return "$code"
}
keep=/var/lib/signalbox/conffiles/$pkg
edited_conffiles() {
  rpm -V --nodeps --nomtime --nouser --nogroup --nomode -- "$pkg" 2>/dev/null | sed -n 's/^[^ ]*5[^ ]*  *c  *\//\//p'
}
# What an attempt that was killed had kept comes first, where nobody has edited the file since.
keep_conffiles() {
  rm -rf "$keep.new"
  mkdir -p -m 700 "$keep.new" && edited_conffiles >"$keep.new/list" || exit
  [ ! -e "$keep" ] || while IFS= read -r path; do
    grep -qxF -- "$path" "$keep.new/list" || [ ! -f "$keep/root$path" ] || cp -p -- "$keep/root$path" "$path" || exit
  done <"$keep/list"
  rm -rf "$keep"
  edited_conffiles >"$keep.new/list"
  while IFS= read -r path; do
    [ -f "$path" ] || continue
    mkdir -p "$keep.new/root$(dirname "$path")" && cp -p -- "$path" "$keep.new/root$path" || exit
  done <"$keep.new/list"
  mv "$keep.new" "$keep"
}
# What was edited goes where it was; what the package brought lies beside it.
put_conffiles() {
  [ -e "$keep" ] || return 0
  while IFS= read -r path; do
    [ -f "$keep/root$path" ] || continue
    if [ -f "$path" ] && ! cmp -s -- "$path" "$keep/root$path"; then mv -- "$path" "$path.rpmnew"; fi
    mkdir -p "$(dirname "$path")" && cp -p -- "$keep/root$path" "$path" || return
    if [ -f "$path.rpmsave" ] && cmp -s -- "$path" "$path.rpmsave"; then rm -f -- "$path.rpmsave"; fi
  done <"$keep/list"
  rm -rf "$keep"
}
`}`;

/** Words: seconds; to compare as well, package and version or nothing. */
export const WAIT = `${ACT}pkg=\${2-}${TOOLS}${sh`
until_free "$1" `}${LOCKS}${sh`
[ $# -eq 3 ] || exit 0
found=
! is_there || found=$(state)
[ "$found" != "$3" ] || exit 0
echo "signalbox: $pkg is '$found', and not as it was found"
exit `}${NOT_AS_EXPECTED}`;

/** Words: seconds, package. An upgrade that was killed leaves both versions in the list: the older one goes from it. */
export const REPAIR = `${ACT}pkg=$2${TOOLS}${sh`
until_free "$1" `}${LOCKS}${sh`
rpm -q --last -- "$pkg" 2>/dev/null | awk 'NR > 1 { print $1 }' | while read -r name; do
  rpm -e --justdb --noscripts --notriggers --nodeps -- "$name" || exit
done
`}`;

/** Words: seconds, file, sha256, resolver or nothing, method, package. */
export const INSTALL = `${ACT}wait=$1 file=$2 sha=$3 resolver=$4 method=$5 pkg=$6${TOOLS}${sh`
[ "$(sha256sum <"$file" | cut -c1-64)" = "$sha" ] || { echo "signalbox: $file is not the file that was meant"; exit 77; }
until_free "$wait" `}${LOCKS}${sh`
: >began
if [ "$method" = reinstall ]; then
  if is_there; then keep_conffiles; heard rpm -e -- "$pkg" || exit; fi
  if [ -n "$resolver" ]; then heard "$resolver" -y install "$file"; else heard rpm -i -- "$file"; fi
  code=$?
  put_conffiles || exit
  exit "$code"
fi
if [ -n "$resolver" ]; then heard "$resolver" -y install "$file"; else heard rpm -U --oldpackage --replacepkgs -- "$file"; fi
`}`;

/** Words: package, version. */
export const VERIFY = `${ACT}pkg=$1${TOOLS}${sh`
found=$(state)
[ "$found" = "$2" ] || { echo "signalbox: $pkg is '$found', not '$2'"; exit 1; }
`}`;

/** Words: seconds, package, old version or nothing, its file, its sha256, `anew` when the version tells no difference. */
export const GO_BACK = `${ACT}wait=$1 pkg=$2 version=$3 file=$4 sha=$5 anew=$6 since=$7${TOOLS}${sh`
[ -z "$since" ] || [ -e "$since" ] || { echo "signalbox: nothing was changed"; exit 0; }
if [ -z "$version" ]; then
  is_there || { echo "signalbox: nothing was installed"; exit 0; }
  until_free "$wait" `}${LOCKS}${sh`
  heard rpm -e -- "$pkg"
  exit
fi
if [ -z "$anew" ] && [ "$(state)" = "$version" ]; then echo "signalbox: nothing was changed"; exit 0; fi
[ "$(sha256sum <"$file" | cut -c1-64)" = "$sha" ] || { echo "signalbox: $file is not the file that was kept"; exit 77; }
until_free "$wait" `}${LOCKS}${sh`
: >began
echo "signalbox: going back to $pkg $version"
heard rpm -U --oldpackage --replacepkgs -- "$file"
code=$?
put_conffiles || exit
exit "$code"
`}`;
