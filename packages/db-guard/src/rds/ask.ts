import type { RDSClient } from "@aws-sdk/client-rds";
import { type CallOptions, contextOf } from "@signalbox/release-core";
import { isExpired, isNotFound, translate } from "./failures/translate.js";

/**
 * One call. Throttling and failures of the network are repeated by the client itself, as it is set to. Where AWS says
 * that the token is over, the chain of credentials is asked anew, and the call is sent once more: the client alone does
 * so only when it knows beforehand when its token ends.
 * @throws ReleaseError of the table of failures
 */
export async function ask<Answer>(
  client: RDSClient,
  [action, subject]: readonly [action: string, subject: string],
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
  options?: CallOptions,
): Promise<Answer> {
  const { signal } = contextOf(options);
  signal.throwIfAborted();
  try {
    return await send({ abortSignal: signal }).catch(async (error: unknown) => {
      if (signal.aborted || !isExpired(error)) throw error;
      await client.config.credentials({ forceRefresh: true });
      return send({ abortSignal: signal });
    });
  } catch (error) {
    throw translate(action, subject, error, signal);
  }
}

/** Null for what is not there. */
export const orNull = async <Answer>(asked: Promise<Answer>): Promise<Answer | null> => {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
};
