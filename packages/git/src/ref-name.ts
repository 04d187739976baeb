import { refInvalid } from "./errors.js";

/** A file name of the receiving system holds at most 255 bytes, and git adds `.lock` while it writes. */
const LONGEST_PART = 250;

/**
 * Why a name is no full ref of a branch or tag; null when it is one. The rules are those of `git check-ref-format`,
 * and only `refs/heads/…` and `refs/tags/…` pass, so that nothing else can ever be pushed.
 */
export function refProblem(ref: string): string | null {
  if (!/^refs\/(?:heads|tags)\/./s.test(ref)) return "only full names below refs/heads/ and refs/tags/ are pushed";

  if (/[\u0000-\u0020\u007f~^:?*[\\]/.test(ref)) return "it has a space, a control character or one of ~ ^ : ? * [ \\";
  if (ref.includes("..") || ref.includes("@{")) return "it has .. or @{";
  if (/\p{Surrogate}/u.test(ref)) return "it is not valid Unicode";
  const parts = ref.split("/");
  if (parts.some((part) => part === "")) return "it has an empty part";
  if (parts.some((part) => part.startsWith(".") || part.endsWith(".lock")))
    return "a part begins with . or ends with .lock";
  if (parts[2]?.startsWith("-") === true) return "it begins with a dash";
  if (ref.endsWith(".")) return "it ends with .";
  if (ref === "refs/heads/HEAD") return "a branch may not be called HEAD";
  if (parts.some((part) => Buffer.byteLength(part) > LONGEST_PART))
    return `a part is longer than ${LONGEST_PART} bytes`;
  return null;
}

/** @throws ReleaseError `ERR_REF_INVALID` */
export function assertFullRef(ref: string): void {
  const problem = refProblem(ref);
  if (problem !== null) throw refInvalid(ref, problem);
}

/** True for 40 lowercase hex digits. */
export const isOid = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);
