import { sh } from "../../sh.js";
import { LOOK } from "../shell/look.js";

/**
 * Tells everything about a host with rpm. Words: the package, what to read of stdin (`head` or nothing), since when
 * residues count, units. With `head`, stdin has the headers of an RPM: `rpm --test` gives its dependencies, its conflicts
 * and the space it takes to them without the file being there.
 */
export const RPM_INSPECTION = `${LOOK}${sh`
say architecture "$(rpm --eval '%{_host_cpu}' 2>/dev/null)"
rpm -q --qf '%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\t%{ARCH}\n' -- "$pkg" 2>/dev/null </dev/null |
  awk -F '\t' 'NF == 2 { line[++n] = $1 "\t" $2 }
    END { for (i = 1; i <= n; i++) print "package\t" (n > 1 ? "double" : "ii") "\t" line[i] }'
say leftovers 0
tell_lock /var/lib/rpm/.rpm.lock /usr/lib/sysimage/rpm/.rpm.lock
for name in dnf yum; do if command -v "$name" >/dev/null; then say resolver "$name"; break; fi; done
for file in /var/cache/dnf/*/packages/"$pkg"-[0-9]*.rpm /var/cache/yum/*/packages/"$pkg"-[0-9]*.rpm; do
  [ -f "$file" ] && version=$(rpm -qp --qf '%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}' "$file" 2>/dev/null) || continue
  say kept "$(sha256sum <"$file" | cut -c1-64)" "$version" "$file"
done
if [ "$since" != 0 ]; then
  rpm -qc -- "$pkg" 2>/dev/null </dev/null |
    while IFS= read -r file; do for suffix in .rpmnew .rpmsave .rpmorig; do residue "$file" "$suffix"; done; done
fi
if [ "$wanted" = head ]; then
  # Only among its debugging words does it say what it would erase.
  cat | rpm -U --test -vv --oldpackage --replacepkgs --nodigest --nosignature /dev/stdin 2>&1 |
    grep -aE '^[^D]|^D[^:]|^D: .*[[:blank:]]erases ' | head -n 60 | clean |
    while IFS= read -r line; do say complaint "$line"; done
fi
say end
`}`;
