import type { History } from "@signalbox/testbed";

/** The mainline with a release 16.1 that was merged back, and work on both. */
export function released(told: History): void {
  told.commits("main", 3);
  told.branch("16.1", "main");
  told.tag("v16.1.0", told.commits("16.1", 2));
  told.merge("main", "16.1");
  told.commits("main", 2);
}

export const FILE = "build.gradle";
export const gradle = (version: string) =>
  `group = 'org.example'\r\n\r\nversion = '${version}' // tāne\n\tno newline at the end`;
export const developmentVersion = { file: FILE, pattern: "^version = '(?<version>[^']+)'", next: "next-major" };

/** A mainline that names its own version. */
export function snapshot(told: History): void {
  told.commits("main", 2);
  told.commit("main", { subject: "Version", files: { [FILE]: gradle("16.0.0-SNAPSHOT") } });
}
