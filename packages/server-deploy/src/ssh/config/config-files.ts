import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Line } from "ssh-config";
import { matchesGlob } from "../known-hosts/match-host.js";
import { configWrong } from "./errors.js";
import { patternsOf } from "./host-classes.js";
import type { LocalUser } from "./tokens.js";

/** A keyword in small letters and what follows it. */
export interface Statement {
  readonly keyword: string;
  readonly value: string;
  readonly at: string;
  /** Of `Host` and `Match`: what stands below it. */
  readonly block?: readonly Statement[];
  /** Of `Include`: the statements of the files. */
  readonly included?: readonly Statement[];
}

/** OpenSSH's own limit (readconf.c). */
const MOST_NESTED = 16;

/** Reads the files and what they include; a file that is not there has nothing to say. @throws ReleaseError `ERR_SSH_CONFIG` */
export async function configFiles(paths: readonly string[], local: LocalUser): Promise<readonly Statement[]> {
  const { default: library } = await import("ssh-config");
  const readAll = async (files: readonly string[], depth: number): Promise<Statement[]> => {
    if (depth > MOST_NESTED) throw configWrong(files[0] ?? "", "files include each other without end");
    const read = await Promise.all(
      files.map(async (file) => {
        const text = await textOf(file);
        return text === null ? [] : await statements(library.parse(text), file, depth);
      }),
    );
    return read.flat();
  };

  const statements = async (lines: readonly Line[], file: string, depth: number): Promise<Statement[]> => {
    const found = await Promise.all(
      lines.map(async (line): Promise<Statement | null> => {
        if (!("param" in line)) return null;
        const keyword = line.param.toLowerCase();
        const statement = { keyword, value: valueOf(line), at: file };
        if ("config" in line) return { ...statement, block: await statements(line.config, file, depth) };
        if (keyword !== "include") return statement;
        const named = await Promise.all(patternsOf(statement.value).map((pattern) => filesOf(pattern, file, local)));
        return { ...statement, included: await readAll(named.flat(), depth + 1) };
      }),
    );
    return found.filter((statement) => statement !== null);
  };
  return await readAll(paths, 0);
}

/** As it stood there, words with blanks in quotes. */
function valueOf({ value, quoted }: Extract<Line, { param: string }>): string {
  if (typeof value === "string") return quoted === true ? `"${value}"` : value;
  return value
    .map((word) => `${word.separator}${word.quoted === true ? `"${word.val}"` : word.val}`)
    .join("")
    .trim();
}

/** The files that an `Include` means, in the order of their names. Relative ones are beside the user's or the system's. */
async function filesOf(pattern: string, from: string, local: LocalUser): Promise<string[]> {
  const home = pattern.replace(/^~(?=\/)/, () => local.home);
  const base = from.startsWith(`${local.home}/`) ? `${local.home}/.ssh` : dirname(from);
  const path = isAbsolute(home) ? home : join(base, home);
  const [folder, name] = [dirname(path), basename(path)];
  if (/[*?[]/.test(folder))
    throw configWrong(pattern, `Include ${pattern} has a pattern in its folder; only OpenSSH reads that`);
  if (!/[*?]/.test(name)) return [path];
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((file) => matchesGlob(name, file) && (!file.startsWith(".") || name.startsWith(".")))
    .sort()
    .map((file) => join(folder, file));
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw configWrong(file, `${file} cannot be read (${code ?? message})`, error);
  }
}
