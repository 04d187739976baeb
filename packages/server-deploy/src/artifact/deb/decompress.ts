import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";
import xz from "xz-decompress";
import { artifactTooLarge, artifactUnreadable } from "../errors.js";

/** Unpacks a member by the end of its name, and stops as soon as it has more than `maxBytes`. */
export async function decompress(
  packed: Buffer,
  { member, name, maxBytes }: { readonly member: string; readonly name: string; readonly maxBytes: number },
): Promise<Buffer> {
  const unpack = UNPACK[/\.tar(\.[a-z0-9]+)?$/.exec(member)?.[1] ?? ""];
  if (unpack === undefined || !member.includes(".tar"))
    throw artifactUnreadable(name, `${member} is packed in another way`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of unpack(packed)) {
      length += chunk.length;
      if (length > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw artifactUnreadable(name, `${member} is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
  if (length > maxBytes) throw artifactTooLarge(name, member, maxBytes);
  return Buffer.concat(chunks);
}

type Unpack = (packed: Buffer) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const UNPACK: Readonly<Record<string, Unpack>> = {
  "": (packed) => [packed],
  ".gz": (packed) => Readable.from(slices(packed)).pipe(createGunzip()),
  ".xz": (packed) => streamed(new xz.XzReadableStream(Readable.toWeb(Readable.from(slices(packed))) as never)),
  ".zst": unzstd,
};

/** In pieces, so that a bomb is stopped by its first output. */
function* slices(packed: Buffer, step = 16_384): Generator<Buffer> {
  for (let at = 0; at < packed.length; at += step) yield packed.subarray(at, at + step);
}

async function* streamed(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value.slice();
}

function* unzstd(packed: Buffer): Generator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const stream = new Decompress((chunk) => {
    ready.push(chunk);
  });
  const parts = [...slices(packed)];
  for (const [index, part] of parts.entries()) {
    stream.push(part, index === parts.length - 1);
    yield* ready.splice(0);
  }
}
