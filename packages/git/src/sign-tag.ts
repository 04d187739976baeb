import { signatureInvalid } from "./errors.js";
import { type GitObject, tagObject } from "./object-bytes.js";
import type { ObjectMaker } from "./ports.js";

type TagFields = Parameters<ObjectMaker["makeTag"]>[0];

/** A tag with its signature behind it, as git's build_tag_object makes it. @throws ReleaseError `ERR_SIGNATURE_INVALID` */
export async function signedTag({ sign, ...fields }: TagFields): Promise<GitObject> {
  const tag = tagObject(fields);
  if (sign === undefined) return tag;
  const signature = (await sign(tag.content.toString("utf8"))).replaceAll("\r\n", "\n").trim();
  if (!/^-----BEGIN [A-Z ]+-----\n[^]*\n-----END [A-Z ]+-----$/.test(signature))
    throw signatureInvalid(fields.name, signature);
  return { ...tag, content: Buffer.concat([tag.content, Buffer.from(`${signature}\n`)]) };
}
