import { defineConfig } from "tsup";

// One file: a runner installs nothing before it starts an action.
export default defineConfig({
  entry: { main: "src/main.ts" },
  format: "esm",
  target: "node20",
  platform: "node",
  clean: true,
  dts: false,
  silent: true,
});
