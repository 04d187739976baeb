import { toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { AnnounceConfig } from "../config/announce-types.js";
import { usage } from "../errors.js";
import { notesUrlOf } from "./text-steps.js";

export interface AnnounceSteps {
  readonly train: string;
  readonly release: string;
  readonly version: string;
  /** Undefined: nobody is told anything. */
  readonly announce: AnnounceConfig | undefined;
  /** The components whose branches are cut. */
  readonly branched: readonly string[];
  /** Of the train: `notesUrl`, and `announcement` with what users are told. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Null: no step has read what there is to tell. Else `to-tell` has, and `mail` says whether for users as well. */
  readonly texts: { readonly mail: boolean } | null;
  /** The step that the release is out with. */
  readonly out: string;
}

interface Occasion {
  readonly id: string;
  readonly title: string;
  readonly to: readonly string[];
  readonly needs: string;
}

/**
 * What people are told of a numbered release, and when. Nothing waits for these steps: a chat that is away holds up no
 * release, and the run tells of it at its end.
 */
export function announceSteps(given: AnnounceSteps): readonly Step[] {
  const { announce, train, release, version, branched, texts, parameters, out } = given;
  const { team = [], users = [], testers = [] } = announce ?? {};
  const links = linksOf(given);
  const announcement = announcementOf(given);
  const tell = ({ id, title, to, needs }: Occasion, message: object): readonly Step[] =>
    to.length === 0
      ? []
      : [
          {
            id,
            type: "operation",
            uses: "announce",
            title,
            // The same for every run of this release: whoever starts it anew tells nobody twice.
            with: toJson({ key: `${train}/${version}/${id}`, to, message }),
            needs: [needs],
          },
        ];
  return [
    ...tell(
      { id: "tell-branch", title: `Tell the team that ${release} is cut`, to: team, needs: "cut" },
      {
        subject: `The release branch ${release} is cut`,
        text: `It was cut in:\n${branched.map((name) => `- ${name}`).join("\n")}`,
      },
    ),
    ...tell(
      { id: "tell-progress", title: `Tell the team that ${version} goes out`, to: team, needs: "ready" },
      {
        subject: `${version} goes to production now`,
        text: `The release ${version} is ready, and is tagged and deployed from here on.`,
      },
    ),
    ...tell(
      { id: "tell-testers", title: `Ask for a sanity test of ${version}`, to: team, needs: out },
      texts === null
        ? {
            subject: `${version} is out for sanity testing`,
            text: `The release ${version} is out. Please test it.`,
            links,
            mentions: testers,
          }
        : { $ref: "to-tell.chat" },
    ),
    ...tell(
      { id: "tell-users", title: `Announce ${version}`, to: users, needs: out },
      texts?.mail === true && parameters["announcement"] === undefined
        ? { $ref: "to-tell.mail" }
        : { links, ...announcement },
    ),
  ];
}

function linksOf({ train, parameters, texts }: AnnounceSteps): unknown {
  const url = notesUrlOf(train, parameters);
  if (texts !== null) return { $ref: "to-tell.links" };
  return url === undefined ? [] : [{ title: "Release notes", url }];
}

function announcementOf({ train, version, parameters: { announcement } }: AnnounceSteps): object {
  if (announcement === undefined) return { subject: `Release ${version}`, text: `The release ${version} is out.` };
  const { subject, text } = (announcement ?? {}) as { readonly subject?: unknown; readonly text?: unknown };
  if (typeof subject === "string" && typeof text === "string") return { subject, text };
  throw usage(
    `The parameter announcement of the train ${train} must have a subject and a text, not ${JSON.stringify(announcement)}.`,
    `For example --set 'announcement={"subject":"Release ${version}","text":"- what is new"}'.`,
  );
}
