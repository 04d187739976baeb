import { defineConfig } from "tsup";
import library from "../../tsup.config.js";

export default defineConfig({ ...library, entry: { index: "src/index.ts", conformance: "src/conformance/index.ts" } });
