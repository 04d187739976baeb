import { type Json, toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { AnnounceConfig } from "../config/announce-types.js";
import { usage } from "../errors.js";

/** Which texts of a release the configuration asks for. */
export interface TextsWanted {
  /** Where a draft of a blog post is proposed; null: nowhere. */
  readonly post: { readonly repository: string; readonly base?: string | undefined } | null;
  /** Users get the notes as a mail. */
  readonly mail: boolean;
}

export interface TextSteps {
  readonly train: string;
  /** Undefined: nothing is told. */
  readonly wanted: TextsWanted | undefined;
  readonly announce: AnnounceConfig | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The release branch, and the version that is tagged on it. */
  readonly branch: string;
  readonly version: string;
  /** What is tagged, and what of it has a release on GitHub that is drafted here. */
  readonly components: readonly string[];
  readonly drafted: readonly string[];
}

/** What is told of a numbered release: steps before its drafts, before it is published, and after it is out. */
export interface NumberedTexts {
  readonly before: readonly Step[];
  readonly checked: readonly Step[];
  readonly after: (out: string) => readonly Step[];
}

const NONE: NumberedTexts = { before: [], checked: [], after: () => [] };

/**
 * The texts are read twice: for the drafts, so that people see them while the release is tested, and again when what is
 * tagged is known, after the gate that looks for contradictions. The second time they are what is published and sent.
 */
export function textSteps(given: TextSteps): NumberedTexts {
  const { wanted, announce, branch, version, components, drafted } = given;
  const { team = [], users = [], testers = [] } = announce ?? {};
  const isHeard = drafted.length + team.length + users.length > 0 || (wanted?.post ?? null) !== null;
  if (wanted === undefined || !isHeard || components.length === 0) return NONE;
  const notesUrl = notesUrlOf(given.train, given.parameters);
  const about = { version, branch, components: [...components], ...(notesUrl !== undefined && { notesUrl }) };
  const tagged: Json = { ...about, testers: [...testers], heads: { $ref: "head" } };
  const { post } = wanted;
  return {
    before:
      drafted.length === 0
        ? []
        : [
            {
              id: "to-draft",
              type: "read",
              uses: "notes-of-release",
              title: `What there is to tell of ${version} so far`,
              with: about,
              needs: ["cut"],
            },
            textOf("draft-text", "to-draft", drafted),
          ],
    checked: [
      {
        id: "notes-checked",
        type: "gate",
        uses: "notes-checked",
        title: `Nothing contradicts the notes of ${version}`,
        with: tagged,
        needs: ["head"],
      },
      {
        id: "to-tell",
        type: "read",
        uses: "notes-of-release",
        title: `What there is to tell of ${version}`,
        with: tagged,
        needs: ["notes-checked"],
      },
      ...(drafted.length === 0 ? [] : [textOf("text", "to-tell", drafted)]),
    ],
    after: (out) =>
      post === null
        ? []
        : [
            {
              id: "draft-post",
              type: "operation",
              uses: "draft-blog-post",
              title: `Draft the blog post about ${version}`,
              with: toJson({
                repository: post.repository,
                ...(post.base !== undefined && { base: post.base }),
                post: { $ref: "to-tell.post" },
              }),
              planned: "later",
              needs: [out],
            },
          ],
  };
}

const textOf = (id: string, read: string, names: readonly string[]): Step => ({
  id,
  type: "read",
  uses: "text-of-component",
  title: "The text of its release",
  forEach: names.map((name) => ({ name })),
  with: { texts: { $ref: `${read}.texts` }, name: { $ref: "item.name" } },
});

/** @throws ReleaseError `ERR_USAGE` when it is no address */
export function notesUrlOf(train: string, { notesUrl }: TextSteps["parameters"]): string | undefined {
  if (notesUrl === undefined) return undefined;
  if (typeof notesUrl === "string" && /^https?:\/\//.test(notesUrl) && URL.canParse(notesUrl)) return notesUrl;
  throw usage(
    `The parameter notesUrl of the train ${train} must be an address, not ${JSON.stringify(notesUrl)}.`,
    "For example --set notesUrl=https://github.com/acme/product/releases/tag/v16.2.0",
  );
}
