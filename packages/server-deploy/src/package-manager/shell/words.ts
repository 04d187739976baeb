import type { InstallStep, WayBack } from "../package-manager.js";
import { seconds } from "./time.js";

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
