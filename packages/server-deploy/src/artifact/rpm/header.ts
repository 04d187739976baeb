import { artifactTooLarge, artifactTruncated, artifactUnreadable } from "../errors.js";
import type { Bytes } from "../bytes.js";

/** What a header has under a number. */
export interface RpmHeader {
  /** Where the next part begins, before any padding. */
  readonly end: number;
  /** The first string of a tag; null when it has none. */
  readonly text: (tag: number) => string | null;
  readonly texts: (tag: number) => readonly string[];
  readonly numbers: (tag: number) => readonly number[];
}

const MAGIC = Buffer.from([0x8e, 0xad, 0xe8, 0x01]);
/** As rpm itself would not take more. Source: rpm's `lib/header.c` (64 K tags), and far below its 256 MB of data */
const MAX_TAGS = 0xffff;
const MAX_STORE = 32 * 1024 * 1024;

/** Reads one header structure. Source: rpm's docs/manual/format_v4.md, "Header format" */
export async function readRpmHeader({ name, read }: Bytes, offset: number, part: string): Promise<RpmHeader> {
  const intro = await read(offset, 16);
  if (intro.length < 16) throw artifactTruncated(name, part);
  if (!intro.subarray(0, 4).equals(MAGIC)) throw artifactUnreadable(name, `it has no ${part}`);
  const [tags, bytes] = [intro.readUInt32BE(8), intro.readUInt32BE(12)];
  if (tags > MAX_TAGS || bytes > MAX_STORE) throw artifactTooLarge(name, part, MAX_STORE);
  const index = await read(offset + 16, tags * 16);
  const store = await read(offset + 16 + tags * 16, bytes);
  if (index.length < tags * 16 || store.length < bytes) throw artifactTruncated(name, part);
  const places = new Map<number, Place>();
  for (let at = 0; at < index.length; at += 16) {
    const place = {
      type: index.readUInt32BE(at + 4),
      offset: index.readUInt32BE(at + 8),
      count: index.readUInt32BE(at + 12),
    };
    if (place.offset > bytes) throw artifactUnreadable(name, `its ${part} points outside of itself`);
    places.set(index.readUInt32BE(at), place);
  }
  const texts = (tag: number): readonly string[] => textsAt(store, places.get(tag));
  return {
    end: offset + 16 + tags * 16 + bytes,
    text: (tag) => texts(tag)[0] ?? null,
    texts,
    numbers: (tag) => numbersAt(store, places.get(tag)),
  };
}

interface Place {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

/** STRING, STRING_ARRAY and I18NSTRING: each ends with a zero byte. */
function textsAt(store: Buffer, place: Place | undefined): readonly string[] {
  if (place === undefined || ![6, 8, 9].includes(place.type)) return [];
  const found: string[] = [];
  let at = place.offset;
  for (let left = place.type === 6 ? 1 : place.count; left > 0 && at < store.length; left--) {
    const end = store.indexOf(0, at);
    if (end === -1) break;
    found.push(store.toString("utf8", at, end));
    at = end + 1;
  }
  return found;
}

const WIDTHS: Readonly<Record<number, number>> = { 3: 2, 4: 4, 5: 8 };

/** INT16, INT32 and INT64, big endian. */
function numbersAt(store: Buffer, place: Place | undefined): readonly number[] {
  const width = WIDTHS[place?.type ?? 0];
  if (place === undefined || width === undefined) return [];
  const count = Math.min(place.count, Math.floor((store.length - place.offset) / width));
  return Array.from({ length: count }, (_, index) => {
    const at = place.offset + index * width;
    return width === 8 ? Number(store.readBigUInt64BE(at)) : store.readUIntBE(at, width);
  });
}
