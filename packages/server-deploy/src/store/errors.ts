import { ReleaseError } from "@signalbox/release-core";

export const fileChanged = (file: { readonly name: string; readonly bytes: number }, found: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_FILE_CHANGED",
    message: `${file.name} has ${found > file.bytes ? "more than" : "only"} ${Math.min(found, file.bytes)} of ${file.bytes} bytes: it changed while it was sent.`,
    hint: "Nothing was begun on the host. Look at who writes to the file here, and plan again.",
    details: { name: file.name, expected: file.bytes, found },
  });

export const fileNotHere = (sha256: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_FILE_CHANGED",
    message: `The host asks for the file ${sha256.slice(0, 12)}, and there is no such content here.`,
    hint: "Nothing was begun on the host. Give the file's content with it, or an address to pull it from.",
    details: { sha256 },
  });
