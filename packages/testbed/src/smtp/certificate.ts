import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bits, der, integer, octets, oid, SEQUENCE, SET, text, time } from "../play/builds/der.js";
import { ECDSA_SHA256 } from "../play/builds/signing-key.js";

export interface ServerCertificate {
  /** PEM, for the server. */
  readonly key: string;
  /** PEM, for the server and for who is to trust it. */
  readonly certificate: string;
}

const DAY_MS = 86_400_000;
const utcTime = (at: number): Buffer =>
  time(
    `${new Date(at)
      .toISOString()
      .replace(/[-:T]|\.\d+Z$/g, "")
      .slice(2)}Z`,
  );
const extension = (id: string, value: Buffer): Buffer => der(SEQUENCE, oid(id), octets(value));

/** A certificate of its own for `localhost` and 127.0.0.1, good from yesterday to tomorrow. Source: RFC 5280, sections 4.1 and 4.2.1. */
export function makeServerCertificate(now = Date.now()): ServerCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, oid("2.5.4.3"), text("localhost"))));
  const names = der(SEQUENCE, der(0x82, Buffer.from("localhost")), der(0x87, Buffer.from([127, 0, 0, 1])));
  const spki = publicKey.export({ type: "spki", format: "der" });
  const content = der(
    SEQUENCE,
    der(0xa0, integer(2)),
    integer(1, ...createHash("sha256").update(randomBytes(16)).digest().subarray(0, 8)),
    ECDSA_SHA256,
    name,
    der(SEQUENCE, utcTime(now - DAY_MS), utcTime(now + DAY_MS)),
    name,
    spki,
    der(
      0xa3,
      der(
        SEQUENCE,
        extension("2.5.29.17", names),
        extension("2.5.29.19", der(SEQUENCE, der(0x01, Buffer.from([0xff])))),
      ),
    ),
  );
  const whole = der(SEQUENCE, content, ECDSA_SHA256, bits(sign("sha256", content, privateKey)));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}
