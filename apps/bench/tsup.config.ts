import { defineConfig } from "tsup";

// One folder of plain JavaScript, so that a run starts without a task runner and prints nothing but its rows.
const shared = defineConfig({
  target: "node20",
  platform: "node",
  dts: false,
  esbuildOptions(options) {
    options.conditions = ["@signalbox/source"];
  },
});

const topics = defineConfig({
  ...shared,
  entry: {
    main: "src/main.ts",
    "replay-merges": "src/replay-merges.ts",
    "replay-notes": "src/replay-notes.ts",
    "replay-back-merges": "src/replay-back-merges.ts",
    "replay-pins": "src/replay-pins.ts",
    "replay-unreleased": "src/replay-unreleased.ts",
    "git-hub-far-away": "src/references/git-hub-far-away.ts",
    "octokit-unreleased": "src/references/octokit-unreleased.ts",
    "bare-jobs": "src/references/bare-jobs.ts",
    "dbos-step": "src/references/dbos-step.ts",
    "isomorphic-promotion": "src/references/isomorphic-promotion.ts",
    "play-server": "src/references/play-server.ts",
  },
  format: "esm",
  clean: true,
  noExternal: [/^@signalbox\//],
  external: ["isomorphic-git", "@googleapis/androidpublisher", "google-auth-library", "pg", "yauzl"],
});

// One script with everything in it, as the CLI is: what is loaded counts in the memory of an upload.
const upload = defineConfig({
  ...shared,
  entry: { "play-upload": "src/references/play-upload.ts" },
  format: "cjs",
  minify: true,
  noExternal: [/./],
});

export default [topics, upload];
