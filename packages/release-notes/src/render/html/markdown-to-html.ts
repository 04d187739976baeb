import { micromark } from "micromark";

/**
 * Markdown (CommonMark) as HTML that is safe to show: HTML in it is written out as text, and links lead to http, https,
 * mailto, irc or xmpp only. Pure.
 */
export const markdownToHtml = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: false, allowDangerousProtocol: false });
