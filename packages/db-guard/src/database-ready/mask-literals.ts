/**
 * A query as it may be shown: strings, dollar quotes, numbers and comments are hidden, names and structure stay. What is
 * in doubt is hidden too, since PostgreSQL cuts long queries in the middle of a literal. Lexical rules: PostgreSQL 17,
 * chapter 4.1 (Lexical Structure).
 */
export function maskLiterals(query: string): string {
  let masked = "";
  let rest = query;
  while (rest !== "") {
    const [shown, length] = nextPart(rest);
    masked += shown;
    rest = rest.slice(length);
  }
  return masked.replace(/\s+/g, " ").trim();
}

type Part = readonly [shown: string, length: number];

function nextPart(text: string): Part {
  const found = (pattern: RegExp): string | undefined => pattern.exec(text)?.[0];
  const comment = found(/^--[^\n\r]*/);
  if (comment !== undefined) return [" ", comment.length];
  if (text.startsWith("/*")) return [" ", blockCommentLength(text)];
  // E'…' takes backslashes, and so does '…' where standard_conforming_strings is off: nobody can tell from here.
  const opening = found(/^(?:[eExXbBnN]|[uU]&)?'/);
  if (opening !== undefined) return ["?", stringLength(text, opening)];
  const identifier = found(/^(?:[uU]&)?"(?:[^"]|"")*"?/);
  if (identifier !== undefined) return [identifier, identifier.length];
  const dollar = found(/^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/);
  if (dollar !== undefined) return ["?", dollarQuoteLength(text, dollar)];
  const parameter = found(/^\$\d+/);
  if (parameter !== undefined) return [parameter, parameter.length];
  const word = found(/^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/);
  if (word !== undefined) return [word, word.length];
  const number = found(/^(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)\w*/);
  if (number !== undefined) return ["?", number.length];
  return [text.slice(0, 1), 1];
}

/** Comments nest in PostgreSQL. One that was cut off goes to the end. */
function blockCommentLength(text: string): number {
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/\/\*|\*\//g)) {
    depth += mark === "/*" ? 1 : -1;
    if (depth === 0) return index + 2;
  }
  return text.length;
}

function stringLength(text: string, opening: string): number {
  const takesBackslashes = /^e/i.test(opening);
  const body = takesBackslashes ? /^(?:[^'\\]|''|\\[^])*/ : /^(?:[^']|'')*/;
  const inside = body.exec(text.slice(opening.length))?.[0] ?? "";
  // Its end depends on a setting of that session: everything from here on may be inside.
  if (!takesBackslashes && /\\'?$|\\'/.test(inside)) return text.length;
  return Math.min(text.length, opening.length + inside.length + 1);
}

function dollarQuoteLength(text: string, tag: string): number {
  const end = text.indexOf(tag, tag.length);
  return end === -1 ? text.length : end + tag.length;
}
