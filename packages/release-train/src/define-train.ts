import type { Json } from "@signalbox/release-core";
import { type TrainProblem, trainInvalid } from "./errors.js";
import { findCycle, needsOf, parseNeed } from "./needs.js";
import { parseReference, referencesIn } from "./references.js";
import type { Kinds, Step, Train } from "./train.js";
import { trainSchema } from "./train-schema.js";

/** Names with a meaning of their own: roots of references and the implicit steps of a run. */
const RESERVED = new Set(["train", "item", "plan", "preflight"]);

/**
 * Checks a train as a whole. With `kinds` it also checks that everything used exists.
 * @throws ReleaseError `ERR_TRAIN_INVALID`, with every problem and its path in `details.problems`
 */
export function defineTrain(train: Train, kinds?: Kinds): Train {
  const problems = [...shapeProblems(train)];
  if (problems.length === 0)
    problems.push(...train.steps.flatMap((step, index) => stepProblems(train, step, index, kinds)));
  if (problems.length === 0) problems.push(...cycleProblems(train));
  if (problems.length > 0) throw trainInvalid(String((train as Partial<Train> | null)?.name ?? "(no name)"), problems);
  return train;
}

function shapeProblems(train: Train): TrainProblem[] {
  const parsed = trainSchema.safeParse(withoutFunctions(train));
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    path: issue.path.map(String).join(".") || "(train)",
    message: issue.message,
  }));
}

/** Typed trains may compute inputs; the schema sees null there. */
function withoutFunctions(value: unknown): unknown {
  if (typeof value === "function") return null;
  if (Array.isArray(value)) return value.map(withoutFunctions);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutFunctions(member)]));
}

function stepProblems(train: Train, step: Step, index: number, kinds: Kinds | undefined): TrainProblem[] {
  const at = `steps.${index}`;
  const ids = new Map(train.steps.map((other) => [other.id, other]));
  const problems: TrainProblem[] = [];
  const say = (path: string, message: string): void => void problems.push({ path: `${at}.${path}`, message });

  if (RESERVED.has(step.id) || Object.hasOwn(Object.prototype, step.id)) say("id", `${step.id} is a reserved name`);
  if (train.steps.findIndex((other) => other.id === step.id) !== index) say("id", `${step.id} is used twice`);
  step.needs?.forEach((text, place) => {
    const { id: need, own } = parseNeed(text);
    const other = ids.get(need);
    if (other === undefined) say(`needs.${place}`, `there is no step ${need}`);
    else if (other.rescue !== undefined && step.rescue === undefined) {
      say(`needs.${place}`, `${need} is a rescue and may never run, so nothing can need it`);
    } else if (own && (step.forEach === undefined || other.forEach === undefined)) {
      say(`needs.${place}`, `${text} is of the same item, so both steps need a forEach`);
    }
  });
  if (step.onItemFailure !== undefined && step.forEach === undefined) say("onItemFailure", "the step has no forEach");
  if (step.rescue !== undefined && !ids.has(step.rescue)) say("rescue", `there is no step ${step.rescue}`);
  if (step.rescue === step.id) say("rescue", "a step cannot rescue itself");
  for (const { path, text } of allReferences(step)) {
    const reference = parseReference(text);
    if (reference === null) say(path, `${text} is not a reference`);
    else if (reference.from === "item" && (step.forEach === undefined || path.startsWith("forEach"))) {
      say(path, "there is no item: the step has no forEach");
    } else if (reference.from === "step" && !ids.has(reference.step)) say(path, `there is no step ${reference.step}`);
    else if (reference.of === "" && step.forEach === undefined)
      say(path, `${reference.step}[] needs a forEach of this step`);
  }
  if (kinds !== undefined && "uses" in step && !Object.hasOwn(kindsOf(step, kinds), step.uses)) {
    say(
      "uses",
      `there is no ${step.type} ${step.uses}; known: ${Object.keys(kindsOf(step, kinds)).join(", ") || "none"}`,
    );
  }
  return problems;
}

function kindsOf(
  step: { readonly type: "read" | "operation" | "gate" },
  kinds: Kinds,
): { readonly [kind: string]: unknown } {
  return { read: kinds.reads, operation: kinds.operations, gate: kinds.gates }[step.type];
}

function allReferences(step: Step): readonly { readonly path: string; readonly text: string }[] {
  const sources: [string, unknown][] = [["forEach", step.forEach]];
  if ("with" in step) sources.push(["with", step.with]);
  if ("items" in step) sources.push(["items", step.items]);
  return sources.flatMap(([path, source]) =>
    source === undefined || typeof source === "function" ? [] : referencesIn(source as Json, path),
  );
}

function cycleProblems(train: Train): TrainProblem[] {
  const cycle = findCycle(train.steps.map((step) => [step.id, needsOf(step).map(({ id }) => id)]));
  return cycle === null ? [] : [{ path: "steps", message: `the steps wait for each other: ${cycle.join(" → ")}` }];
}
