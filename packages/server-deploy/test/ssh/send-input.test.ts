import { setImmediate } from "node:timers/promises";
import { PassThrough, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { sendInput } from "../../src/ssh/command/send-input.js";

const PIECE = 64 * 1024;

/** A channel as ssh2 has it, which takes everything at once, and the connection below it, which takes it when it is told to. */
function line(): { channel: Writable; connection: Writable; sent: () => number; take: () => void } {
  let sent = 0;
  const waiting: (() => void)[] = [];
  const connection = new Writable({
    highWaterMark: 16_384,
    write: (_chunk, _encoding, done) => void waiting.push(done),
  });
  const channel = new Writable({
    highWaterMark: 2 * 1024 * 1024,
    write: (chunk: Buffer, _encoding, done) => {
      sent += chunk.length;
      connection.write(chunk);
      done();
    },
  });
  return { channel, connection, sent: () => sent, take: () => waiting.shift()?.() };
}

describe("sendInput", () => {
  it("hands over no more than one piece while the connection is full, and all of it in the end", async () => {
    const { channel, connection, sent, take } = line();
    const over = new AbortController();
    const done = sendInput([channel, connection], Buffer.alloc(5 * PIECE, 1), over.signal, () => undefined);
    for (let piece = 1; piece <= 5; piece++) {
      for (let turn = 0; turn < 10; turn++) await setImmediate();
      expect(sent()).toBe(piece * PIECE);
      take();
    }
    await done;
    expect(channel.writableEnded).toBe(true);
  });

  it("waits for no full connection when the command is over", async () => {
    const { channel, connection, sent } = line();
    const over = new AbortController();
    const input = new PassThrough();
    input.write(Buffer.alloc(PIECE));
    const done = sendInput([channel, connection], input, over.signal, () => undefined);
    await setImmediate();
    over.abort();
    input.end();
    await done;
    expect(sent()).toBeLessThanOrEqual(PIECE);
    expect(channel.writableEnded).toBe(false);
  });
});
