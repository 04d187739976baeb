import { readFile } from "node:fs/promises";
import { fileUnreadable } from "../errors.js";

/** The JSON of a plan file. @throws ReleaseError `ERR_PLAN_UNREADABLE` */
export async function readPlanFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw fileUnreadable(file, (error as Error).message);
  }
}
