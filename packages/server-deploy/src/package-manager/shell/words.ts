import type { Expected, InstallStep, WayBack } from "../package-manager.js";
import { seconds } from "./time.js";

/** The words of every adapter's script for waiting, in its order. */
export const wordsOfWaiting = (lockWaitMs: number, expected: Expected | undefined): readonly (string | number)[] => [
  seconds(lockWaitMs),
  ...(expected === undefined ? [] : [expected.package, expected.found?.version ?? ""]),
];

/** The words of every adapter's script for installing, in its order. */
export const wordsOfInstall = ({
  file,
  lockWaitMs,
  resolver,
  method,
  package: name,
}: InstallStep): readonly (string | number)[] => [
  seconds(lockWaitMs),
  file.path,
  file.sha256,
  resolver ?? "",
  method,
  name,
];

/** The words of every adapter's script for going back. */
export const wordsOfWayBack = ({
  package: name,
  previous,
  lockWaitMs,
  isAnew,
  isRescue,
}: WayBack): readonly (string | number)[] => [
  seconds(lockWaitMs),
  name,
  previous?.version ?? "",
  previous?.path ?? "",
  previous?.sha256 ?? "",
  isAnew ? "anew" : "",
  isRescue ? "began" : "",
];
