import type { Problem } from "@signalbox/release-core";
import { type Pin, pinKey } from "../pins/index.js";
import { nearest } from "../resolve-branch.js";
import type { WantedPin } from "./input.js";
import { versionFault } from "./version-fault.js";

/** A pin and what is to stand there. */
export interface PinEdit {
  readonly pin: Pin;
  readonly version: string;
  readonly wanted: WantedPin;
}

/** Every place that a bump concerns. */
export interface ChosenPins {
  /** Places that hold another version today. */
  readonly edits: readonly PinEdit[];
  /** Places that are as wished. */
  readonly settled: readonly PinEdit[];
  /** Releases that nothing pins. */
  readonly unpinned: readonly WantedPin[];
  readonly problems: readonly Problem[];
}

/** Finds the places of the wished pins. Pure. */
export function choosePins(wanted: readonly WantedPin[], pins: readonly Pin[]): ChosenPins {
  const edits: PinEdit[] = [];
  const settled: PinEdit[] = [];
  const unpinned: WantedPin[] = [];
  const problems: Problem[] = [];
  for (const wish of wanted) {
    const { name, family, version } = wish;
    const named = pins.filter((pin) => pin.name === name);
    const places = family === null ? named : named.filter((pin) => pin.family === family);
    const families = [...new Set(places.map((pin) => pin.family))];
    if (places.length === 0) {
      if (wish.isOptional && named.length === 0) unpinned.push(wish);
      else problems.push(pinMissing(wish, pins));
    } else if (families.length > 1) problems.push(pinAmbiguous(wish, places));
    else {
      const moving = places.filter((pin) => pin.version !== version);
      const faults = moving.map((pin) => versionFault(pin, version)).filter((fault) => fault !== null);
      problems.push(...faults.slice(0, 1));
      edits.push(...moving.map((pin) => ({ pin, version, wanted: wish })));
      settled.push(...places.filter((pin) => pin.version === version).map((pin) => ({ pin, version, wanted: wish })));
    }
  }
  return { edits: inOrder(edits, problems), settled, unpinned, problems };
}

/** Two wishes may mean the same place (`pins` and `releases`); they must then agree. */
function inOrder(edits: readonly PinEdit[], problems: Problem[]): readonly PinEdit[] {
  const byPlace = new Map<string, PinEdit>();
  for (const edit of edits) {
    const place = `${edit.pin.file}\0${edit.pin.at}`;
    const before = byPlace.get(place);
    if (before === undefined) byPlace.set(place, edit);
    else if (before.version !== edit.version) problems.push(contradiction(before, edit));
  }
  const rank = ({ pin }: PinEdit): string => `${pinKey(pin)}\0${pin.file}\0${String(pin.at).padStart(9, "0")}`;
  return [...byPlace.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function pinMissing({ name, family }: WantedPin, pins: readonly Pin[]): Problem {
  const where = family === null ? "" : ` in ${family}`;
  const families = [...new Set(pins.filter((pin) => pin.name === name).map((pin) => pin.family || "no family"))];
  const near = nearest([...new Set(pins.map((pin) => pin.name))], name);
  const hint =
    families.length > 0
      ? `${name} is pinned in ${families.join(", ")}.`
      : near.length > 0
        ? `Did you mean ${near.join(", ")}?`
        : pins.length === 0
          ? "No pin was found at all: check the rules that say where pins are written, and the branch."
          : "Check the spelling. A first pin is written by a person, together with the state that uses it.";
  return { code: "ERR_PIN_MISSING", message: `Nothing pins ${name}${where}.`, hint };
}

function pinAmbiguous({ name }: WantedPin, places: readonly Pin[]): Problem {
  const list = places.map((pin) => `${pin.family || "no family"} (${pin.version})`).join(", ");
  return {
    code: "ERR_PIN_AMBIGUOUS",
    message: `${name} is pinned by several families: ${list}.`,
    hint: "Name the family. What is right for one need not exist for another.",
  };
}

const contradiction = (a: PinEdit, b: PinEdit): Problem => ({
  code: "ERR_PIN_AMBIGUOUS",
  message: `${a.pin.name} is to be ${a.version} and ${b.version}.`,
  hint: "Name each pin once.",
});
