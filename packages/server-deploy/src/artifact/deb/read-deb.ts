import type { Artifact } from "../artifact.js";
import type { Bytes } from "../bytes.js";
import { artifactTooLarge, artifactTruncated, artifactUnreadable } from "../errors.js";
import { listArMembers } from "./ar.js";
import { readControl } from "./control.js";
import { decompress } from "./decompress.js";
import { readTar } from "./tar.js";

/** Of control.tar, packed and unpacked: it holds texts and scripts. */
const MAX_CONTROL = 8 * 1024 * 1024;

/** Debian's own rules. Source: deb-control(5), Debian Policy 5.6.1 and 5.6.12 */
const FIELDS = {
  package: /^[a-z0-9][a-z0-9+.-]+$/,
  version: /^(?:[0-9]+:)?[0-9A-Za-z.+~:-]+$/,
  architecture: /^[a-z0-9][a-z0-9-]*$/,
} as const;

/** Reads the control part; the data is not unpacked, only seen to be there as a whole. */
export async function readDeb(bytes: Bytes, sha256: string): Promise<Artifact> {
  const { name, size } = bytes;
  const members = await listArMembers(bytes);
  if (members[0]?.name !== "debian-binary") throw artifactUnreadable(name, "it does not begin with debian-binary");
  const control = members.find((member) => member.name.startsWith("control.tar"));
  if (control === undefined) throw artifactTruncated(name, "control.tar");
  if (!members.some((member) => member.name.startsWith("data.tar"))) throw artifactTruncated(name, "data.tar");
  if (control.size > MAX_CONTROL) throw artifactTooLarge(name, control.name, MAX_CONTROL);
  const packed = await bytes.read(control.offset, control.size);
  const files = readTar(await decompress(packed, { member: control.name, name, maxBytes: MAX_CONTROL }), name);
  const fields = readControl(files.get("control")?.toString("utf8") ?? "");
  const field = (key: keyof typeof FIELDS): string => {
    const value = fields.get(key) ?? "";
    if (!FIELDS[key].test(value)) throw artifactUnreadable(name, `its ${key} is ${JSON.stringify(value)}`);
    return value;
  };
  return {
    format: "deb",
    fileName: name,
    size,
    sha256,
    package: field("package"),
    version: field("version"),
    architecture: field("architecture"),
    installedSize: Number(/^[0-9]{1,12}$/.exec(fields.get("installed-size") ?? "")?.[0] ?? 0) * 1024,
    conffiles: conffilesOf(files.get("conffiles")?.toString("utf8") ?? ""),
    depends: [fields.get("pre-depends"), fields.get("depends")].filter(Boolean).join(", ").replace(/\s+/g, " "),
    conflicts: (fields.get("conflicts") ?? "").replace(/\s+/g, " "),
    headBytes: 0,
  };
}

/** `remove-on-upgrade /etc/x` names a file that goes. Source: deb-conffiles(5) */
const conffilesOf = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.startsWith("/"));
