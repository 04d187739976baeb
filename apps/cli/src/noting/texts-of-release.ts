import {
  type Finding,
  type NotesModel,
  renderBlogDraft,
  renderChatLine,
  renderGitHubRelease,
  renderMail,
  renderPlayNotes,
  renderProductNotes,
} from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { writtenTexts } from "./render-for.js";

/** Every text about one release. */
export interface ReleaseTexts {
  /** Component → its release on GitHub; that of `notes.combinedIn` has the notes of all. */
  readonly texts: Readonly<Record<string, string>>;
  /** Language → text, as `upload-release` takes it. */
  readonly play: Readonly<Record<string, string>>;
  /** As `announce` takes it; null where the configuration has no `notes.mail`. */
  readonly mail: object | null;
  /** As `announce` takes it. */
  readonly chat: object;
  /** To the notes of the whole release; none where nobody says where they are. */
  readonly links: readonly { readonly title: string; readonly url: string }[];
  /** As `draft-blog-post` takes it; null where the configuration has no `notes.blog`. */
  readonly post: object | null;
  readonly findings: readonly Finding[];
}

export interface TextsRequest {
  /** For all readers, and with what users are never told left out. */
  readonly model: NotesModel;
  readonly forUsers: NotesModel;
  readonly notesUrl: string | undefined;
  /** The release that this one patches. */
  readonly patches: { readonly release: string; readonly url: string } | undefined;
  /** Who is called to test: names of the channels' `mentions`. */
  readonly testers: readonly string[];
}

/** Renders them all, as the configuration wants them. */
export async function textsOfRelease(
  { model, forUsers, notesUrl, patches, testers }: TextsRequest,
  { notes, components, folder }: Pick<Config, "notes" | "components" | "folder">,
): Promise<ReleaseTexts> {
  const { product, blog, mail, chat, play = { locales: ["en-GB"] }, combinedIn } = notes;
  const order = components.map(({ name }) => name);
  const parts = model.sections.flatMap((section) => section.components);
  const rendered = parts.map((component) => ({
    name: component.name,
    ...(component.name === combinedIn
      ? renderProductNotes(model, { order, patches })
      : renderGitHubRelease(
          { ...model, sections: [{ title: "", components: [component] }] },
          { allChangesUrl: notesUrl },
        )),
  }));
  const texts = await writtenTexts(play.texts ?? {}, model.release, folder);
  const onPlay = renderPlayNotes(forUsers, { locales: play.locales, texts, link: notesUrl });
  const line = renderChatLine(model, {
    state: "is out for sanity testing",
    ...chat,
    mentions: [...new Set([...testers, ...(chat?.mentions ?? [])])],
    product,
    notesUrl,
  });
  const links = notesUrl === undefined ? [] : [{ title: "Release notes", url: notesUrl }];
  return {
    texts: Object.fromEntries(rendered.map(({ name, text }) => [name, text])),
    play: onPlay.notes,
    mail: mail === undefined ? null : messageOf(renderMail(forUsers, { ...mail, product, notesUrl })),
    chat: line,
    links,
    post: blog === undefined ? null : { ...renderBlogDraft(forUsers, { ...blog, notesUrl, order }) },
    findings: [...rendered.flatMap(({ findings }) => findings), ...(notes.play === undefined ? [] : onPlay.findings)],
  };
}

/** Who gets it is the channel's affair. The link stands in the text already. */
const messageOf = ({ subject, text, html }: ReturnType<typeof renderMail>): object => ({
  subject,
  text,
  format: "text",
  html,
});
