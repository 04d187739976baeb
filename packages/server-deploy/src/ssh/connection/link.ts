import type { Duplex, Writable } from "node:stream";
import type { Client, ClientChannel } from "ssh2";
import type { ReleaseError } from "@signalbox/release-core";
import { channelRefused, linkLost, type Place } from "../errors.js";
import { createGate } from "./gate.js";
import { jumpRefused } from "./errors.js";

/** How a command ended. */
export interface Exit {
  readonly code: number | null;
  /** `TERM`, without the `SIG`. */
  readonly signal: string | null;
}

/** A channel that runs a command; `release` when it is done with. */
export interface Exchange {
  readonly channel: ClientChannel;
  /** Null while it has not ended, and for ever if it ended without a word. */
  readonly exit: () => Exit | null;
  readonly release: () => void;
}

/** A connection that let us in. */
export interface Link {
  readonly place: Place;
  readonly isLost: boolean;
  /** What it goes over. ssh2 writes there whatever the other side has room for, 2 MB a channel, and waits for nothing. */
  readonly stream: Writable;
  /** Hears once, with why; at once when it is lost already. Gives back what stops listening. */
  onLost(listener: (error: ReleaseError) => void): () => void;
  /** @throws ReleaseError `ERR_LINK_LOST`, `ERR_CHANNEL_REFUSED` */
  exec(line: string, signal?: AbortSignal): Promise<Exchange>;
  /** A stream from the host to another one. @throws ReleaseError `ERR_JUMP_REFUSED`, `ERR_LINK_LOST` */
  forward(host: string, port: number, to: Place): Promise<Duplex>;
  end(): void;
}

/** sshd lets ten sessions be open on a connection (MaxSessions). */
const MOST_CHANNELS = 8;

export function createLink(client: Client, place: Place, stream: Writable): Link {
  const channels = createGate(MOST_CHANNELS);
  const listeners = new Set<(error: ReleaseError) => void>();
  let lost: ReleaseError | null = null;
  let reason: Error | undefined;
  client.on("error", (error: Error) => (reason ??= error));
  client.on("close", () => {
    lost ??= linkLost(place, reason?.message ?? "the other side hung up", reason);
    for (const listener of listeners) listener(lost);
    listeners.clear();
  });

  const open = (line: string): Promise<Omit<Exchange, "release"> | RefusedChannel> =>
    new Promise((resolve, reject) => {
      if (lost !== null) return void reject(lost);
      const onFailure = (error: Error & { reason?: unknown }): void => {
        if (lost !== null) reject(lost);
        else if (/^No response|^Not connected/.test(error.message)) reject(linkLost(place, error.message, error));
        else resolve({ refused: error });
      };
      try {
        client.exec(line, (error, channel) => {
          if (error !== undefined) return onFailure(error);
          let exit: Exit | null = null;
          // At once: the exit of a short command can be in the same packet as the word that it was started.
          channel.on("exit", (code: number | null, name?: string) => {
            exit = { code: code ?? null, signal: name?.replace(/^SIG/, "") ?? null };
          });
          resolve({ channel, exit: () => exit });
        });
      } catch (error) {
        onFailure(error as Error);
      }
    });

  return {
    place,
    stream,
    get isLost() {
      return lost !== null;
    },
    onLost: (listener) => {
      if (lost !== null) listener(lost);
      else listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exec: async (line, signal) => {
      for (;;) {
        const release = await channels.enter(signal);
        try {
          const opened = await open(line);
          if (!("refused" in opened)) return { ...opened, release };
          // Fewer are allowed there: go on with as many as there are.
          const others = channels.inside - 1;
          if (others === 0) throw channelRefused(place, opened.refused.message, opened.refused);
          channels.narrow(others);
          release();
        } catch (error) {
          release();
          throw error;
        }
      }
    },
    forward: (host, port, to) =>
      new Promise((resolve, reject) => {
        if (lost !== null) return void reject(lost);
        const onFailure = (error: Error): void => reject(lost ?? jumpRefused(place, to, error.message, error));
        try {
          client.forwardOut("127.0.0.1", 0, host, port, (error, stream) =>
            error === undefined ? resolve(stream) : onFailure(error),
          );
        } catch (error) {
          onFailure(error as Error);
        }
      }),
    end: () => void client.end(),
  };
}

interface RefusedChannel {
  readonly refused: Error;
}
