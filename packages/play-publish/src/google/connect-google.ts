import type { Agent } from "node:http";
import { realSleep, type Sleep } from "@signalbox/release-core";
import type { Edits, ReleasesWithoutEdit, TracksInEdit, Uploads, Vitals } from "../ports.js";
import { googleEdits } from "./edits.js";
import { googleReleases } from "./find-releases.js";
import type { TokenSource } from "./http/access-token.js";
import type { PublisherClient } from "./publisher-client.js";
import { googleTracks } from "./tracks.js";
import { googleUploads } from "./uploads.js";
import { googleVitals } from "./vitals.js";

export interface GoogleOptions {
  /** `androidpublisher({ version: "v3", auth: tokens })` of `@googleapis/androidpublisher`. */
  readonly client: PublisherClient;
  /** The same `auth`: uploads and vitals are asked without the client. */
  readonly tokens: TokenSource;
  /** A folder that this user alone may read: sessions of unfinished uploads are secrets. Made when it is needed. */
  readonly sessionFolder: string;
  /** Where the publisher API is, of every request and upload. Default: Google. */
  readonly rootUrl?: string | undefined;
  /** Where the Reporting API is. Default: Google, or `rootUrl` where that is given. */
  readonly reportingUrl?: string | undefined;
  /** For uploads and vitals, as behind a proxy; the client has its own. */
  readonly agent?: Agent | undefined;
  /** Without a byte for so long a connection is given up. Default five minutes: Play thinks long about large bundles. */
  readonly idleMs?: number | undefined;
  readonly sleep?: Sleep | undefined;
}

/** Google Play through the ports of this package; a lock is the app's to bring. */
export interface GooglePorts {
  readonly releases: ReleasesWithoutEdit;
  readonly edits: Edits;
  readonly tracks: TracksInEdit;
  readonly uploads: Uploads;
  readonly vitals: Vitals;
}

const PUBLISHER = "https://androidpublisher.googleapis.com";
const REPORTING = "https://playdeveloperreporting.googleapis.com";
const IDLE_MS = 300_000;

/** Makes the ports. Nothing is asked before they are used. */
export function connectGoogle(options: GoogleOptions): GooglePorts {
  const { client, tokens, sessionFolder, agent, idleMs = IDLE_MS, sleep = realSleep } = options;
  const rootUrl = plain(options.rootUrl ?? PUBLISHER);
  // A test that names one host must not reach the other one of Google by what it forgot.
  const reportingUrl = plain(options.reportingUrl ?? options.rootUrl ?? REPORTING);
  const site = { client, tokens, sessionFolder, rootUrl, reportingUrl, agent, idleMs, sleep };
  return {
    releases: googleReleases(site),
    edits: googleEdits(site),
    tracks: googleTracks(site),
    uploads: googleUploads(site),
    vitals: googleVitals(site),
  };
}

const plain = (url: string): string => url.replace(/\/+$/, "");
