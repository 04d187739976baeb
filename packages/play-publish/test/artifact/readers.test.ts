import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derValues } from "../../src/artifact/der.js";
import { hasLargePages } from "../../src/artifact/elf.js";
import { readJarSigner } from "../../src/artifact/jar-signer.js";
import { readBundleManifest } from "../../src/artifact/manifest-aab.js";
import { readApkManifest } from "../../src/artifact/manifest-apk.js";
import { protoFields } from "../../src/artifact/protobuf.js";
import { signerIn } from "../../src/artifact/signing-block.js";

const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
/** Begins as the real thing does, so that the reader goes on. */
const startingWith = (start: readonly number[]) => anyBytes.map((bytes) => Buffer.concat([Buffer.from(start), bytes]));

describe("readers of what others wrote", () => {
  it.each<[string, (bytes: Buffer) => unknown, fc.Arbitrary<Buffer>]>([
    ["a bundle's manifest", readBundleManifest, anyBytes],
    ["a bundle's manifest with an element", readBundleManifest, startingWith([0x0a, 0x7f])],
    ["an APK's manifest", readApkManifest, startingWith([3, 0, 8, 0, 0, 0, 0, 0])],
    [
      "an APK's strings",
      readApkManifest,
      startingWith([3, 0, 8, 0, 0, 0, 0, 0, 1, 0, 28, 0, 100, 0, 0, 0, 3, 0, 0, 0]),
    ],
    ["a signature block", readJarSigner, startingWith([0x30, 0x7f])],
    ["a library's head", hasLargePages, startingWith([0x7f, 0x45, 0x4c, 0x46, 2, 1])],
  ])("%s: whatever the bytes are, it answers", (_, read, bytes) => {
    fc.assert(
      fc.property(bytes, (given) => {
        expect(() => read(given)).not.toThrow();
      }),
    );
  });

  it.each<[string, (bytes: Buffer) => unknown]>([
    ["protocol buffers", (bytes) => [...protoFields(bytes)]],
    ["DER", derValues],
    ["a signing block", signerIn],
  ])("%s: it reads, or says that it is none", (_, read) => {
    fc.assert(
      fc.property(anyBytes, (given) => {
        try {
          read(given);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  it("ends at an APK's chunk without a length", () => {
    const endless = Buffer.from([3, 0, 8, 0, 16, 0, 0, 0, 2, 1, 8, 0, 0, 0, 0, 0]);
    expect(readApkManifest(endless)).toBeNull();
  });
});
