import { defineConfig } from "tsup";

// One build for every library. Declarations come from `tsc` (tsup's own cannot follow TypeScript 6).
export default defineConfig({
  entry: ["src/index.ts"],
  format: "esm",
  target: "node20",
  platform: "node",
  sourcemap: true,
  clean: true,
  dts: false,
});
