// Writes schema/signalbox.schema.json from the zod schema; a test says when it is no longer current.
import { writeFileSync } from "node:fs";
import { createJiti } from "jiti";

const source = new URL("../src/config/schema.ts", import.meta.url).pathname;
const { configJsonSchema } = await createJiti(import.meta.url).import(source);
writeFileSync(
  new URL("../schema/signalbox.schema.json", import.meta.url),
  `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
);
