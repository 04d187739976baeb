import { parseVersion } from "@signalbox/git";
import { compareVersionTexts, misreadingOf, type Pin } from "../pins/index.js";
import type { ConsumerPin, PackagePins } from "./consumer-pins.js";

/** Pins of one consumer. */
export interface ReadConsumer {
  readonly consumer: string;
  readonly pins: readonly Pin[];
}

/** Groups pins by package: the named ones, or else those that at least two consumers pin. By name. Pure. */
export function groupPins(read: readonly ReadConsumer[], wanted: readonly string[] | null): readonly PackagePins[] {
  const found = new Map<string, ConsumerPin[]>();
  for (const { consumer, pins } of read) {
    for (const pin of pins) {
      const { family, version, file, line, format } = pin;
      const place = { consumer, family, version, file, line, format, fault: faultOf(pin) };
      found.set(pin.name, [...(found.get(pin.name) ?? []), place]);
    }
  }
  const isWanted = ([name, pins]: readonly [string, readonly ConsumerPin[]]): boolean =>
    wanted === null ? new Set(pins.map(({ consumer }) => consumer)).size > 1 : wanted.includes(name);
  return [...found]
    .filter(isWanted)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, pins]) => {
      const versions = [...new Set(pins.map(({ version }) => version))].sort((a, b) => compareVersionTexts(b, a));
      return { name, isAgreed: versions.length === 1, versions, pins };
    });
}

function faultOf(pin: Pin): string | null {
  const misread = misreadingOf(pin);
  if (misread !== null) return `YAML reads it as ${misread}`;
  return pin.format === "package-json" && parseVersion(pin.version) === null ? "no version by semver.org" : null;
}
