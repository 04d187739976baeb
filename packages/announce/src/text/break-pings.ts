/** Takes up no room and is no part of a name, so what follows an @ is none. */
const NOTHING = "\u200b";

/**
 * `@here` reads as before and calls nobody. The @ of a mail address stays, but where Discord reads a call: in `x@everyone`.
 * Mattermost reads one in `.@here` and `+@here`. One at the end counts: a link may follow.
 */
export const breakAtNames = (text: string): string =>
  text.replace(/(?<![\p{L}\p{N}])@(?!\s)|@(?=everyone|here)/giu, `@${NOTHING}`);

/** `<@123>`, `<!here>`, `<users/all>`, `<at>…</at>`: what chats read as more than text begins with this sign. */
export const breakAngles = (text: string): string => text.replace(/<(?!\s)/g, `<${NOTHING}`);

/** The same place, without a sign in it that ends a link or calls somebody, and without a login. */
export function harmlessUrl(url: string): string {
  const [, scheme = "", host = "", rest = ""] = /^(https?:\/\/)([^/?#\\]*)(.*)$/su.exec(url) ?? [];
  const path = rest.replace(/[\s\p{Cc}<>()[\]|\\`*"@]/gu, (sign) =>
    sign < "\u0080" ? `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}` : encodeURIComponent(sign),
  );
  return `${scheme}${host.slice(host.lastIndexOf("@") + 1)}${path}`;
}
