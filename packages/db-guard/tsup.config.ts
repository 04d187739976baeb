import shared from "../../tsup.config.js";

// The SDK's adapter is an entry of its own: who brings other ports must not load it.
export default { ...shared, entry: { index: "src/index.ts", rds: "src/rds.ts" } };
