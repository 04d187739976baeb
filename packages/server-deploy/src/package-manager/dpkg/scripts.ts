import { sh } from "../../sh.js";
import { ACT, NOT_AS_EXPECTED } from "../shell/act.js";

const LOCKS = "/var/lib/dpkg/lock-frontend /var/lib/dpkg/lock";
/** Edited configuration stays, what is new is laid beside it. Without both, dpkg asks, and debconf has no say in it. */
const KEEP = "--force-confdef --force-confold";
const STATE = sh`state() { dpkg-query -W -f='\${db:Status-Abbrev}\${Version}' -- "$pkg" 2>/dev/null; }`;

/** Words: seconds; to compare as well, package and version or nothing. */
export const WAIT = `${ACT}${STATE}${sh`
until_free "$1" `}${LOCKS}${sh`
[ $# -eq 3 ] || exit 0
pkg=$2
found=$(state)
case $3=$found in =|=?[nc]*|?*=?i" $3") exit 0 ;; esac
echo "signalbox: $pkg is '$found', and not as it was found"
exit `}${NOT_AS_EXPECTED}`;

/** Words: seconds, package. Whether the package itself got well is no matter: it is installed anew. */
export const REPAIR = `${ACT}pkg=$2${sh`
until_free "$1" `}${LOCKS}${sh`
dpkg `}${KEEP}${sh` --configure -a
left=$(dpkg-query -W -f='\${db:Status-Abbrev}\t\${Package}\n' | awk -F '\t' -v own="$pkg" '
  { sub(/ +$/, "", $1) } (substr($1, 2, 1) !~ /[nci]/ || length($1) > 2) && $2 != own { print $2 " (" $1 ")" }')
[ -z "$left" ] || { echo "signalbox: still unfinished: $left"; exit 1; }
`}`;

/**
 * Words: seconds, file, sha256, resolver or nothing, method, package. dpkg never waits for its lock and says 2, as it does
 * for other troubles: so it is tried again only while somebody has the lock.
 */
export const INSTALL = `${ACT}${STATE}${sh`
wait=$1 file=$2 sha=$3 resolver=$4 method=$5 pkg=$6
[ "$(sha256sum <"$file" | cut -c1-64)" = "$sha" ] || { echo "signalbox: $file is not the file that was meant"; exit 77; }
until_free "$wait" `}${LOCKS}${sh`
if [ -n "$(dpkg-deb -f "$file" Conflicts)" ]; then
  gone=$(dpkg --no-act `}${KEEP}${sh` --install "$file" 2>&1 | sed -n 's/^dpkg: yes, will remove \(.*\) in favour of .*/\1/p')
  [ -z "$gone" ] || { echo "signalbox: $pkg conflicts with $gone, which dpkg would remove"; exit 78; }
fi
: >began
if [ "$method" = reinstall ] && [ "$(state | cut -c2)" = i ]; then
  dpkg --remove "$pkg" || exit
fi
if [ -n "$resolver" ]; then
  apt-get -q -y --no-remove --allow-downgrades --reinstall -o "DPkg::Lock::Timeout=$wait" -o Dpkg::Use-Pty=0 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install "$file"
  exit
fi
while :; do
  dpkg `}${KEEP}${sh` --install "$file"
  code=$?
  [ "$code" -eq 2 ] && [ -n "$(holders `}${LOCKS}${sh`)" ] || exit "$code"
  until_free "$wait" `}${LOCKS}${sh`
done
`}`;

/** Words: package, version. */
export const VERIFY = `${ACT}${STATE}${sh`
pkg=$1
found=$(state)
case $found in
  ?i" $2") ;;
  *) echo "signalbox: $pkg is '$found', not 'ii $2'"; exit 1 ;;
esac
`}`;

/** Words: seconds, package, old version or nothing, its file, its sha256, `anew` when the state tells no difference. */
export const GO_BACK = `${ACT}${STATE}${sh`
wait=$1 pkg=$2 version=$3 file=$4 sha=$5 anew=$6 since=$7
[ -z "$since" ] || [ -e "$since" ] || { echo "signalbox: nothing was changed"; exit 0; }
found=$(state)
if [ -z "$version" ]; then
  case $found in '' | ?[nc]*) echo "signalbox: nothing was installed"; exit 0 ;; esac
  until_free "$wait" `}${LOCKS}${sh`
  exec dpkg --force-remove-reinstreq --remove "$pkg"
fi
case $anew$found in ?i" $version") echo "signalbox: nothing was changed"; exit 0 ;; esac
[ "$(sha256sum <"$file" | cut -c1-64)" = "$sha" ] || { echo "signalbox: $file is not the file that was kept"; exit 77; }
until_free "$wait" `}${LOCKS}${sh`
: >began
echo "signalbox: going back to $pkg $version"
exec dpkg `}${KEEP}${sh` --install "$file"
`}`;
