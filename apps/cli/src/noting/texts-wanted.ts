import type { Config } from "../config/load-config.js";
import type { TextsWanted } from "../templates/text-steps.js";

/** What trains tell of a release; undefined where the configuration says nothing of notes. Pure. */
export function textsWanted({ notes }: Pick<Config, "notes">): TextsWanted | undefined {
  if (Object.keys(notes).length === 0) return undefined;
  const { blog, mail } = notes;
  return {
    post: blog?.repository === undefined ? null : { repository: blog.repository, base: blog.branch },
    mail: mail !== undefined,
  };
}
