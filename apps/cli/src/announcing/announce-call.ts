import { readFile } from "node:fs/promises";
import { digestOf, type Json } from "@signalbox/release-core";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { isSet, list, pathOf, type Session, text } from "../session.js";

interface Link {
  readonly title: string;
  readonly url: string;
}

export interface AnnounceCall {
  readonly key: string;
  readonly to: string[];
  readonly message: {
    readonly subject: string;
    readonly text: string;
    readonly links: Link[];
    readonly mentions: string[];
  };
  readonly unknown: "stop" | "send-again";
  readonly correct: boolean;
}

/** What `announce` is to say, and to whom. The same message has the same key, so that a second call finds it told. */
export async function readAnnounceCall(session: Session, { announce }: Config): Promise<AnnounceCall> {
  const known = Object.keys(announce.channels);
  const to = (text(session, "to") ?? "").split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
  const subject = text(session, "subject")?.trim() ?? "";
  if (known.length === 0)
    throw usage("There is no channel to tell anything by.", "Add one to `announce.channels` of the configuration.");
  if (to.length === 0)
    throw usage("Who is to be told?", `Give --to: ${known.join(", ")}; several with commas between.`);
  if (subject === "") throw usage("What is it about?", "Give --subject, one line.");
  const message = {
    subject,
    text: await bodyOf(session),
    links: list(session, "link").map(linkOf),
    mentions: [...list(session, "mention")],
  };
  const key = text(session, "key") ?? `announce/${digestOf(message as unknown as Json).slice(0, 16)}`;
  return {
    key,
    to,
    message,
    unknown: isSet(session, "send-again") ? "send-again" : "stop",
    correct: isSet(session, "correct"),
  };
}

async function bodyOf(session: Session): Promise<string> {
  const [given, file] = [text(session, "text"), text(session, "file")];
  if ((given === undefined) === (file === undefined))
    throw usage("What is to be said?", "Give --text, or --file with Markdown (- is stdin), and not both.");
  const body = given ?? (await readBody(session, file ?? ""));
  if (body.trim() === "") throw usage("The message is empty.", "Give --text or --file with something to say.");
  return body;
}

async function readBody(session: Session, file: string): Promise<string> {
  return readFile(file === "-" ? "/dev/stdin" : pathOf(session, file), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw usage(
      `${file} cannot be read (${error.code ?? error.message}).`,
      "Name a file with Markdown: --file mail.md.",
    );
  });
}

function linkOf(given: string): Link {
  const [, title = "", url = ""] = /^(.*?)=(https?:\/\/\S+)$/.exec(given) ?? [];
  if (title !== "" && URL.canParse(url)) return { title, url };
  throw usage(`--link "${given}" is no link.`, 'For example --link "All notes=https://example.org/16.2.0".');
}
