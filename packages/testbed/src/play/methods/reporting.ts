import { requireScope } from "../http/account.js";
import { Refusal } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import type { AppRecord, VitalsRecord } from "../state/records.js";
import { param, type PlayCall, type PlayHandler } from "./call.js";

interface Day {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly timeZone?: { readonly id?: string };
}

interface MetricQuery {
  readonly timelineSpec?: { readonly aggregationPeriod?: string; readonly startTime?: Day; readonly endTime?: Day };
  readonly dimensions?: readonly string[];
  readonly metrics?: readonly string[];
  readonly filter?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/** Daily metrics know this time zone alone. */
const DAILY_ZONE = "America/Los_Angeles";
const DEFAULT_PAGE = 1000;

const METRICS: Readonly<Record<VitalsRecord["metricSet"], RegExp>> = {
  crashRate: /^(crashRate|userPerceivedCrashRate|distinctUsers)(7dUserWeighted|28dUserWeighted)?$/,
  anrRate: /^(anrRate|userPerceivedAnrRate|distinctUsers)(7dUserWeighted|28dUserWeighted)?$/,
};

/** The app, when the account may see its quality. @throws Refusal */
function appOf(call: PlayCall): AppRecord {
  requireScope(call.account, "playdeveloperreporting");
  const packageName = param(call, "appsId");
  if (!call.account.vitals.has(packageName)) throw new Refusal(REFUSALS["no-permission"]);
  return call.state.app(packageName);
}

const get =
  (metricSet: VitalsRecord["metricSet"]): PlayHandler =>
  (call: PlayCall) => {
    const { packageName, vitalsUntil } = appOf(call);
    const freshnesses =
      vitalsUntil === null ? [] : [{ aggregationPeriod: "DAILY", latestEndTime: dateTime(vitalsUntil) }];
    return { name: `apps/${packageName}/${metricSet}MetricSet`, freshnessInfo: { freshnesses } };
  };

const query =
  (metricSet: VitalsRecord["metricSet"]): PlayHandler =>
  (call: PlayCall<MetricQuery | undefined>) => {
    const app = appOf(call);
    const { timelineSpec = {}, dimensions = [], metrics = [], filter, pageSize, pageToken = "0" } = call.body ?? {};
    const strange = metrics.find((metric) => !METRICS[metricSet].test(metric));
    const zone = timelineSpec.startTime?.timeZone?.id ?? DAILY_ZONE;
    if (strange !== undefined || timelineSpec.aggregationPeriod !== "DAILY" || zone !== DAILY_ZONE) {
      throw new Refusal(REFUSALS.invalid);
    }
    if (dimensions.some((dimension) => dimension !== "versionCode")) throw new Refusal(REFUSALS.invalid);
    const [from, until] = [dayText(timelineSpec.startTime), dayText(timelineSpec.endTime)];
    if (app.vitalsUntil === null || until > app.vitalsUntil) throw new Refusal(REFUSALS.invalid); // beyond freshness
    const codes = codesOf(filter);
    const rows = app.vitals
      .filter((row) => row.metricSet === metricSet && row.day >= from && row.day < until)
      .filter(({ versionCode }) => codes === null || codes.includes(versionCode));
    const start = Number(pageToken);
    const end = start + (pageSize ?? DEFAULT_PAGE);
    return {
      rows: rows.slice(start, end).map((row) => rowBody(row, metrics)),
      ...(end < rows.length ? { nextPageToken: String(end) } : {}),
    };
  };

const rowBody = ({ versionCode, day, metrics }: VitalsRecord, wanted: readonly string[]): object => ({
  aggregationPeriod: "DAILY",
  startTime: dateTime(day),
  dimensions: [{ dimension: "versionCode", int64Value: String(versionCode), valueLabel: String(versionCode) }],
  metrics: wanted.flatMap((metric) => {
    const value = metrics[metric];
    return value === undefined ? [] : [{ metric, decimalValue: { value } }];
  }),
});

/** Equality joined by OR, of AIP-160; null without a filter. @throws Refusal */
function codesOf(filter: string | undefined): readonly number[] | null {
  if (filter === undefined || filter === "") return null;
  return filter.split(/ OR /).map((part) => {
    const code = /^\(?\s*versionCode\s*=\s*"?(\d+)"?\s*\)?$/.exec(part.trim())?.[1];
    if (code === undefined) throw new Refusal(REFUSALS.invalid);
    return Number(code);
  });
}

const dateTime = (day: string): Day => {
  const [year, month, date] = day.split("-").map(Number);
  return { year: year ?? 0, month: month ?? 0, day: date ?? 0, timeZone: { id: DAILY_ZONE } };
};

const dayText = ({ year = 0, month = 0, day = 0 }: Day = {}): string =>
  [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");

export const reporting: Readonly<Record<string, PlayHandler>> = {
  "vitals.crashrate.get": get("crashRate"),
  "vitals.crashrate.query": query("crashRate"),
  "vitals.anrrate.get": get("anrRate"),
  "vitals.anrrate.query": query("anrRate"),
};
