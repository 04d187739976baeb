import { artifactTruncated, artifactUnreadable } from "../errors.js";
import type { Bytes } from "../bytes.js";

/** One file of an `ar` archive, and where it lies. */
export interface ArMember {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

const MAGIC = "!<arch>\n";
const HEADER = 60;
/** A .deb has three; `dpkg` passes over some more that begin with `_`. */
const MOST = 16;

/** Lists the members by their headers alone, and sees that the last one ends with the file. Source: deb(5), ar(5) */
export async function listArMembers({ name, size, read }: Bytes): Promise<readonly ArMember[]> {
  if ((await read(0, MAGIC.length)).toString("latin1") !== MAGIC) throw artifactUnreadable(name, "it is no ar archive");
  const members: ArMember[] = [];
  let at = MAGIC.length;
  while (at < size) {
    if (members.length === MOST) throw artifactUnreadable(name, `it has more than ${MOST} members`);
    const header = (await read(at, HEADER)).toString("latin1");
    if (header.length < HEADER) throw artifactTruncated(name, "member list");
    const bytes = header.slice(48, 58).trim();
    if (!header.endsWith("`\n") || !/^[0-9]+$/.test(bytes)) throw artifactUnreadable(name, "a member has no header");
    const member = { name: header.slice(0, 16).trim().replace(/\/$/, ""), offset: at + HEADER, size: Number(bytes) };
    if (member.offset + member.size > size) throw artifactTruncated(name, member.name);
    members.push(member);
    at = member.offset + member.size + (member.size % 2);
  }
  return members;
}
