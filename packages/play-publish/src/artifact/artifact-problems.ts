import type { Problem } from "@signalbox/release-core";
import { MAX_VERSION_CODE } from "../version-code/version-code.js";
import type { Flaw } from "./flaw.js";

const FLAWS: Readonly<Record<Flaw["name"], Pick<Problem, "code" | "hint"> & { readonly what: string }>> = {
  "not-zip": {
    code: "ERR_ARTIFACT_NOT_ZIP",
    what: "This is no bundle and no APK: both are zip files",
    hint: "See whether the download gave an error page instead of the file.",
  },
  truncated: {
    code: "ERR_ARTIFACT_TRUNCATED",
    what: "The file ends too early",
    hint: "Fetch it again; the download broke off.",
  },
  broken: {
    code: "ERR_ARTIFACT_BROKEN",
    what: "The zip file is damaged",
    hint: "Fetch it again, or build it again.",
  },
  paths: {
    code: "ERR_ARTIFACT_PATHS",
    what: "A file in it has a name that leads out of the archive",
    hint: "No build tool writes such names: find out who made this file before you use it.",
  },
  duplicate: {
    code: "ERR_ARTIFACT_DUPLICATE",
    what: "It has the same file twice, so two readers may see two things",
    hint: "No build tool writes that: find out who made this file before you use it.",
  },
  bomb: {
    code: "ERR_ARTIFACT_BOMB",
    what: "It would unpack to far more than any build has",
    hint: "Find out who made this file before you use it; nothing of it was unpacked.",
  },
};

export const archiveProblem = ({ name, text }: Flaw): Problem => {
  const { code, what, hint } = FLAWS[name];
  return { code, message: `${what} (${text}).`, hint };
};

export const kindUnknown = (bundles: readonly string[]): Problem =>
  bundles.length === 0
    ? {
        code: "ERR_ARTIFACT_KIND",
        message: "This zip file has no Android manifest: it is no bundle and no APK.",
        hint: "Give the .aab or .apk that the build made.",
      }
    : {
        code: "ERR_ARTIFACT_WRAPPED",
        message: `This zip file is a parcel of ${bundles.join(", ")}.`,
        hint: "Unpack it, and give what is inside.",
      };

export const notUploadable = (): Problem => ({
  code: "ERR_ARTIFACT_APKS",
  message: "This is an .apks set, which is for devices at hand; Play does not take it.",
  hint: "Give the bundle (.aab) that it was made from.",
});

export const manifestUnreadable = (kind: string): Problem => ({
  code: "ERR_ARTIFACT_MANIFEST",
  message: `The manifest of this ${kind} cannot be read.`,
  hint: "Build it again; a compiled manifest is expected, as gradle and bundletool write it.",
});

export const unsigned = (kind: string): Problem => ({
  code: "ERR_ARTIFACT_UNSIGNED",
  message: `This ${kind} is not signed.`,
  hint: "Build the release variant with its signing configuration (the upload key).",
});

export const debuggable = (): Problem => ({
  code: "ERR_ARTIFACT_DEBUGGABLE",
  message: "This is a debuggable build, which Play refuses.",
  hint: "Build the release variant.",
});

export const versionCodeUnknown = (): Problem => ({
  code: "ERR_ARTIFACT_VERSION_CODE",
  message: "The manifest names no version code.",
  hint: "Set versionCode in the build; it is a whole number from 1 up.",
});

export const codeTooLarge = (code: number): Problem => ({
  code: "ERR_ARTIFACT_VERSION_CODE",
  message: `The version code ${code} is larger than Play takes (${MAX_VERSION_CODE}).`,
  hint: "Take a rule for version codes that stays below it.",
});

export const misalignedPages = (paths: readonly string[]): Problem => ({
  code: "ERR_ARTIFACT_PAGES",
  message: `${paths.length === 1 ? "A native library does" : `${paths.length} native libraries do`} not load on devices with pages of 16 KB: ${paths.slice(0, 5).join(", ")}${paths.length > 5 ? ", …" : ""}`,
  hint: "Take a newer version of the library, or build it with -Wl,-z,max-page-size=16384; Play refuses it otherwise.",
});

/** Null where they are the same, or nothing was expected. */
export const differs = (
  code: string,
  what: string,
  expected: string | number | undefined,
  found: string | number | null,
): Problem | null =>
  expected === undefined || expected === found
    ? null
    : {
        code: `ERR_ARTIFACT_${code}`,
        message: `Its ${what} is ${found ?? "unknown"}, not ${expected}.`,
        hint: "It is another build than the one that is meant: look at its flavour and its version.",
      };
