/** Takes up no room and is no part of a name, so what follows an @ is none. */
const NOTHING = "\u200b";

/** `@here` reads as before and calls nobody. The @ of a mail address stays. */
export const breakAtNames = (text: string): string => text.replace(/(?<![\p{L}\p{N}._%+-])@(?=\S)/gu, `@${NOTHING}`);

/** `<@123>`, `<!here>`, `<users/all>`, `<at>…</at>`: what chats read as more than text begins with this sign. */
export const breakAngles = (text: string): string => text.replace(/<(?=\S)/g, `<${NOTHING}`);
