import { defineConfig } from "tsup";
import library from "../../tsup.config.js";

// The connection is an entry of its own: who brings another loads no ssh2.
export default defineConfig({ ...library, entry: ["src/index.ts", "src/ssh.ts"] });
