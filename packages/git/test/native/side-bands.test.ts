import fc from "fast-check";
import { expect, test } from "vitest";
import { readPack } from "../../src/native/side-bands.js";

const packet = (content: Buffer | string): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, "0")), bytes]);
};
const band = (number: number, content: Buffer | string): Buffer =>
  packet(Buffer.concat([Buffer.from([number]), Buffer.from(content)]));
const HEAD = packet("packfile\n");
const FLUSH = Buffer.from("0000");

async function read(chunks: readonly Buffer[]): Promise<{ pack: string; progress: string }> {
  const answer = (async function* () {
    await Promise.resolve();
    yield* chunks;
  })();
  const told: string[] = [];
  const pieces: Buffer[] = [];
  for await (const piece of readPack(answer, { onProgress: (text) => told.push(text) })) pieces.push(piece);
  return { pack: Buffer.concat(pieces).toString("latin1"), progress: told.join("") };
}

test("puts the pack together, however it was cut on its way", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(1, 2), fc.string({ minLength: 1, unit: "grapheme-ascii" }))),
      fc.array(fc.nat()),
      async (parts, cuts) => {
        const whole = Buffer.concat([HEAD, ...parts.map(([number, text]) => band(number, text)), FLUSH]);
        const at = [0, ...cuts.map((cut) => cut % whole.length), whole.length].sort((a, b) => a - b);
        const { pack, progress } = await read(at.slice(1).map((end, index) => whole.subarray(at[index], end)));
        const of = (wanted: number) => parts.flatMap(([number, text]) => (number === wanted ? [text] : [])).join("");
        expect([pack, progress]).toEqual([of(1), of(2)]);
      },
    ),
    { numRuns: 50 },
  );
});

test.each<readonly [string, readonly Buffer[]]>([
  ["nothing", []],
  ["no pack", [FLUSH]],
  ["a cut end", [HEAD, band(1, "PACK")]],
  ["half a line", [HEAD, band(1, "PACK").subarray(0, 6)]],
  ["something behind the end", [HEAD, band(1, "PACK"), FLUSH, HEAD]],
  ["a failure of the server", [HEAD, band(1, "PACK"), band(3, "out of memory"), FLUSH]],
  ["an error", [packet("ERR not our ref"), FLUSH]],
  ["a band that there is not", [HEAD, band(7, "x"), FLUSH]],
  ["a page of a proxy", [Buffer.from("<html>sign in</html>")]],
])("is no pack: %s", async (_, chunks) => {
  await expect(read(chunks)).rejects.toThrow();
});
