import { inputInvalid, redactText } from "@signalbox/release-core";
import type { Readable } from "node:stream";
import { HOST_FOLDER } from "../transaction/host-program/host-folder.js";

/** A file that shall be on a host before anything is done with it: sent from here, or pulled there from a URL. */
export interface StoreFile {
  /** Its last name: `cacophony-api_1.4.2_amd64.deb`. */
  readonly name: string;
  /** 64 hex digits; the host looks too. */
  readonly sha256: string;
  readonly bytes: number;
  /** Its content, asked for when the host has it not. */
  readonly open?: (() => Readable) | undefined;
  /** `https:`, without a secret in it: the host pulls it by itself. Comes before `open`. */
  readonly url?: string | undefined;
}

/** Where it lies on the host, for the commands of a transaction. */
export const storePath = ({ sha256, name }: Pick<StoreFile, "sha256" | "name">): string =>
  `${HOST_FOLDER}/store/${sha256}/${name}`;

/** The four words that our programs on the host take for a file. @throws ReleaseError `ERR_INPUT_INVALID` */
export function fileWords({ name, sha256, bytes, open, url }: StoreFile): (string | number)[] {
  const wrong = (path: string, message: string): never => {
    throw inputInvalid("file", [{ path, message, value: redactText(String({ name, sha256, bytes, url }[path])) }]);
  };
  if (!/^[0-9a-f]{64}$/.test(sha256)) wrong("sha256", "is not 64 hex digits");
  // Cannot be taken for an option, a hidden file or a way out.
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.+~:@%-]{0,199}$/.test(name)) wrong("name", "is not a plain name of a file");
  if (!Number.isSafeInteger(bytes) || bytes < 0) wrong("bytes", "is not a number of bytes");
  if (url !== undefined && (!/^https:\/\/[!-~]+$/.test(url) || redactText(url) !== url))
    wrong("url", "is not an https address without a secret in it");
  if (url === undefined && open === undefined) wrong("url", "is missing, and there is no content either");
  return [bytes, sha256, name, url ?? ""];
}
