/** A line of a known_hosts file that holds a key. */
export interface KnownHostLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker: "revoked" | "cert-authority" | null;
  /** Patterns with commas between, or one hashed name. */
  readonly hosts: string;
  /** `ssh-ed25519` */
  readonly type: string;
  readonly key: Buffer;
}

const MARKERS: Readonly<Record<string, KnownHostLine["marker"]>> = {
  "@revoked": "revoked",
  "@cert-authority": "cert-authority",
};

/**
 * The lines that hold a key. What is not understood is left out, as OpenSSH does: such a line makes no key known. Source:
 * sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".
 */
export function parseKnownHosts(text: string, file: string): KnownHostLine[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const words = content.trim().split(/[ \t]+/);
    const first = words[0] ?? "";
    if (first === "" || first.startsWith("#")) return [];
    const marker = first.startsWith("@") ? MARKERS[first] : null;
    if (marker === undefined) return [];
    const [hosts, type, base64] = marker === null ? words : words.slice(1);
    const key = keyOf(type, base64);
    if (hosts === undefined || type === undefined || key === null) return [];
    return [{ file, line: index + 1, marker, hosts, type, key }];
  });
}

/** The key in its binary form (RFC 4253, 6.6), which begins with the name of its type. */
function keyOf(type: string | undefined, base64: string | undefined): Buffer | null {
  if (type === undefined || base64 === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const key = Buffer.from(base64, "base64");
  return keyTypeOf(key) === type ? key : null;
}

/** The name that a key in its binary form begins with; empty when there is none. */
export function keyTypeOf(key: Buffer): string {
  const length = key.length < 4 ? 0 : key.readUInt32BE(0);
  return length > 64 || key.length < 4 + length ? "" : key.toString("latin1", 4, 4 + length);
}
