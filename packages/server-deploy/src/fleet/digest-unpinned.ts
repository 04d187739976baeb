import { redactText, type Warning } from "@signalbox/release-core";

/** What an address gave is what is installed, and nobody said beforehand what it must be. Pure. */
export const digestUnpinned = (url: string, sha256: string): Warning => ({
  code: "digest-unpinned",
  message: `Nothing says what ${redactText(url)} must have: no digest of the release, no list of checksums. It came with sha256 ${sha256}.`,
  hint: "Compare that with the build, and give it as sha256, or publish a list of checksums with the release.",
});
