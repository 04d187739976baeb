import { createHash } from "node:crypto";
import { ReleaseError } from "@signalbox/release-core";
import type { Oid, Person } from "./ports.js";

/** A git object as it is hashed and stored: its type and content. */
export interface GitObject {
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly content: Buffer;
}

export interface CommitFields {
  readonly tree: Oid;
  readonly parents: readonly Oid[];
  readonly message: string;
  readonly by: Person;
  /** Seconds since the epoch. */
  readonly at: number;
}

export interface TagFields {
  readonly name: string;
  readonly commit: Oid;
  readonly message: string;
  readonly by: Person;
  /** Seconds since the epoch. */
  readonly at: number;
}

/** The bytes `git commit-tree` would write with UTC dates and no signature (format: git-commit(5), gitformat). */
export function commitObject(fields: CommitFields): GitObject {
  const person = identity(fields.by, fields.at);
  const lines = [
    `tree ${fields.tree}`,
    ...fields.parents.map((parent) => `parent ${parent}`),
    `author ${person}`,
    `committer ${person}`,
  ];
  return { type: "commit", content: Buffer.from(`${lines.join("\n")}\n\n${messageText(fields.message)}`) };
}

/** The bytes `git mktag` takes. */
export function tagObject(fields: TagFields): GitObject {
  const lines = [
    `object ${fields.commit}`,
    "type commit",
    `tag ${fields.name}`,
    `tagger ${identity(fields.by, fields.at)}`,
  ];
  return { type: "tag", content: Buffer.from(`${lines.join("\n")}\n\n${messageText(fields.message)}`) };
}

/** The bytes that are hashed and deflated into a loose object. */
export const looseBytes = (object: GitObject): Buffer =>
  Buffer.concat([Buffer.from(`${object.type} ${object.content.length}\0`), object.content]);

export const objectId = (object: GitObject): Oid => createHash("sha1").update(looseBytes(object)).digest("hex");

/** git strips these from names as well; a line break or `<` would forge another header. */
function identity(by: Person, at: number): string {
  const name = clean(by.name);
  const email = clean(by.email);
  if (name === "" || !Number.isSafeInteger(at) || at < 0) {
    throw new ReleaseError({
      code: "ERR_IDENTITY_INVALID",
      message: `A commit or tag needs a name and whole seconds since 1970; got ${JSON.stringify(by.name)} at ${at}.`,
      hint: "Set the name and e-mail that Signalbox writes into commits and tags.",
      details: { name: by.name, at: Number.isFinite(at) ? at : null },
    });
  }
  return `${name} <${email}> ${at} +0000`;
}

const clean = (text: string): string =>
  text.replace(/[\u0000-\u001f<>]/g, "").replace(/^[\s.,:;"\\']+|[\s.,:;"\\']+$/g, "");

const messageText = (message: string): string => {
  const text = message.replace(/\r\n?/g, "\n").replaceAll("\0", "");
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
};
