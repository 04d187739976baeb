import shared from "../../tsup.config.js";

// Google's client is an entry of its own: who plans with other ports must not load it.
export default { ...shared, entry: { index: "src/index.ts", google: "src/google.ts" } };
