import { type CallOptions, redactText } from "@signalbox/release-core";
import { shown } from "../shown.js";
import type { HealthCheck } from "./checks.js";
import type { Seen } from "./parse-look.js";
import { firstLine, versionPatterns } from "./pattern.js";
import type { Probes } from "./probes.js";

type Http = Extract<HealthCheck, { type: "http" }>;
/** A check that can be made from here. */
export type Probe = Http | Extract<HealthCheck, { type: "tcp" }>;

const ok = (saw: string): Seen => ({ state: "ok", marker: null, ageMs: null, saw });
const no = (saw: string): Seen => ({ state: "no", marker: null, ageMs: null, saw: redactText(shown(saw, 300)) });

/** Makes one check from this machine. That nothing answers is an answer. */
export async function probeHere(check: Probe, probes: Probes, options: CallOptions): Promise<Seen> {
  const limited = { ...options, deadlineMs: check.timeoutMs };
  try {
    if (check.type === "http") return judgeAnswer(check, await probes.get(check.url, limited));
    await probes.connect(check.address, check.port, limited);
    return ok(`port ${check.port} answers`);
  } catch (error) {
    options.signal?.throwIfAborted();
    return no(reasonOf(error));
  }
}

/** As the look script judges it on the host. */
function judgeAnswer(check: Http, answer: { readonly status: number; readonly body: string }): Seen {
  const { body, version } = check;
  const status = `status ${answer.status}`;
  const text = answer.body.replaceAll("\r\n", "\n");
  if (answer.status !== check.status) return no(status);
  if (body !== undefined && firstLine(text, body) === null) return no(`${status}, no line is as ${body}`);
  if (version?.path !== undefined) {
    const found = valueAt(text, version.path);
    const saw = `${status}, ${version.path} is ${found ?? "absent"}`;
    return found === version.is ? ok(saw) : no(saw);
  }
  if (version?.pattern !== undefined) {
    const { wanted, any } = versionPatterns(version.pattern, version.is);
    const line = firstLine(text, any);
    const said = line === null ? "no version" : (new RegExp(any, "u").exec(line)?.[0] ?? "");
    return firstLine(text, wanted) === null
      ? no(`${status}, it says ${said}`)
      : ok(shown(`${status}, it says ${said}`));
  }
  return ok(status);
}

function valueAt(text: string, path: string): string | null {
  try {
    const found = path
      .split(".")
      .reduce<unknown>(
        (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
        JSON.parse(text),
      );
    return typeof found === "string" || typeof found === "number" ? String(found) : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? inner.message : String(inner);
}
