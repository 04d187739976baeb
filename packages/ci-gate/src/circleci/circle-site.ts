import type { HttpClient } from "../http/http-client.js";
import type { AppUrl } from "./build-of.js";
import type { SearchBounds } from "./find-pipelines.js";
import type { LocateProject } from "./project.js";

/** What reads and writes share. */
export interface CircleSite {
  readonly http: HttpClient;
  readonly locate: LocateProject;
  readonly bounds: SearchBounds;
  readonly appUrl: AppUrl;
}
