import { pathProblem } from "@signalbox/git";
import * as z from "zod";
import { globTest } from "./glob.js";

/** A path inside a repository: slashes, relative, and it cannot lead out of the tree or into `.git`. */
export const treePathField = z
  .string()
  .min(1)
  .refine((path) => pathProblem(path) === null && !path.includes("\\"), {
    message: "must be a path inside the repository, without .. or a leading /",
  });

/** The folder of a path, empty at the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** True when a path matches a glob, see `globTest`. Pure. */
export const matchesGlob = (path: string, glob: string): boolean => globTest(glob)(path);
