import { readFile } from "node:fs/promises";
import type { CallOptions } from "@signalbox/release-core";
import type { ConfigResolver, HostRequest } from "./host-config.js";
import { hostClasses, type HostClasses } from "./host-classes.js";
import { hostConfigOf, type Settings } from "./settings.js";
import { type Answer, askOpenSsh, type OpenSshOptions } from "./ask-openssh.js";

/**
 * Asks OpenSSH itself, by `ssh -G`: Include, Match and every default are exactly its own. Nothing is connected to. A fleet
 * whose hosts have no lines of their own is one question: each costs a process.
 */
export function openSshConfig(options: OpenSshOptions): ConfigResolver {
  const answers = new Map<string, Promise<Answer>>();
  let classes: Promise<HostClasses | null> | undefined;

  const ask = (request: HostRequest, call: CallOptions): Promise<Answer> => askOpenSsh(options, request, call);

  const settingsOf = async (request: HostRequest, call: CallOptions): Promise<Settings> => {
    if (classes === undefined) {
      // The first answer also names the files that OpenSSH reads; those who come meanwhile wait for it.
      const first = ask(request, call);
      classes = first.then(classesOf);
      classes.catch(() => (classes = undefined));
      await classes;
      return (await first).settings;
    }
    // What went wrong for another name is not this one's failure.
    const kind = (await classes.catch(() => null))?.(request.name) ?? null;
    if (kind === null) return (await ask(request, call)).settings;
    const key = JSON.stringify([kind, request.user, request.port, request.identityFile, request.jump]);
    const known = answers.get(key) ?? ask(request, call);
    answers.set(key, known);
    const { name, settings } = await known.catch(() => {
      answers.delete(key);
      return ask(request, call);
    });
    if (name === request.name) return settings;
    // Where HostName says otherwise, only OpenSSH knows what it makes of this name.
    if (settings.get("hostname")?.[0] !== name) return (await ask(request, call)).settings;
    return new Map(settings).set("hostname", [request.name]);
  };

  return async (request, call = {}) => hostConfigOf(await settingsOf(request, call), request.name, options.local);
}

async function classesOf({ files }: Answer): Promise<HostClasses | null> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => null)));
  return texts.includes(null) ? null : hostClasses(texts.filter((text) => text !== null));
}
