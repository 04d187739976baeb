import type { IncomingMessage, ServerResponse } from "node:http";
import { RDS_ACTIONS } from "../actions/areas.js";
import type { RdsContract } from "../contract/contract.js";
import { type Members, readForm } from "../contract/read-form.js";
import { escapeXml, writeXml } from "../contract/write-xml.js";
import type { RdsState } from "../state/rds-state.js";
import { type RdsFault, refusalOfFault } from "./faults.js";
import { commonRefusal, RdsRefusal } from "./refusal.js";
import { type Access, checkAccess, signedBy } from "./signed-by.js";

/** One request as it reached the fake. */
export interface RdsRequest {
  readonly action: string;
  readonly region: string;
  readonly accessKey: string;
  readonly input: Members;
  /** Null while it runs, and when the connection was lost. */
  readonly status: number | null;
  /** The code of the refusal; null for none. */
  readonly code: string | null;
}

export interface RdsSite {
  readonly state: RdsState;
  readonly contract: RdsContract;
  readonly access: Access;
  readonly requests: RdsRequest[];
  violation(text: string): void;
  faultOf(line: string): RdsFault | null;
  delay(milliseconds: number): Promise<void>;
}

type Logged = { -readonly [Key in keyof RdsRequest]: RdsRequest[Key] };

const NAMESPACE = "http://rds.amazonaws.com/doc/2014-10-31/";

/** Answers one request: notes it, plays its fault, and lets the part behind it speak. */
export async function answerRequest(site: RdsSite, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await bodyOf(incoming));
  const id = `req-${site.requests.length + 1}`;
  const logged: Logged = {
    action: form.get("Action") ?? "",
    region: "",
    accessKey: "",
    input: {},
    status: null,
    code: null,
  };
  site.requests.push(logged);
  const send = (status: number, body: string, type = "text/xml"): void => {
    logged.status = status;
    response.writeHead(status, { "content-type": type, "x-amzn-requestid": id }).end(body);
  };
  try {
    const signer = signedBy(incoming.headers.authorization);
    Object.assign(logged, signer);
    const fault = site.faultOf(`${logged.action} ${signer.region}`);
    if (fault?.kind === "slow") await site.delay(fault.delayMs ?? 1000);
    if (fault?.kind === "drop") return void response.destroy();
    if (fault?.kind === "page") return send(502, "<html><title>502 Bad Gateway</title></html>", "text/html");
    const refused = fault === null ? null : refusalOfFault(fault);
    if (refused !== null) throw refused;
    checkAccess(signer, logged.action, site.access, site.state.options.accessKeys);
    const result = resultOf(site, form, logged);
    if (fault?.kind === "lost") return void response.destroy();
    send(200, `<?xml version="1.0"?>${result}`.replace("{id}", id));
  } catch (error) {
    if (!(error instanceof RdsRefusal)) throw error;
    const { code, status } =
      error.status === null ? site.contract.fault(error.code) : (error as { code: string; status: number });
    logged.code = code;
    const type = status < 500 ? "Sender" : "Receiver";
    const body = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message></Error>`;
    send(status, `<ErrorResponse xmlns="${NAMESPACE}">${body}<RequestId>${id}</RequestId></ErrorResponse>`);
  }
}

/** @throws RdsRefusal */
function resultOf(site: RdsSite, form: URLSearchParams, logged: Logged): string {
  const { action, region } = logged;
  const shapes = site.contract.action(action);
  if (shapes === null) {
    site.violation(`${action || "a request"}: the SDK has no such action`);
    throw commonRefusal("InvalidAction", `Could not find operation ${action} for version 2014-10-31`);
  }
  const problems: string[] = [];
  const input = readForm(form, shapes.request, problems);
  logged.input = input;
  if (problems.length > 0) {
    site.violation(`${action} was asked wrongly: ${problems.join("; ")}`);
    throw commonRefusal("ValidationError", problems.join("; "));
  }
  const call = RDS_ACTIONS[action];
  if (call === undefined) throw new Error(`${action} is not served`);
  const result = writeXml(`${action}Result`, shapes.answer, call({ state: site.state, region, input }));
  const metadata = "<ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata>";
  return `<${action}Response xmlns="${NAMESPACE}">${result}${metadata}</${action}Response>`;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
