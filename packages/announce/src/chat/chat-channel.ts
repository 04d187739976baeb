import { type CallOptions, contextOf, redactText, type Json } from "@signalbox/release-core";
import { channelBusy, channelInvalid, notSent, sentUnknown } from "../errors.js";
import type { Channel, ChannelPreview, Message, Sent, SendRequest } from "../ports.js";
import { parseLines } from "../text/parse-lines.js";
import { type ChatForm, cutWarning, type Meaning, mentionUnknown, type Written } from "./form.js";
import { type Answer, codeBeforeItLeft, type Post, retryAfterMs } from "./post.js";

export interface ChatOptions {
  /** As the configuration names it. */
  readonly name: string;
  /** Secret: who has it may write. It is in no plan, no record and no error. */
  readonly url: string;
  readonly post: Post;
  /** Name → what the chat calls them: a member's id. Only these can be called. */
  readonly mentions?: Readonly<Record<string, string>> | undefined;
}

/** A server that says "later" and not when. */
const BUSY_MS = 30_000;

/** @throws ReleaseError `ERR_CHANNEL_INVALID` for a URL that is none, or that would travel in the open */
export function chatChannel(form: ChatForm, { name, url, post, mentions = {} }: ChatOptions): Channel {
  const target = targetOf(name, url);
  const secrets = [url, target.href, target.pathname, ...secretsIn(target)];
  const hidden = (text: string): string => redactText(text, secrets);
  const login = loginOf(target);

  const written = (message: Message, dedupeKey: string): Written => {
    const called = (message.mentions ?? []).flatMap((mention) => {
      const id = Object.hasOwn(mentions, mention) ? mentions[mention] : undefined;
      return id === undefined ? [] : [{ name: mention, id }];
    });
    const unknown = (message.mentions ?? []).filter((mention) => !Object.hasOwn(mentions, mention));
    // Who is not known is written like any other text.
    const text = [unknown.join(", "), message.text].filter((part) => part !== "").join("\n");
    return form.write({ message, lines: parseLines({ ...message, text }), mentions: called, dedupeKey });
  };

  const preview = (message: Message, dedupeKey: string): ChannelPreview => {
    const { body, isCut } = written(message, dedupeKey);
    const unknown = (message.mentions ?? []).filter((mention) => !Object.hasOwn(mentions, mention));
    return {
      payload: body,
      recipients: [{ address: name, as: "room" }],
      warnings: [
        ...(isCut ? [cutWarning(name, form.kind)] : []),
        ...unknown.map((mention) => mentionUnknown(name, mention)),
      ],
    };
  };

  const send = async ({ message, dedupeKey }: SendRequest, options?: CallOptions): Promise<Sent> => {
    const { signal, now } = contextOf(options);
    const body = JSON.stringify(written(message, dedupeKey).body);
    const address = new URL(target);
    for (const [member, value] of Object.entries(form.query?.(dedupeKey) ?? {}))
      address.searchParams.set(member, value);
    [address.username, address.password] = ["", ""];
    const headers = {
      ...login,
      "content-type": "application/json; charset=utf-8",
      ...form.headers?.(body, dedupeKey, now()),
    };
    let answer: Answer;
    try {
      const response = await post(address.href, { method: "POST", headers, body, redirect: "manual", signal });
      answer = answerOf(response, await response.text());
    } catch (error) {
      if (signal.aborted) throw sentUnknown(name, dedupeKey, "it was stopped while it was under way", null);
      const reason = hidden(error instanceof Error ? error.message : String(error));
      if (codeBeforeItLeft(error) === null) throw sentUnknown(name, dedupeKey, reason, null);
      throw notSent(name, reason, `Check that ${target.host} can be reached from here, and the proxy.`);
    }
    const meaning = meaningOf(form, answer, now());
    const reason = "reason" in meaning ? hidden(meaning.reason) : "";
    if (meaning.is === "refused") throw notSent(name, reason, hidden(meaning.hint), statusOf(answer));
    if (meaning.is === "busy") throw channelBusy(name, reason, meaning.retryAfterMs);
    if (meaning.is === "unknown") throw sentUnknown(name, dedupeKey, reason, null);
    return { id: meaning.id, accepted: [name], refused: [] };
  };
  return { name, kind: form.kind, repeat: form.repeat, preview, send };
}

/** What an answer means: the statuses that all have in common, then what the form knows. Pure. */
function meaningOf(form: ChatForm, answer: Answer, now: Date): Meaning {
  const { status, text } = answer;
  const said = `it answered ${status}${text.trim() === "" ? "" : `: ${shortened(text)}`}`;
  const laterMs = form.retryAfterMs?.(answer) ?? retryAfterMs(answer.header("retry-after"), now) ?? BUSY_MS;
  if (status === 429 || status === 503) return { is: "busy", reason: said, retryAfterMs: laterMs };
  // A proxy gave up on a server that may have taken it, or the server broke while it was at it.
  if (status >= 500 || status === 408) return { is: "unknown", reason: said };
  if (status >= 200 && status < 300) return form.judge(answer);
  const hint =
    form.explain?.(answer) ??
    (status === 404 || status === 410 || status === 401 || status === 403
      ? "The webhook is gone or wrong: make a new one, and set its address in the environment."
      : status < 400
        ? "The address leads elsewhere: set the one that the chat gave."
        : "It does not take this message: look at the plan for what would be sent.");
  return { is: "refused", reason: said, hint };
}

function targetOf(name: string, url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target === null)
    throw channelInvalid(name, "its address is no URL", "Set the webhook's address in the environment, whole.");
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(target.hostname);
  if (target.protocol !== "https:" && !(target.protocol === "http:" && isHere))
    throw channelInvalid(name, `its address begins with ${target.protocol}//`, "A webhook is a secret: use https.");
  return target;
}

const secretsIn = ({ searchParams, pathname, username, password }: URL): readonly string[] => [
  ...[...searchParams.values(), ...pathname.split("/"), decoded(username)].filter(({ length }) => length >= 8),
  decoded(password),
  ...Object.values(loginOf({ username, password })),
];

/** `https://user:password@…` is a login as curl has it; `fetch` takes no such address. */
const loginOf = ({ username, password }: Pick<URL, "username" | "password">): Record<string, string> =>
  username === "" && password === ""
    ? {}
    : { authorization: `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}` };

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function answerOf(
  { status, headers }: { readonly status: number; readonly headers: { get(name: string): string | null | undefined } },
  text: string,
): Answer {
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // Most answer with a word.
  }
  return { status, text, json, header: (named) => headers.get(named) ?? null };
}

const statusOf = ({ status }: Answer): Json => ({ status });
const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 200 ? line : `${line.slice(0, 200)}…`;
};
