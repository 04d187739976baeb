import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { defineConfig, type Options } from "tsup";
import { skipBarrels } from "./scripts/skip-barrels.js";
import { isOfRepositories } from "./src/start/programs.js";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const indexOf = (name: string): string | null => {
  const index = resolve("../../packages", name.replace("@signalbox/", ""), "src/index.ts");
  return existsSync(index) ? index : null;
};

/** What is imported from there stays outside, in a file of this name. */
const elsewhere = (filter: RegExp, path: string, isMeant = (_: string): boolean => true): Plugin => ({
  name: `in ${path}`,
  setup(build) {
    build.onResolve({ filter }, ({ kind, path: imported }) =>
      kind === "entry-point" || !isMeant(imported) ? null : { path, external: true },
    );
  },
});

const COMMAND = /^\.\.\/commands\//;

const yamlAsModule: Plugin = {
  // The build of `yaml` for Node is CommonJS, whose parts cannot be left out; its other build is the same code.
  name: "yaml-as-esm",
  setup(build) {
    const file = createRequire(import.meta.url)
      .resolve("yaml/package.json")
      .replace(/package\.json$/, "browser/dist/index.js");
    build.onResolve({ filter: /^yaml$/ }, () => ({ path: file }));
  },
};

const zodInEnglish: Plugin = {
  // zod brings its messages in fifty languages along; English is loaded by the schemas themselves.
  name: "zod-in-english",
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export {};" }));
  },
};

const withoutCpuFeatures: Plugin = {
  // An addon that ssh2 goes on without; whatever a user has by that name is not loaded.
  name: "without-cpu-features",
  setup(build) {
    build.onResolve({ filter: /^cpu-features$/ }, ({ path }) => ({ path, namespace: "none" }));
    build.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: 'throw new Error("not bundled");' }));
  },
};

const common = {
  target: "node20",
  platform: "node",
  minify: true,
  dts: false,
  // Errors are printed all the same.
  silent: true,
  define: { SIGNALBOX_VERSION: JSON.stringify(version) },
  noExternal: [/^@signalbox\//, "zod", "yaml", "@clack/prompts"],
} satisfies Options;

/** All that is not the entry, in one script. */
const program = (more: readonly Plugin[] = []): Options => ({
  ...common,
  format: "cjs",
  shims: true,
  esbuildPlugins: [
    ...more,
    elsewhere(/\/import-file\.js$/, "./import-file.cjs"),
    elsewhere(/\/google-client\.js$/, "./google-client.cjs"),
    elsewhere(/\/ssh-client\.js$/, "./ssh-client.cjs"),
    elsewhere(/\/database-client\.js$/, "./database-client.cjs"),
    elsewhere(/\/aws-client\.js$/, "./aws-client.cjs"),
    elsewhere(/\/redis-client\.js$/, "./redis-client.cjs"),
    elsewhere(/\/mail\/nodemailer\.js$|^\.\/nodemailer\.js$/, "./mail-client.cjs"),
    skipBarrels(indexOf),
    yamlAsModule,
    zodInEnglish,
  ],
  esbuildOptions(options) {
    options.conditions = ["@signalbox/source"];
    options.legalComments = "none";
    options.lineLimit = 400; // Node prints the line that an error comes from
    options.supported = { "dynamic-import": false };
  },
});

// A small entry that knows version and help; all the rest is one script, whose compiled form can be kept between
// processes (src/start), and a smaller one for those who need repositories alone. The workspace's own packages and the small pure libraries are bundled, so that the packed
// tarball stands alone.
export default defineConfig([
  { ...common, entry: { index: "src/index.ts" }, format: "esm", clean: true },
  // CommonJS: Node starts its loader of ESM only for those who import something, which takes a quarter of its own time.
  {
    ...common,
    entry: { main: "src/main.ts" },
    format: "cjs",
    shims: true,
    // The entry reads the tables of commands; what they load is in the program.
    esbuildPlugins: [elsewhere(COMMAND, "./program.cjs")],
    esbuildOptions: (options) => {
      options.supported = { "dynamic-import": false };
    },
  },
  { ...program(), entry: { program: "src/run-process.ts" } },
  {
    ...program([elsewhere(COMMAND, "./program.cjs", (path) => !isOfRepositories(basename(path, ".js")))]),
    entry: { repositories: "src/run-process.ts" },
  },
  { ...common, entry: { "import-file": "src/config/import-file.ts" }, format: "cjs" },
  // Google's client is larger than all the rest, and only those who publish to Google Play load it.
  {
    ...common,
    entry: { "google-client": "src/wiring/google-client.ts" },
    format: "cjs",
    esbuildOptions(options) {
      options.conditions = ["@signalbox/source"];
      options.legalComments = "none";
      options.supported = { "dynamic-import": false };
    },
  },
  // Only who sends a mail loads nodemailer.
  {
    ...common,
    entry: { "mail-client": "../../packages/announce/src/mail/nodemailer.ts" },
    format: "cjs",
    esbuildOptions(options) {
      options.conditions = ["@signalbox/source"];
      options.legalComments = "none";
      options.supported = { "dynamic-import": false };
    },
  },
  // Drivers, each for those who have such a database.
  ...["database-client", "redis-client"].map((name): Options => ({
    ...common,
    entry: { [name]: `src/wiring/${name}.ts` },
    format: "cjs",
    noExternal: [/.*/],
    external: ["pg-native", "cloudflare:sockets"], // which pg goes on without
    esbuildOptions(options) {
      options.conditions = ["@signalbox/source"];
      options.legalComments = "none";
      options.supported = { "dynamic-import": false };
    },
  })),
  // And only those whose database is at AWS load its SDK.
  {
    ...common,
    entry: { "aws-client": "src/wiring/aws-client.ts" },
    format: "cjs",
    noExternal: [/.*/],
    esbuildOptions(options) {
      options.conditions = ["@signalbox/source"];
      options.legalComments = "none";
      options.supported = { "dynamic-import": false };
    },
  },
  // And only those who have servers load ssh2.
  {
    ...common,
    entry: { "ssh-client": "src/wiring/ssh-client.ts" },
    format: "cjs",
    external: [/\.node$/], // ssh2's own: Node's crypto does the same
    esbuildPlugins: [withoutCpuFeatures],
    esbuildOptions(options) {
      options.conditions = ["@signalbox/source"];
      options.legalComments = "none";
      options.supported = { "dynamic-import": false };
    },
  },
]);
