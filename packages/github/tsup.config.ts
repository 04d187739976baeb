import { defineConfig } from "tsup";
import shared from "../../tsup.config.js";

// The client is an entry of its own: who brings an Octokit of their own does not load ours. So is the transport.
export default defineConfig({ ...shared, entry: ["src/index.ts", "src/octokit.ts", "src/transport.ts"] });
