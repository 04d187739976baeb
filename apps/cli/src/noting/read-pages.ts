import type { Oid, Repositories } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import type { PagesAndPromotions } from "@signalbox/release-notes";
import type { NotesConfig } from "../config/notes-types.js";
import { usage } from "../errors.js";

/** The pages of the configuration that have the years from a day to another one; ISO dates. */
export async function readPages(
  { pages }: NotesConfig,
  { since, today }: { readonly since: string; readonly today: string },
  repositories: Repositories,
  options: CallOptions,
): Promise<PagesAndPromotions["pages"]> {
  if (pages === undefined)
    throw usage(
      "No page is named.",
      "Give --page <file>, or name the pages in the configuration: notes: { pages: … }.",
    );
  const repository = await repositories.open(pages.repository, options);
  await repository.refresh(options);
  const mainline = pages.branch === undefined ? await repository.mainline(options) : `refs/heads/${pages.branch}`;
  const head: Oid | undefined = (await repository.listRefs(options)).find(({ name }) => name === mainline)?.commit;
  if (head === undefined)
    throw usage(`${pages.repository} has no ${mainline ?? "mainline"}.`, "Correct `notes.pages.branch`.");
  const [first, last] = [since, today].map((date) => Number(date.slice(0, 4)));
  const wanted = pages.files.flatMap(({ path, year, environment }) => {
    const years = year === undefined ? yearsFrom(first ?? 0, last ?? 0) : [year];
    const only = environment === undefined ? {} : { environment };
    return years.map((each) => ({ path: path.replaceAll("{year}", String(each)), rules: { year: each, ...only } }));
  });
  const paths = wanted.map(({ path }) => path);
  const contents = await repository.readFiles(head, paths, options);
  return wanted.flatMap(({ rules }, index) => {
    const bytes = contents[index] ?? null;
    return bytes === null ? [] : [{ text: Buffer.from(bytes).toString("utf8"), rules }];
  });
}

const yearsFrom = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => first + index);
