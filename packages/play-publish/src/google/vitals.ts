import { type CallOptions, contextOf, type Sleep } from "@signalbox/release-core";
import type { Agent } from "node:http";
import type { Vitals, VitalsMetric, VitalsRow } from "../ports.js";
import { repeat } from "./ask.js";
import { translate } from "./failures/translate.js";
import { accessToken, type TokenSource } from "./http/access-token.js";
import { exchange, headerOf, jsonOf } from "./http/exchange.js";
import { dayAfter, dayBefore, type WireDay, wireDay, dayOf } from "./wire-day.js";

export interface ReportingSite {
  readonly tokens: TokenSource;
  /** Of the Reporting API, without a slash at the end. */
  readonly reportingUrl: string;
  readonly agent: Agent | undefined;
  readonly idleMs: number;
  readonly sleep: Sleep;
}

const METRICS: Readonly<Record<VitalsMetric, { readonly set: string; readonly rate: string }>> = {
  crash: { set: "crashRateMetricSet", rate: "userPerceivedCrashRate" },
  anr: { set: "anrRateMetricSet", rate: "userPerceivedAnrRate" },
};
const USERS = "distinctUsers";

/** Google's Play Developer Reporting API, v1beta1. It has no official package of its own, so its two methods are asked here. */
export const googleVitals = (site: ReportingSite): Vitals => ({
  freshestDay: async (packageName, metric, options) => {
    const path = `apps/${encodeURIComponent(packageName)}/${METRICS[metric].set}`;
    const { freshnessInfo } = (await askReporting(site, path, null, options)) as MetricSet;
    const daily = freshnessInfo?.freshnesses?.find(({ aggregationPeriod }) => aggregationPeriod === "DAILY");
    return daily?.latestEndTime === undefined ? null : dayBefore(dayOf(daily.latestEndTime));
  },
  dailyRates: async (packageName, { metric, versionCodes, from, to }, options) => {
    const { set, rate } = METRICS[metric];
    const path = `apps/${encodeURIComponent(packageName)}/${set}:query`;
    const query = {
      timelineSpec: { aggregationPeriod: "DAILY", startTime: wireDay(from), endTime: wireDay(dayAfter(to)) },
      dimensions: ["versionCode"],
      metrics: [rate, USERS],
      filter: versionCodes.map((code) => `versionCode = ${code}`).join(" OR "),
    };
    const rows: VitalsRow[] = [];
    let pageToken: string | undefined;
    do {
      const body = pageToken === undefined ? query : { ...query, pageToken };
      const page = (await askReporting(site, path, body, options)) as QueryAnswer;
      rows.push(...(page.rows ?? []).flatMap((row) => rowOf(row, rate)));
      pageToken = page.nextPageToken === "" ? undefined : page.nextPageToken;
    } while (pageToken !== undefined);
    return rows;
  },
});

interface MetricSet {
  readonly freshnessInfo?: {
    readonly freshnesses?: readonly { readonly aggregationPeriod?: string; readonly latestEndTime?: WireDay }[];
  };
}
interface QueryAnswer {
  readonly rows?: readonly WireRow[];
  readonly nextPageToken?: string;
}
interface WireRow {
  readonly startTime?: WireDay;
  readonly dimensions?: readonly { readonly dimension?: string; readonly int64Value?: string }[];
  readonly metrics?: readonly { readonly metric?: string; readonly decimalValue?: { readonly value?: string } }[];
}

/** A row without both numbers says nothing. */
function rowOf({ startTime, dimensions = [], metrics = [] }: WireRow, rateName: string): VitalsRow[] {
  const code = dimensions.find(({ dimension }) => dimension === "versionCode")?.int64Value;
  const numberOf = (name: string): number =>
    Number(metrics.find(({ metric }) => metric === name)?.decimalValue?.value ?? Number.NaN);
  const [rate, users] = [numberOf(rateName), numberOf(USERS)];
  if (startTime === undefined || code === undefined || Number.isNaN(rate) || Number.isNaN(users)) return [];
  return [{ versionCode: Number(code), day: dayOf(startTime), rate, users }];
}

async function askReporting(
  { tokens, reportingUrl, agent, idleMs, sleep }: ReportingSite,
  path: string,
  body: object | null,
  options?: CallOptions,
): Promise<unknown> {
  const { signal } = contextOf(options);
  const text = body === null ? "" : JSON.stringify(body);
  const once = async (): Promise<unknown> => {
    const answer = await exchange(new URL(`${reportingUrl}/v1beta1/${path}`), {
      method: body === null ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${await accessToken(tokens)}`,
        ...(body === null
          ? {}
          : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
      },
      body: text,
      ...{ signal, agent, idleMs },
    });
    const { status } = answer;
    if (status === 200) return jsonOf(answer);
    throw new AnswerError(status, answer.text, headerOf(answer, "retry-after"));
  };
  return repeat(sleep, signal, once).catch((error: unknown) => {
    throw translate(`vitals, ${path}`, error, signal);
  });
}

/** Has the shape of what the official client throws, so that one reader serves both. */
class AnswerError extends Error {
  readonly response: object;
  constructor(status: number, data: string, retryAfter: string | null) {
    super(`an answer with the status ${status}`);
    this.response = { status, data, headers: retryAfter === null ? {} : { "retry-after": retryAfter } };
  }
}
