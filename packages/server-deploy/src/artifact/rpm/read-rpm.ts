import type { Artifact } from "../artifact.js";
import type { Bytes } from "../bytes.js";
import { artifactTruncated, artifactUnreadable } from "../errors.js";
import { readRpmHeader, type RpmHeader } from "./header.js";

const LEAD = 96;
/** Numbers of tags. Source: rpm's `include/rpm/rpmtag.h` */
const TAG = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  size: 1009,
  arch: 1022,
  fileFlags: 1037,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  longSize: 5009,
} as const;
/** Of the signature header: bytes of the header and payload that follow it. */
const SIGNATURE = { size: 1000, longSize: 270 } as const;
const IS_CONFIG = 1;

const FIELDS = {
  name: /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/,
  version: /^[A-Za-z0-9._+~^]+$/,
  release: /^[A-Za-z0-9._+~^]+$/,
  arch: /^[a-z0-9_]+$/,
} as const;

/** Reads lead and headers; the payload is not unpacked, only seen to be there as a whole. */
export async function readRpm(bytes: Bytes, sha256: string): Promise<Artifact> {
  const { name, size } = bytes;
  const lead = await bytes.read(0, LEAD);
  if (lead.length < LEAD) throw artifactTruncated(name, "lead");
  if (lead.readUInt16BE(6) !== 0) throw artifactUnreadable(name, "it is a source package");
  const signature = await readRpmHeader(bytes, LEAD, "signature header");
  // Padded to 8 bytes, alone among the headers.
  const start = Math.ceil(signature.end / 8) * 8;
  const header = await readRpmHeader(bytes, start, "header");
  const rest = signature.numbers(SIGNATURE.longSize)[0] ?? signature.numbers(SIGNATURE.size)[0];
  if (rest !== undefined && start + rest > size) throw artifactTruncated(name, "payload");
  const field = (key: keyof typeof FIELDS): string => {
    const value = header.text(TAG[key]) ?? "";
    if (!FIELDS[key].test(value)) throw artifactUnreadable(name, `its ${key} is ${JSON.stringify(value)}`);
    return value;
  };
  const epoch = header.numbers(TAG.epoch)[0] ?? 0;
  return {
    format: "rpm",
    fileName: name,
    size,
    sha256,
    package: field("name"),
    version: `${epoch === 0 ? "" : `${epoch}:`}${field("version")}-${field("release")}`,
    architecture: field("arch"),
    installedSize: header.numbers(TAG.longSize)[0] ?? header.numbers(TAG.size)[0] ?? 0,
    conffiles: conffilesOf(header),
    depends: "",
    conflicts: "",
    headBytes: header.end,
  };
}

function conffilesOf(header: RpmHeader): readonly string[] {
  const [flags, folders, names] = [
    header.numbers(TAG.fileFlags),
    header.texts(TAG.dirNames),
    header.texts(TAG.baseNames),
  ];
  const indexes = header.numbers(TAG.dirIndexes);
  return names.flatMap((base, at) =>
    ((flags[at] ?? 0) & IS_CONFIG) === 0 ? [] : [`${folders[indexes[at] ?? 0] ?? "/"}${base}`],
  );
}
