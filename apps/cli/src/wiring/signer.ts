import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Person } from "@signalbox/git";
import type { Signer } from "@signalbox/git-promote";
import type { CallOptions } from "@signalbox/release-core";
import type { Environment } from "../config/environment.js";
import type { SigningSettings } from "../config/signing.js";
import { signingFailed } from "../errors.js";
import { runProgram } from "./run-program.js";

/** Signs as the user's own git does: with the program, the format and the key that git is set to. */
export function signerOf(settings: SigningSettings, env: Environment, identity: Person): Signer {
  // One after the other: a question for a passphrase is asked once, and the agent remembers.
  let last: Promise<unknown> = Promise.resolve();
  return {
    format: settings.format,
    sign: (payload, options = {}) => {
      const signed = last.then(() => sign(payload, { settings, env, identity, options }));
      last = signed.catch(() => undefined);
      return signed;
    },
  };
}

interface Signing {
  readonly settings: SigningSettings;
  readonly env: Environment;
  readonly identity: Person;
  readonly options: CallOptions;
}

async function sign(payload: string, signing: Signing): Promise<string> {
  const { format } = signing.settings;
  if (format === "openpgp") return signWithGpg(payload, signing);
  if (format === "ssh") return signWithSsh(payload, signing);
  throw signingFailed(
    format,
    `gpg.format ${format} is not known here`,
    "Set gpg.format to openpgp or ssh, or sign with git itself.",
  );
}

/** The command of git's gpg-interface.c, and its proof: a line of the status, not the exit code alone. */
async function signWithGpg(payload: string, { settings, env, identity, options }: Signing): Promise<string> {
  const { program } = settings;
  const key = settings.key ?? `${identity.name} <${identity.email}>`;
  const call = { env: env.forSigning, input: payload, signal: options.signal };
  const { code, stdout, stderr } = await runProgram(program, ["--status-fd=2", "-bsau", key], call);
  if (code === 0 && /^\[GNUPG:\] SIG_CREATED /m.test(stderr)) return stdout;
  const words = stderr.replace(/^\[GNUPG:\].*\n?/gm, "").trim();
  throw signingFailed(
    program,
    words || `it ended with ${code ?? "a signal"}`,
    `Try: echo test | ${program} -bsau "${key}". Name the key with git config user.signingkey.`,
  );
}

/** `ssh-keygen -Y sign` of its standard input (ssh-keygen(1)); a key that is given itself is one of the agent's. */
async function signWithSsh(payload: string, signing: Signing): Promise<string> {
  const { program } = signing.settings;
  const key = await sshKey(signing);
  const literal = key.startsWith("key::") ? key.slice("key::".length) : key.startsWith("ssh-") ? key : null;
  const folder = literal === null ? null : await mkdtemp(join(tmpdir(), "signalbox-key-"));
  try {
    const file = folder === null ? key : join(folder, "key.pub");
    if (literal !== null) await writeFile(file, `${literal}\n`, { mode: 0o600 });
    const args = ["-Y", "sign", "-n", "git", "-f", file, ...(literal === null ? [] : ["-U"])];
    const call = { env: signing.env.forSigning, input: payload, signal: signing.options.signal };
    const { code, stdout, stderr } = await runProgram(program, args, call);
    if (code === 0 && stdout.includes("-----BEGIN SSH SIGNATURE-----")) return stdout;
    throw signingFailed(
      program,
      stderr.trim() || `it ended with ${code ?? "a signal"}`,
      "See that user.signingkey names a key that is there, and that its passphrase is in ssh-agent.",
    );
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

/** The key, else the first one that the user's command prints. */
async function sshKey({ settings, env, options }: Signing): Promise<string> {
  if (settings.key !== null) return settings.key;
  const [program, ...args] = settings.defaultKeyCommand ?? [];
  const hint = "Name it with git config user.signingkey, for example ~/.ssh/id_ed25519.pub.";
  if (program === undefined) throw signingFailed("ssh", "no key is set", hint);
  const { code, stdout, stderr } = await runProgram(program, args, { env: env.forSigning, signal: options.signal });
  const key = stdout.split("\n").find((line) => /^(?:key::|ssh-)/.test(line));
  if (code === 0 && key !== undefined) return key;
  throw signingFailed(program, stderr.trim() || "it printed no key", hint);
}
