import { isAbsolute } from "node:path";
import { redactText, ReleaseError } from "@signalbox/release-core";

export const repositoryNotFound = (location: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_REPOSITORY_NOT_FOUND",
    message: `There is no repository at ${redactText(location)}: ${redactText(reason)}`,
    hint: isAbsolute(location)
      ? "Check the path: it must be that of a clone or of a bare repository."
      : "Check the spelling; a private repository that you may not read looks the same as one that does not exist.",
    details: { location: redactText(location) },
    cause,
  });

export const repositoryEmpty = (location: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REPOSITORY_EMPTY",
    message: `The repository at ${redactText(location)} has no branch yet.`,
    hint: "Push a first commit. If this is a clone that was never fetched, fetch it or use --fetch.",
    details: { location: redactText(location) },
  });

export const repositoryShallow = (location: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REPOSITORY_SHALLOW",
    message: `The clone at ${redactText(location)} is shallow: its history is cut, so nothing about ranges can be said.`,
    hint: "Run `git fetch --unshallow` in it (in CI: fetch-depth: 0), or name the remote's URL instead of the clone.",
    details: { location: redactText(location) },
  });

export const remoteShallow = (location: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REPOSITORY_SHALLOW",
    message: `The repository at ${redactText(location)} is shallow where it is served: its history is cut, so nothing about ranges can be said.`,
    hint: "Run `git fetch --unshallow` on the server, or name the repository that it was cloned from.",
    details: { location: redactText(location) },
  });

export const repositoryOwner = (path: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_REPOSITORY_OWNER",
    message: `The repository at ${path} belongs to another user, so git does not read it.`,
    hint: `If you trust it, run: git config --global --add safe.directory ${quoted(path)}`,
    details: { path },
    cause,
  });

export const remoteUnreachable = (location: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_REMOTE_UNREACHABLE",
    message: `The remote ${redactText(location)} cannot be reached: ${redactText(reason)}`,
    hint: "Check the network, the proxy and the certificate of the server, then run the same command again.",
    details: { location: redactText(location), reason: redactText(reason) },
    retryable: true,
    cause,
  });

export const remoteAuth = (location: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_REMOTE_AUTH",
    message: `The remote ${redactText(location)} did not accept your credentials: ${redactText(reason)}`,
    hint: "Signalbox never asks for a password: set up a git credential helper, an SSH agent with a known host, or a token.",
    details: { location: redactText(location), reason: redactText(reason) },
    cause,
  });

export const engineLimit = (
  limit: string,
  message: string,
  details: Readonly<Record<string, string>> = {},
): ReleaseError =>
  new ReleaseError({
    code: "ERR_ENGINE_LIMIT",
    message,
    hint: "Install git 2.38 or newer; the native engine answers this.",
    details: { limit, ...details },
  });

export const locationUnsupported = (location: string, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_LOCATION_UNSUPPORTED",
    message: `${redactText(location)} is not a location that Signalbox opens: ${reason}.`,
    hint: "Use https://, http://, ssh://, git@host:owner/name.git, file:// or a path.",
    details: { location: redactText(location) },
  });

export const refInvalid = (ref: string, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REF_INVALID",
    message: `${JSON.stringify(ref)} cannot be pushed: ${reason}.`,
    hint: "Name a full ref such as refs/heads/16.2 or refs/tags/v16.2.0 (rules: git check-ref-format).",
    details: { ref },
  });

export const objectMissing = (oid: string, location: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_OBJECT_MISSING",
    message: `${JSON.stringify(oid)} is not an object of ${redactText(location)}.`,
    hint: "Refresh the repository and read the refs again; object ids are 40 hex digits.",
    details: { oid, location: redactText(location) },
  });

export const historiesUnrelated = (ours: string, theirs: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_HISTORIES_UNRELATED",
    message: `${ours.slice(0, 9)} and ${theirs.slice(0, 9)} have no common ancestor, so they cannot be merged.`,
    hint: "Check that both branches belong to the same repository.",
    details: { ours, theirs },
  });

export const editInvalid = (path: string, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_EDIT_INVALID",
    message: `${JSON.stringify(path)} cannot be edited in a tree: ${reason}.`,
    hint: "Name each file once, by its path from the top of the repository: docs/notes.md. Folders come and go with files.",
    details: { path, reason },
  });

export const exportUnsafe = (path: string, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_EXPORT_UNSAFE",
    message: `The tree has ${JSON.stringify(path)}, which is not written into a folder: ${reason}.`,
    hint: "Somebody made this tree by hand. Look at it with `git ls-tree -r`, or export only other paths.",
    details: { path, reason },
  });

export const exportFolder = (folder: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_EXPORT_FOLDER",
    message: `Files cannot be written into ${folder}: ${reason}.`,
    hint: "Give a folder that exists, is empty and can be written.",
    details: { folder, reason },
    cause,
  });

export const signatureInvalid = (tag: string, answer: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_SIGNATURE_INVALID",
    message: `What came back for the tag ${tag} is no armoured signature: ${lastLines(answer, 1).slice(0, 80)}`,
    hint: "The signer must answer with a block that begins with -----BEGIN PGP SIGNATURE----- or -----BEGIN SSH SIGNATURE-----.",
    details: { tag },
  });

export const cacheLocked = (path: string, owner: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CACHE_LOCKED",
    message: `The cache ${path} is in use by ${owner}.`,
    hint: "Wait until that process has ended; if it is gone from another machine, remove the .lock file.",
    details: { path, owner },
    retryable: true,
  });

export const cacheUnwritable = (path: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_CACHE_UNWRITABLE",
    message: `The cache ${path} cannot be written: ${reason}.`,
    hint: "Give yourself that folder, or choose another: cacheDir in the configuration, or XDG_CACHE_HOME.",
    details: { path, reason },
    cause,
  });

export const gitNotUsable = (path: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GIT_NOT_USABLE",
    message: `git at ${path} cannot be used: ${reason}.`,
    hint: "Install git 2.38 or newer, or choose the isomorphic engine.",
    details: { path },
    cause,
  });

export const gitFailed = (command: string, code: number | null, stderr: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_GIT_FAILED",
    message: `git ${command} failed (${code === null ? "killed" : `exit ${code}`}): ${lastLines(stderr)}`,
    hint: "Read git's own words above; `git fsck` in the repository tells whether it is damaged.",
    details: { command, code, stderr: redactText(stderr).slice(-4000) },
  });

/** For a shell that people type into. */
const quoted = (path: string): string => (/^[\w./:@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);

/** The end of what a program said, on one line, without secrets. */
export const lastLines = (text: string, count = 3): string =>
  redactText(
    text
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .slice(-count)
      .join(" | "),
  );
