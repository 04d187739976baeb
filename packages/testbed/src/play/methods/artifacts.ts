import { listedArtifacts } from "../state/edits.js";
import { param, type PlayCall, type PlayHandler } from "./call.js";
import { editOf } from "./edits.js";
import { bundleBody, apkBody } from "../upload/bodies.js";
import { Refusal } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";

export const artifacts: Readonly<Record<string, PlayHandler>> = {
  "edits.bundles.list": (call: PlayCall) => {
    const bundles = listedArtifacts(call.state, editOf(call)).filter(({ kind }) => kind === "bundle");
    return { kind: "androidpublisher#bundlesListResponse", bundles: bundles.map(bundleBody) };
  },
  "edits.apks.list": (call: PlayCall) => {
    const apks = listedArtifacts(call.state, editOf(call)).filter(({ kind }) => kind === "apk");
    return { kind: "androidpublisher#apksListResponse", apks: apks.map(apkBody) };
  },
  "edits.listings.list": (call: PlayCall) => {
    const { languages } = call.state.app(editOf(call).packageName);
    const listings = languages.map((language) => ({ language, title: "An app" }));
    return { kind: "androidpublisher#listingsListResponse", listings };
  },
  "edits.details.get": (call: PlayCall) => {
    const { languages } = call.state.app(editOf(call).packageName);
    return { defaultLanguage: languages[0], contactEmail: "ada@example.test" };
  },
  "edits.countryavailability.get": (call: PlayCall) => {
    const edit = editOf(call);
    if (!edit.tracks.has(param(call, "track"))) throw new Refusal(REFUSALS["track-unknown"]);
    const countries = call.state.app(edit.packageName).countries.map((countryCode) => ({ countryCode }));
    return { countries, restOfWorld: false, syncWithProduction: param(call, "track") !== "production" };
  },
};
