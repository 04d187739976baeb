import { ReleaseError } from "@signalbox/release-core";
import { type Place, shown } from "../errors.js";

export const commandInvalid = (reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_COMMAND_INVALID",
    message: `This cannot be run on a host: ${reason}.`,
    hint: "The first word is the name of a program; what is long goes into the command's input.",
  });

export const commandTimeout = (place: Place, program: string, limit: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_COMMAND_TIMEOUT",
    message: `${program} on ${place.name} ${limit}, so we stopped listening. It may still run there.`,
    hint: "Look at the host's state; what takes long belongs into a transaction, which goes on without us.",
    details: { host: place.name, address: place.address, program },
    retryable: true,
  });

export const sudoPassword = (place: Place): ReleaseError =>
  new ReleaseError({
    code: "ERR_SUDO_PASSWORD",
    message: `sudo on ${place.name} (${place.address}) asks for a password; nothing was run.`,
    hint: "Give the deploying user NOPASSWD there, or let Signalbox ask you for the password of sudo.",
    details: { host: place.name },
  });

export const sudoPasswordWrong = (place: Place): ReleaseError =>
  new ReleaseError({
    code: "ERR_SUDO_PASSWORD_WRONG",
    message: `sudo on ${place.name} (${place.address}) did not take the password; nothing was run, and it was not tried again.`,
    hint: `Try it by hand: ssh -t ${shown(place.name)} sudo -v`,
    details: { host: place.name },
  });

export const sudoDenied = (place: Place, said: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_SUDO_DENIED",
    message: `sudo on ${place.name} (${place.address}) refused: ${said || "it did not say why"}.`,
    hint: `See what the user may do there: ssh ${shown(place.name)} sudo -n -l`,
    details: { host: place.name, said },
  });

export const sudoTerminal = (place: Place): ReleaseError =>
  new ReleaseError({
    code: "ERR_SUDO_TTY",
    message: `sudo on ${place.name} (${place.address}) wants a terminal (requiretty); nothing was run.`,
    hint: "Take requiretty away for the deploying user: Defaults:<user> !requiretty",
    details: { host: place.name },
  });

export const sudoMissing = (place: Place): ReleaseError =>
  new ReleaseError({
    code: "ERR_SUDO_MISSING",
    message: `There is no sudo on ${place.name} (${place.address}), and the user is not root.`,
    hint: "Install sudo there, or connect as root.",
    details: { host: place.name },
  });
