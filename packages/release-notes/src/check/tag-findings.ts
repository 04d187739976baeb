import { formatVersion, parseVersion, readTagName, tagNameOf } from "@signalbox/git";
import type { ComponentNotes, Finding } from "../notes.js";
import { sameName } from "../page/page-rules.js";
import type { NoteFacts, RepositoryTags } from "./note-facts.js";

const TAG_LINK = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+)\/releases\/tag\/([^?#]+)/;

/** `version-without-tag`, `link-to-missing-tag`. Pure. */
export function tagFindings({ sections = [], repositories = [] }: NoteFacts): readonly Finding[] {
  const components = sections.flatMap((section) => section.components);
  return [
    ...components.flatMap((component) => versionFinding(component, repositories)),
    ...components.flatMap((component) => linkFindings(component, repositories)),
  ];
}

function versionFinding(
  { name, version }: ComponentNotes,
  repositories: readonly RepositoryTags[],
): readonly Finding[] {
  const repository = repositories.find(({ component }) => sameName(component) === sameName(name));
  if (version === null || repository === undefined || repository.tags === null) return [];
  if (repository.tags.some((tag) => isOf(tag, version, repository))) return [];
  return [
    {
      code: "version-without-tag",
      message: `The notes name ${name} ${version}, and it has no tag of this version.`,
      hint: `Look for a typing error; its tag would be ${tagNameOf(version, repository)}.`,
      component: name,
    },
  ];
}

/** A mistyped tag is a tag all the same; the audit tells of it. */
function isOf(tag: string, version: string, rules: RepositoryTags): boolean {
  if (tag === tagNameOf(version, rules)) return true;
  const [reading, wanted] = [readTagName(tag, rules), parseVersion(version)];
  return wanted !== null && "version" in reading && formatVersion(reading.version) === formatVersion(wanted);
}

function linkFindings(component: ComponentNotes, repositories: readonly RepositoryTags[]): readonly Finding[] {
  const links = [
    ...(component.url === null ? [] : [component.url]),
    ...component.entries
      .filter(({ hidden }) => hidden !== true)
      .flatMap(({ links: own, references }) => [
        ...own.map(({ url }) => url),
        ...references.flatMap(({ url }) => url ?? []),
      ]),
  ];
  return [...new Set(links)].flatMap((link) => {
    const [, webUrl = "", path = ""] = TAG_LINK.exec(link) ?? [];
    const repository = repositories.find((one) => one.webUrl?.toLowerCase() === webUrl.toLowerCase());
    if (repository === undefined || repository.tags === null || repository.tags.includes(decoded(path))) return [];
    return [
      {
        code: "link-to-missing-tag",
        message: `${link} leads to a tag that ${repository.component} does not have.`,
        hint: "Correct the link, or push the tag before the notes are published.",
        component: component.name,
      },
    ];
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replace(/\/+$/, ""));
  } catch {
    return path;
  }
}
