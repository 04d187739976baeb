import { accountRecord, type PlayState } from "./play-state.js";
import { endEdits } from "./edits.js";
import { type AppRecord, type PlayRelease, releaseKey, type VitalsRecord } from "./records.js";
import { approved, moveReleases } from "./review.js";
import type { PlayAccountOptions, PlayRight } from "../options.js";

/** What people do in the Play Console. Every change ends all open edits of the app. */
export interface PlayConsole {
  /** A review ends well. @throws Error when nothing is in review */
  approve(packageName: string, track?: string): void;
  reject(packageName: string, track?: string): void;
  /** Sends what waits to be sent. @throws Error when nothing does */
  send(packageName: string, track?: string): void;
  /** Publishes what was approved under managed publishing. @throws Error when nothing waits */
  publish(packageName: string, track?: string): void;
  /** Halts what is being rolled out on a track. @throws Error when nothing is */
  halt(packageName: string, track: string): void;
  /** Sets what is on a track; it is with users at once. */
  setReleases(packageName: string, track: string, releases: readonly Partial<PlayRelease>[]): void;
  /** Anything else about the app, as a new description. */
  change(packageName: string, change?: (app: AppRecord) => void): void;
  /** Uploads an artifact by hand; `sha256` is 64 hex digits. */
  upload(packageName: string, artifact: { versionCode: number; sha256: string; kind?: "bundle" | "apk" }): void;
  grant(email: string, packageName: string, right: PlayRight): void;
  revoke(email: string, packageName: string): void;
  addAccount(account: PlayAccountOptions): void;
  /** What the Reporting API knows; `until` is the day after the last complete one. */
  setVitals(packageName: string, rows: readonly VitalsRecord[], until: string | null): void;
}

export function playConsole(state: PlayState): PlayConsole {
  const app = (packageName: string): AppRecord => {
    const found = state.apps.get(packageName);
    if (found === undefined) throw new Error(`the fake has no app ${packageName}`);
    return found;
  };
  const change = (packageName: string, work: (app: AppRecord) => void = () => {}): void => {
    work(app(packageName));
    endEdits(state, packageName, () => true);
  };
  const move = (packageName: string, work: (app: AppRecord) => boolean): void =>
    change(packageName, (each) => {
      if (!work(each)) throw new Error(`nothing of ${packageName} is there to move`);
    });
  const account = (email: string): PlayState["accounts"][number] => {
    const found = state.accounts.find((each) => each.email === email);
    if (found === undefined) throw new Error(`the fake has no account ${email}`);
    return found;
  };
  return {
    approve: (packageName, track) =>
      move(packageName, (each) => moveReleases(each, "IN_REVIEW", approved(each), track)),
    reject: (packageName, track) => move(packageName, (each) => moveReleases(each, "IN_REVIEW", "NOT_APPROVED", track)),
    send: (packageName, track) =>
      move(packageName, (each) => {
        const next = each.review === "wait" ? "IN_REVIEW" : approved(each);
        each.sends = "automatic";
        return moveReleases(each, "NOT_SENT_FOR_REVIEW", next, track);
      }),
    publish: (packageName, track) =>
      move(packageName, (each) => moveReleases(each, "APPROVED_NOT_PUBLISHED", "PUBLISHED", track)),
    halt: (packageName, track) =>
      move(packageName, (each) => {
        const releases = each.tracks.get(track) ?? [];
        const halted = releases.map((release) =>
          release.status === "inProgress" ? { ...release, status: "halted" as const } : release,
        );
        each.tracks.set(track, halted);
        return releases.some(({ status }) => status === "inProgress");
      }),
    setReleases: (packageName, track, releases) =>
      change(packageName, (each) => {
        const whole = releases.map((release): PlayRelease => ({ status: "completed", ...release }));
        each.tracks.set(track, whole);
        for (const release of whole) each.lifecycles.set(releaseKey(track, release), "PUBLISHED");
      }),
    change,
    upload: (packageName, { versionCode, sha256, kind = "bundle" }) =>
      change(packageName, (each) => {
        each.library.push({ kind, versionCode, sha256, readyAt: 0, symbols: new Set() });
        each.empty = false;
      }),
    grant: (email, packageName, right) => void account(email).rights.set(packageName, right),
    revoke: (email, packageName) => void account(email).rights.delete(packageName),
    addAccount: (options) => void state.accounts.push(accountRecord(options)),
    setVitals: (packageName, rows, until) => {
      const each = app(packageName);
      each.vitals.splice(0, each.vitals.length, ...rows);
      each.vitalsUntil = until;
    },
  };
}
