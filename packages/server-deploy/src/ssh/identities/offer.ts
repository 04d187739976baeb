import ssh2, { type ParsedKey, type SignCallback, type SigningRequestOptions } from "ssh2";
import type { Identities, Identity } from "./identity.js";

/** The identities as the agent that ssh2 knows how to go through, key by key. */
export class Offer extends ssh2.BaseAgent<ParsedKey> {
  /** Of those that were offered and signed with, or could not be. */
  readonly tried: string[] = [];
  readonly #identities: Identities;

  constructor(identities: Identities) {
    super();
    this.#identities = identities;
  }

  override getIdentities(callback: (error: undefined, keys: ParsedKey[]) => void): void {
    this.tried.push(...this.#identities.offered.map(({ label }) => label), ...this.#identities.skipped);
    callback(
      undefined,
      this.#identities.offered.map(({ key }) => key),
    );
  }

  override sign(
    key: ParsedKey,
    bytes: Buffer,
    options: SigningRequestOptions | SignCallback,
    callback?: SignCallback,
  ): void {
    const done = typeof options === "function" ? options : (callback ?? (() => undefined));
    const hash = typeof options === "function" ? undefined : options.hash;
    const identity = this.#identities.offered.find((offered) => offered.key.getPublicSSH().equals(key.getPublicSSH()));
    void this.#signBy(identity, bytes, hash).then(
      (signature) => done(null, signature),
      (error: Error) => {
        this.tried.push(`${identity?.label ?? key.type} did not sign (${error.message})`);
        done(error);
      },
    );
  }

  async #signBy(identity: Identity | undefined, bytes: Buffer, hash: string | undefined): Promise<Buffer> {
    if (identity === undefined) throw new Error("this key was not offered");
    return await identity.sign(bytes, hash);
  }
}
