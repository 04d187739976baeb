import nx from "@nx/eslint-plugin";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Who may depend on whom. A capability never imports another: what two of them share is a port, and the app wires it. */
const mayDependOn = {
  "type:core": [],
  "type:git": ["type:core"],
  "type:github": ["type:core"],
  "type:capability": ["type:core", "type:git", "type:github"],
  "type:engine": ["type:core"],
  "type:testbed": ["type:core"],
  "type:app": ["*"],
  "type:bench": ["*"],
};

/** The third-party packages that a library may load. A new line here is a decision: see docs/decisions. */
const mayLoad = {
  "npm:release-core": ["zod"],
  "npm:git": ["isomorphic-git", "isomorphic-git/*"],
  "npm:github": ["@octokit/*"],
  "npm:git-promote": ["zod"],
  "npm:github-release": ["zod"],
  "npm:ci-gate": ["zod"],
  "npm:play-publish": ["zod", "yauzl", "@googleapis/androidpublisher", "google-auth-library"],
  "npm:release-notes": ["zod", "micromark"],
  "npm:db-guard": ["zod", "@aws-sdk/client-rds"],
  "npm:announce": ["zod", "nodemailer", "nodemailer/*"],
  "npm:server-deploy": ["zod", "ssh2", "ssh-config", "fzstd", "xz-decompress"],
  "npm:release-train": ["zod"],
};

/** An SDK is known to the adapter files of one package; everything else sees the port. */
const sdkAdapters = {
  "isomorphic-git": ["packages/git/src/isomorphic/**", "packages/git/src/**/*isomorphic*.ts"],
  "@octokit/core": ["packages/github/src/client-octokit/**"],
  "@googleapis/androidpublisher": ["packages/play-publish/src/google/**"],
  "google-auth-library": ["packages/play-publish/src/google/**"],
  ssh2: ["packages/server-deploy/src/ssh/**"],
  "@aws-sdk/client-rds": ["packages/db-guard/src/rds/**", "packages/testbed/src/rds/contract/**"],
  nodemailer: ["packages/announce/src/mail/**"],
  micromark: ["packages/release-notes/src/render/html/markdown-to-html.ts"],
  "ssh-config": ["packages/server-deploy/src/ssh/config/**"],
  fzstd: ["packages/server-deploy/src/artifact/deb/decompress.ts"],
  "xz-decompress": ["packages/server-deploy/src/artifact/deb/decompress.ts"],
};

const boundaries = ({ inTests }) => [
  "error",
  {
    depConstraints: [
      ...Object.entries(mayDependOn).map(([sourceTag, tags]) => ({
        sourceTag,
        onlyDependOnLibsWithTags: inTests && !tags.includes("*") ? [...tags, "type:testbed"] : tags,
      })),
      ...(inTests ? [] : Object.entries(mayLoad)).map(([sourceTag, allowedExternalImports]) => ({
        sourceTag,
        onlyDependOnLibsWithTags: ["*"],
        allowedExternalImports,
      })),
    ],
    // The CLI loads its commands' libraries lazily and names their types; both are meant.
    checkDynamicDependenciesExceptions: [".*"],
    allow: inTests ? ["/tools/require-system\\.js$"] : [],
  },
];

const banned = (selector, message) => ({ selector, message });

const everywhere = [
  banned("ExportDefaultDeclaration", "Export by name: a name that a search finds."),
  banned("ExportSpecifier[exported.name='default']", "Export by name: a name that a search finds."),
  banned("ExportAllDeclaration[exportKind='value']", "Name what is public: `export *` hides a change of the API."),
];

const impure = "plan and judge are pure and synchronous: read in inspect, decide here.";
const pure = [
  banned("AwaitExpression, :function[async=true], ForOfStatement[await=true]", impure),
  banned("ImportDeclaration[source.value=/^node:/], ImportExpression", impure),
  banned(
    "MemberExpression[object.name='Date'][property.name='now'], NewExpression[callee.name='Date'][arguments.length=0]",
    impure,
  ),
  banned("CallExpression[callee.name='Date']", impure),
  banned("MemberExpression[object.name='Math'][property.name='random']", impure),
];

const hidden = "A library takes what it needs as an argument; only the app reads the environment, prints or exits.";
const processParts = ["env", "exit", "exitCode", "argv", "cwd", "stdin", "stdout", "stderr"];
const noAmbientProcess = {
  "no-console": "error",
  "no-restricted-properties": [
    "error",
    ...processParts.map((property) => ({ object: "process", property, message: hidden })),
  ],
  "no-restricted-imports": noImportsOf(Object.keys(sdkAdapters), true),
};

function noImportsOf(sdks, process) {
  const sdkMessage = "Only the adapter file of this SDK imports it.";
  return [
    "error",
    {
      paths: [
        ...sdks.map((name) => ({ name, message: sdkMessage })),
        ...(process ? ["process", "node:process"].map((name) => ({ name, message: hidden })) : []),
      ],
      patterns: sdks.map((name) => ({ group: [`${name}/*`], message: sdkMessage })),
    },
  ];
}

const libraries = ["packages/*/src/**/*.ts"];
const sources = [...libraries, "apps/*/src/**/*.ts"];
const tests = ["{packages,apps}/*/test/**/*.ts", "tools/**/*.ts", "docs/examples/**/*.ts"];

export default defineConfig(
  { ignores: ["**/dist/", "**/coverage/", "**/node_modules/", ".nx/", ".signalbox/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: [...sources, ...tests],
    extends: [tseslint.configs.recommended],
    plugins: { "@nx": nx },
    // What needs types is in .oxlintrc.json, by the same names.
    rules: {
      "@nx/enforce-module-boundaries": boundaries({ inTests: false }),
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", { max: 4 }],
      "no-restricted-syntax": ["error", ...everywhere],
    },
  },
  { files: sources, rules: { "@typescript-eslint/explicit-module-boundary-types": "error" } },
  { files: libraries, rules: noAmbientProcess },
  {
    files: ["apps/cli/src/**/*.ts"],
    ignores: ["apps/cli/src/{main,wiring}.ts", "apps/cli/src/{config,output,wiring}/**"],
    rules: noAmbientProcess,
  },
  ...Object.keys(sdkAdapters).map((sdk) => ({
    files: sdkAdapters[sdk],
    rules: {
      "no-restricted-imports": noImportsOf(
        Object.keys(sdkAdapters).filter((other) => !sdkAdapters[other].some((at) => sdkAdapters[sdk].includes(at))),
        true,
      ),
    },
  })),
  { files: ["**/src/**/{plan,judge}.ts"], rules: { "no-restricted-syntax": ["error", ...everywhere, ...pure] } },
  {
    files: tests,
    rules: {
      "@nx/enforce-module-boundaries": boundaries({ inTests: true }),
      // Tests look into JSON on purpose.
      "@typescript-eslint/no-explicit-any": "off",
      "max-lines": "off",
    },
  },
  { files: ["**/*.config.ts"], languageOptions: { parser: tseslint.parser } },
  { files: ["**/*.config.ts", "tools/vitest/summary-reporter.ts"], rules: { "no-restricted-syntax": "off" } },
);
