import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type Body, type Posted, type Reply, type RoomKind, ROOMS } from "./rooms.js";

export interface ChatFault {
  readonly room: RoomKind;
  /** The first request that fails, from 1. Default 1. */
  readonly nth?: number;
  /** How many fail from there on. Default 1. */
  readonly times?: number;
  /**
   * - `429`: as the vendor says it; `500`, `502`, `503`, `404`: nothing was taken.
   * - `error-with-200`: nothing was taken, and only the body says so.
   * - `drop`: the connection ends before anything has happened; `lost`: it happened, and nobody is told.
   * - `run`: goes on as usual.
   */
  readonly kind: "429" | "404" | "500" | "502" | "503" | "error-with-200" | "drop" | "lost" | "run";
  /** Called when it is due, before anything else. */
  readonly run?: () => void;
}

export interface TakenLine {
  readonly room: RoomKind;
  /** As it came. */
  readonly body: Body;
  /** Whom the vendor would call. */
  readonly pings: readonly string[];
}

/** Six chats on one loopback port, each with its vendor's rules. */
export interface Chat {
  /** The secret webhook address of a room. */
  urlOf(room: RoomKind): string;
  /** What people see, oldest first. */
  readonly lines: readonly TakenLine[];
  /** What a vendor would refuse. Empty at the end of every suite. */
  readonly violations: readonly string[];
  readonly requests: number;
  setFaults(faults: readonly ChatFault[]): void;
  clear(): void;
  close(): Promise<void>;
}

export async function startChat(): Promise<Chat> {
  const lines: TakenLine[] = [];
  const violations: string[] = [];
  const known = new Map<string, Reply>();
  let faults: readonly { readonly fault: ChatFault; seen: number }[] = [];
  let requests = 0;

  const dueFault = (room: RoomKind): ChatFault | null => {
    const due = faults.filter((line) => {
      if (line.fault.room !== room) return false;
      line.seen += 1;
      const first = line.fault.nth ?? 1;
      return line.seen >= first && line.seen < first + (line.fault.times ?? 1);
    });
    due[0]?.fault.run?.();
    return due[0]?.fault ?? null;
  };

  /** Null: the connection ends. */
  const answer = (kind: RoomKind, posted: Posted): Reply | null => {
    const room = ROOMS[kind];
    const fault = dueFault(kind)?.kind ?? "run";
    if (fault === "drop") return null;
    if (fault === "429") return room.tooMany;
    if (fault === "error-with-200") return room.errorWith200;
    if (fault !== "run" && fault !== "lost") return { status: Number(fault), text: `<h1>${fault}</h1>` };
    violations.push(...room.check(posted).map((what) => `${kind}: ${what}`));
    const repeat = room.repeatId?.(posted) ?? null;
    const before = repeat === null ? undefined : known.get(`${kind} ${repeat}`);
    const reply = before ?? room.accept(posted, lines.length + 1);
    if (before === undefined) lines.push({ room: kind, body: posted.body, pings: room.pings(posted) });
    if (repeat !== null) known.set(`${kind} ${repeat}`, reply);
    return fault === "lost" ? null : reply;
  };

  const server = createServer((incoming, response) => {
    void readAll(incoming).then((raw) => {
      requests += 1;
      const url = new URL(incoming.url ?? "/", "http://localhost");
      const kind = (Object.keys(ROOMS) as RoomKind[]).find((one) => ROOMS[one].path === url.pathname);
      const body = parsed(raw);
      if (kind === undefined || incoming.method !== "POST" || body === null) {
        response.writeHead(kind === undefined ? 404 : 400).end("invalid_payload");
        return;
      }
      const header = (name: string): string | null => {
        const value = incoming.headers[name];
        return typeof value === "string" ? value : null;
      };
      const reply = answer(kind, { raw, body, query: url.searchParams, header });
      if (reply === null) incoming.socket.destroy();
      else response.writeHead(reply.status, reply.headers).end(reply.text);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urlOf: (room) =>
      `${origin}${ROOMS[room].path}${room === "google-chat" ? "?key=k&token=googleSecretToken00000dd" : ""}`,
    lines,
    violations,
    get requests() {
      return requests;
    },
    setFaults: (next) => {
      faults = next.map((fault) => ({ fault, seen: 0 }));
    },
    clear: () => {
      lines.length = 0;
      known.clear();
      requests = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(raw: string): Body | null {
  try {
    return JSON.parse(raw) as Body;
  } catch {
    return null;
  }
}
