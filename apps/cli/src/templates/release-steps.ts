import { isAbsolute } from "node:path";
import { tagNameOf } from "@signalbox/git";
import { slugOf, slugText } from "@signalbox/github";
import { type Json, toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { Component } from "../config/inventory.js";
import { defined } from "./defined.js";

/** Components whose releases on GitHub are a train's affair. */
const released = (components: readonly Component[]): readonly Component[] =>
  components.filter(({ release, policy }) => release !== undefined && policy?.githubRelease !== false);

export interface WeeklyReleases {
  readonly components: readonly Component[];
  readonly pollMs: unknown;
  /** The step that reported what is unreleased, and the one that tags. */
  readonly reported: string;
  readonly tagged: string;
}

/**
 * What was tagged is released on GitHub, and its files are waited for, before anything pins it. None, where no
 * component has a `release`.
 */
export function weeklyReleaseSteps({ components, pollMs, reported, tagged }: WeeklyReleases): readonly Step[] {
  const made = released(components);
  if (made.length === 0) return [];
  const repositories = slugsOf(made);
  const where = repositories === null ? {} : { repositories };
  // A draft is published as it stands when the train comes to it.
  const own = { forEach: { $ref: "to-release.own" }, planned: "later" as const };
  return [
    {
      id: "to-release",
      type: "read",
      uses: "releases-to-make",
      title: "What is released on GitHub",
      with: {
        components: made.map((component) => toJson(defined(component))),
        unreleased: { $ref: reported },
        pollMs: toJson(pollMs),
      },
      needs: [tagged],
    },
    {
      ...own,
      id: "draft",
      type: "operation",
      uses: "draft-release",
      title: "Draft the releases",
      with: { $ref: "item.draft" },
      bound: { ...where, actions: ["create-draft", "update-draft"] },
      needs: ["to-release"],
    },
    {
      ...own,
      id: "publish",
      type: "operation",
      uses: "publish-release",
      title: "Publish the releases",
      with: { $ref: "item.publish" },
      bound: { ...where, actions: ["publish-release"] },
      needs: ["draft[]"],
    },
    {
      id: "built",
      type: "gate",
      uses: "assets-ready",
      title: "CI has built what is released",
      forEach: { $ref: "to-release.built" },
      with: { $ref: "item.assets" },
      needs: ["publish"],
    },
  ];
}

/** Repositories as actions name them; null where that cannot be told before GitHub is asked, as of a clone's path. */
function slugsOf(components: readonly Component[]): readonly string[] | null {
  if (components.some(({ repository }) => isAbsolute(repository))) return null;
  try {
    return components.map(({ repository }) => slugText(slugOf(repository)));
  } catch {
    return null;
  }
}

export interface NumberedReleases {
  readonly components: readonly Component[];
  /** The release branch, and the version that is tagged on it. */
  readonly branch: string;
  readonly version: string;
  /** Steps `draft-text` and `text` say what is written into the releases. */
  readonly hasTexts: boolean;
}

/** Components whose releases on GitHub a numbered train drafts. */
export const draftedReleases = (components: readonly Component[]): readonly Component[] =>
  released(components).filter(({ release }) => release?.owner !== "ci");

/** The steps of a release with one number: drafts when the branch is cut, and their publication at its end. */
export interface NumberedReleaseSteps {
  readonly drafts: readonly Step[];
  readonly published: readonly Step[];
}

/** Drafts are made on the release branch, so that people write into them while it is tested. */
export function numberedReleaseSteps(given: NumberedReleases): NumberedReleaseSteps {
  const { components, branch, version, hasTexts } = given;
  const own = draftedReleases(components);
  if (own.length === 0) return { drafts: [], published: [] };
  const items = own.map(({ name, repository, tagPattern, stream, release }) => ({
    name,
    which: defined({ repository, tag: tagNameOf(version, { tagPattern, stream }), tagPattern, stream }),
    owner: release?.owner ?? "tag-first",
  }));
  const which = (field: string): Json => ({ $ref: `item.which/${field}` });
  const place = {
    repository: which("repository"),
    tag: which("tag"),
    tagPattern: { $ref: "item.which/tagPattern?" },
    stream: { $ref: "item.which/stream?" },
  };
  const each = {
    forEach: items.map((item) => toJson(item)),
    planned: "later" as const,
    onItemFailure: "continue" as const,
  };
  return {
    drafts: [
      {
        ...each,
        id: "draft",
        type: "operation",
        uses: "draft-release",
        title: `Draft ${version} on GitHub`,
        with: { ...place, target: branch, ...(hasTexts && { notes: { $ref: "draft-text[].text" } }) },
        needs: ["cut[]"],
      },
    ],
    published: [
      ...(hasTexts
        ? [
            {
              ...each,
              id: "write-notes",
              type: "operation" as const,
              uses: "draft-release",
              title: `Write the notes of ${version} into its drafts`,
              with: { ...place, target: branch, notes: { $ref: "text[].text" } },
              needs: ["draft[]", "tag[]"],
            },
          ]
        : []),
      {
        ...each,
        id: "publish",
        type: "operation",
        uses: "publish-release",
        title: `Publish ${version} on GitHub`,
        with: { ...place, commit: { $ref: "head[].commit" }, owner: { $ref: "item.owner" } },
        needs: hasTexts ? ["write-notes[]"] : ["draft[]", "tag[]"],
      },
    ],
  };
}
