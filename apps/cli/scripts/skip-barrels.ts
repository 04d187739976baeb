import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

const IMPORT = /^import \{([^}]*)\} from "(@signalbox\/[a-z-]+)";/gm;
const EXPORT = /^export \{([^}]*)\} from "(\.[^"]*)\.js";/gm;

/**
 * Imports of the workspace's packages go straight to the file that has the name. A bundler puts a file into the chunk of
 * everything that reaches it, and through an `index.ts` everything reaches everything: an error class would bring zod.
 *
 * @param indexOf the package's `src/index.ts`, null for a package that is not of the workspace
 */
export function skipBarrels(indexOf: (name: string) => string | null): Plugin {
  const known = new Map<string, ReadonlyMap<string, string>>();
  const filesOf = (index: string): ReadonlyMap<string, string> => {
    const files = known.get(index) ?? readBarrel(index);
    known.set(index, files);
    return files;
  };
  const direct = (names: string, from: string, statement: string): string => {
    const index = indexOf(from);
    if (index === null) return statement;
    const imports = values(names).map((name) => [name, filesOf(index).get(name.split(" as ")[0] ?? "")] as const);
    // What the index defines itself, or under another name, stays as it is.
    if (imports.some(([, file]) => file === undefined)) return statement;
    return imports.map(([name, file]) => `import { ${name} } from ${JSON.stringify(file)};`).join(" ");
  };
  return {
    name: "skip-barrels",
    setup(build) {
      build.onLoad({ filter: /[\\/](?:packages|apps)[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        loader: "ts",
        contents: readFileSync(path, "utf8").replace(IMPORT, (statement: string, names: string, from: string) =>
          direct(names, from, statement),
        ),
      }));
    },
  };
}

/** Exported name → file, through barrels behind the barrel. */
function readBarrel(index: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [, names = "", path = ""] of readFileSync(index, "utf8").matchAll(EXPORT)) {
    const file = join(dirname(index), `${path}.ts`);
    const inner = file.endsWith("index.ts") ? readBarrel(file) : null;
    for (const name of values(names)) if (!name.includes(" as ")) files.set(name, inner?.get(name) ?? file);
  }
  return files;
}

const values = (names: string): string[] =>
  names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
