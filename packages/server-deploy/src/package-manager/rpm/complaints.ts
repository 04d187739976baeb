/** `\tjava-1.8.0-openjdk is needed by avni-server-1.1-1.noarch`; what rpm says of a header without its payload is passed over. */
const NEEDED = /^(?<need>.+?) is needed by (?:\(installed\) )?\S+$/;
const SERIOUS =
  /conflicts with|conflict between|intended for a different (?:architecture|operating system)|needs .* on the .* filesystem|obsoletes/;

/** The capabilities that an RPM needs and nothing installed provides. Pure. */
export const neededIn = (complaints: readonly string[]): readonly string[] => [
  ...new Set(complaints.flatMap((line) => NEEDED.exec(line.trim())?.groups?.["need"] ?? [])),
];

/** `D:   Obsoletes: older < 2\t\terases older-1-1.noarch`: rpm erases it without a word. Pure. */
export const erasedIn = (complaints: readonly string[]): readonly string[] => [
  ...new Set(complaints.flatMap((line) => /^D: .*\berases (\S+)$/.exec(line.trim())?.[1] ?? [])),
];

/** What else speaks against it: a conflict, another architecture, a full disk. Pure. */
export const objectionsIn = (complaints: readonly string[]): readonly string[] =>
  complaints.map((line) => line.trim()).filter((line) => SERIOUS.test(line));
