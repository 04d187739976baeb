import { ReleaseError } from "@signalbox/release-core";

/** Whom an error is about: as configured, and as it was called over the network. */
export interface Place {
  readonly name: string;
  /** `deploy@10.0.0.5:22` */
  readonly address: string;
}

export const hostUnknown = (name: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_UNKNOWN",
    message: `There is no host ${shown(name)}: ${reason}.`,
    hint: `Add it to "hosts" of the configuration or to ~/.ssh/config, or correct the name; try: ssh -G ${shown(name)}`,
    details: { host: name },
    cause,
  });

export const hostUnreachable = (place: Place, reason: string, attempts: number, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_UNREACHABLE",
    message: `${place.name} (${place.address}) cannot be reached: ${reason}${attempts > 1 ? `, ${attempts} times` : ""}.`,
    hint: `Check that the host is up and that its port is open from here, then run the same again: ssh ${shown(place.name)} true`,
    details: { host: place.name, address: place.address, attempts },
    retryable: true,
    cause,
  });

export const hostAuth = (place: Place, reason: string, tried: readonly string[], cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_AUTH",
    message: `${place.name} (${place.address}) did not let us in: ${reason}. Tried: ${tried.join(", ") || "nothing, there was no key"}.`,
    hint: `Signalbox asks for no password: load the key into the agent (ssh-add), or name it (IdentityFile); see: ssh -v ${shown(place.name)} true`,
    details: { host: place.name, address: place.address, tried },
    cause,
  });

export const hostProtocol = (place: Place, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_PROTOCOL",
    message: `${place.name} (${place.address}) and we do not agree on SSH: ${reason}.`,
    hint: `See what it offers with: ssh -vv ${shown(place.name)} true`,
    details: { host: place.name, address: place.address },
    cause,
  });

/** Whether a command that was under way has run is unknown. */
export const linkLost = (place: Place, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_LINK_LOST",
    message: `The connection to ${place.name} (${place.address}) was lost: ${reason}. What the command there did is unknown.`,
    hint: "Look at the host's state before anything is repeated; the next call connects again.",
    details: { host: place.name, address: place.address },
    retryable: true,
    cause,
  });

export const channelRefused = (place: Place, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_CHANNEL_REFUSED",
    message: `${place.name} (${place.address}) refused to run a command: ${reason}.`,
    hint: "The account may be without a shell, or sshd's MaxSessions or ForceCommand forbid it; nothing was run.",
    details: { host: place.name, address: place.address },
    cause,
  });

export const hostsClosed = (name: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOSTS_CLOSED",
    message: `The connections were closed before ${shown(name)} was asked for.`,
    hint: "Close the hosts when everything is done with them.",
  });

/** A name or path as it may stand in a command that people copy. */
export const shown = (text: string): string => (/^[\w.@:%/~+-]+$/.test(text) ? text : JSON.stringify(text));
