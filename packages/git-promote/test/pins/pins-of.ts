import { parsePins, type PinRule } from "../../src/pins/index.js";

export const YAML: readonly PinRule[] = [{ files: "**/*.sls", format: "yaml" }];

/** Short form for tables: `family/name version`, quotes and line behind it where they are asked for. */
export const pinsOf = (text: string, file = "pi/modemd/init.sls", rules = YAML): readonly string[] =>
  parsePins(text, file, rules).map(({ family, name, version }) => `${family}/${name} ${version}`);
