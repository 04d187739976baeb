import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTag } from "../src/tag-text.js";
import { tagObject } from "../src/object-bytes.js";

const HEAD = `object ${"1".repeat(40)}\ntype commit\n`;

test.each<[string, object]>([
  ["tag v1\ntagger A B <a@b> 12 -0130\n\nx\n", { by: { name: "A B", email: "a@b" }, at: 12 }],
  ["tag v1\ntagger A <B> <a@b> 12 +0000\n\nx\n", { by: { name: "A <B>", email: "a@b" }, at: 12 }],
  ["tag v1\ntagger A <a@b>\n\nx\n", { by: null, at: null }],
  ["tag v1\ntagger A<a@b> 1 +0000\n\nx\n", { by: { name: "A", email: "a@b" }, at: 1 }],
  ["tag a b\n\nx", { name: "a b", message: "x" }],
  ["tag v1\nencoding klingon\n\nx\n", { message: "x" }],
  ["tag v1\nencoding utf-16le\n\nab", { message: "扡" }],
  ["tag v1\ngpgsig-sha256 -----BEGIN PGP SIGNATURE-----\n more\n\nx\n", { message: "x", isSigned: true }],
  ["tag v1\n\n-----BEGIN SIGNED MESSAGE-----\nabc\n-----END SIGNED MESSAGE-----\n", { message: "", isSigned: true }],
  ["tag v1\n\n\n\nx\n\ny\n\n", { message: "\n\nx\n\ny" }],
])("reads %j", (text, expected) => {
  expect(parseTag(Buffer.from(`${HEAD}${text}`))).toMatchObject({
    object: "1".repeat(40),
    type: "commit",
    ...expected,
  });
});

test("reads every text without falling over", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const tag = parseTag(Buffer.concat([Buffer.from(HEAD), bytes]));
      expect([typeof tag.name, typeof tag.message, tag.by === null]).toEqual(["string", "string", tag.at === null]);
    }),
  );
});

test("reads what we write", () => {
  const line = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== "");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
      const message = lines.join("\n");
      const fields = { name: "v1", commit: "1".repeat(40), message, by: { name: "Zoë", email: "z@e" }, at: 5 };
      expect(parseTag(tagObject(fields).content)).toMatchObject({ name: "v1", message, by: fields.by, at: 5 });
    }),
  );
});
