import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { defineConfig } from "tsup";
import { skipBarrels } from "./scripts/skip-barrels.js";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const indexOf = (name: string): string | null => {
  const index = resolve("../../packages", name.replace("@signalbox/", ""), "src/index.ts");
  return existsSync(index) ? index : null;
};

// One small entry and lazy chunks: what a command needs is loaded by that command. The workspace's own packages and
// the small pure libraries are bundled, so that the packed tarball stands alone and starts fast.
export default defineConfig({
  entry: { main: "src/main.ts", index: "src/index.ts" },
  format: "esm",
  target: "node20",
  platform: "node",
  splitting: true,
  minify: true,
  clean: true,
  dts: false,
  // A list of a hundred chunks tells nobody anything; errors are printed all the same.
  silent: true,
  define: { SIGNALBOX_VERSION: JSON.stringify(version) },
  noExternal: [/^@signalbox\//, "zod", "yaml", "@clack/prompts"],
  esbuildPlugins: [
    skipBarrels(indexOf),
    {
      // The build of `yaml` for Node is CommonJS, which cannot be bundled into ESM; its other build is the same code.
      name: "yaml-as-esm",
      setup(build) {
        const file = createRequire(import.meta.url)
          .resolve("yaml/package.json")
          .replace(/package\.json$/, "browser/dist/index.js");
        build.onResolve({ filter: /^yaml$/ }, () => ({ path: file }));
      },
    },
    {
      // zod brings its messages in fifty languages along; English is loaded by the schemas themselves.
      name: "zod-in-english",
      setup(build) {
        build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export {};" }));
      },
    },
  ],
  esbuildOptions(options) {
    options.conditions = ["@signalbox/source"];
    options.legalComments = "none";
  },
});
