import { createReadStream } from "node:fs";
import { connectGoogle, signInToGoogle } from "@signalbox/play-publish/google";
import { androidpublisher } from "@googleapis/androidpublisher";
import { OAuth2Client } from "google-auth-library";
import { timed } from "../measure.js";

// Uploads a bundle, by our uploader or by the stream of the official client. Prints the milliseconds of the upload alone.
// Usage: node play-upload.js <ours|client> <url> <token> <package> <file> <size> <sha256> <session folder>
const [way = "", url = "", accessToken = "", packageName = "", path = "", size = "", sha256 = "", sessionFolder = ""] =
  process.argv.slice(2);

async function ours(): Promise<number> {
  const { edits, uploads } = connectGoogle({ ...signInToGoogle({ accessToken }), rootUrl: url, sessionFolder });
  const edit = await edits.open(packageName);
  return timed(() => uploads.upload(edit, { kind: "aab", path, size: Number(size), sha256 }));
}

async function client(): Promise<number> {
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: accessToken });
  const publisher = androidpublisher({ version: "v3", auth, rootUrl: `${url}/` });
  const { data } = await publisher.edits.insert({ packageName });
  const media = { mimeType: "application/octet-stream", body: createReadStream(path) };
  // Without the second `rootUrl` this would reach Google.
  const options = { rootUrl: `${url}/` };
  return timed(() => publisher.edits.bundles.upload({ packageName, editId: data.id ?? "", media }, options));
}

void (way === "ours" ? ours() : client()).then((ms) => process.stdout.write(`${ms}\n`));
