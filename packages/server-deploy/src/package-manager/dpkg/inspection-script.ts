import { sh } from "../../sh.js";
import { LOOK } from "../shell/look.js";

/** Tells everything about a host with dpkg. Words: the package, wanted names, since when residues count, units. */
export const DPKG_INSPECTION = `${LOOK}${sh`
say architecture "$(dpkg --print-architecture)"
# Its first line is the same; most servers have no such file.
[ ! -r /var/lib/dpkg/arch ] || while read -r name; do say architecture "$name"; done </var/lib/dpkg/arch
dpkg-query -W -f='\${db:Status-Abbrev}\t\${Package}\t\${Version}\t\${Architecture}\t\${Provides}\n' 2>/dev/null |
  awk -F '\t' -v own="$pkg" -v wanted="$wanted" '
    BEGIN { n = split(wanted, list, " "); for (i = 1; i <= n; i++) want[list[i]] = 1 }
    {
      state = $1; sub(/ +$/, "", state); there = substr(state, 2, 1)
      if ($2 == own && there != "n" && there != "c") print "package\t" state "\t" $3 "\t" $4
      if (there !~ /[nci]/ || length(state) > 2) print "unfinished\t" state "\t" $2 "\t" $3
      if (there != "i") next
      if ($2 in want) print "candidate\t" $2 "\t" $3
      if ($5 == "") next
      n = split($5, list, /, */)
      for (i = 1; i <= n; i++) {
        split(list[i], part, /[ ()=]+/); sub(/:.*/, "", part[1])
        if (part[1] in want) print "candidate\t" part[1] "\t" part[2] "\tprovided"
      }
    }'
say leftovers "$(count /var/lib/dpkg/updates/*)"
tell_lock /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock
if command -v apt-get >/dev/null; then say resolver apt-get; fi
for file in "/var/cache/apt/archives/$pkg"_*.deb; do
  [ -f "$file" ] && version=$(dpkg-deb -f "$file" Version 2>/dev/null) || continue
  say kept "$(sha256sum <"$file" | cut -c1-64)" "$version" "$file"
done
if [ "$since" != 0 ]; then
  dpkg-query -W -f='\${Conffiles}\n' -- "$pkg" 2>/dev/null | awk 'NF > 1 { sub(/^ /, ""); sub(/ [0-9a-f]+( [a-z-]+)*$/, ""); print }' |
    while IFS= read -r file; do for suffix in .dpkg-dist .dpkg-new .dpkg-old; do residue "$file" "$suffix"; done; done
fi
say end
`}`;
