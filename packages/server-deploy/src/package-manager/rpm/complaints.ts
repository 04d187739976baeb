import { shown } from "../../shown.js";

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

/** `S.5......    /opt/server.jar`, `missing     /opt/x`; an edited configuration file (`c`) is nothing strange. Source: rpm(8), VERIFY OPTIONS */
const STRANGE = /^(?:missing|[S.?]\S{8}) +(?:(?<kind>[cdglr]) +)?(?<path>\/.*)$/;

/** What `rpm -V` says is missing or of other content; its code is 1 then. Pure. */
export function strangeIn(output: string, code: number | null): readonly string[] | "unknown" {
  if (code !== 0 && code !== 1) return "unknown";
  return output.split("\n").flatMap((line) => {
    const { kind, path } = STRANGE.exec(line)?.groups ?? {};
    const differs = /^missing|^S|^..5/.test(line);
    return path === undefined || kind === "c" || !differs ? [] : [shown(path)];
  });
}
