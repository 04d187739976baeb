import { digestOf, toJson } from "@signalbox/release-core";
import type { InstallInput } from "./input.js";

/**
 * What the transaction on a host is to bring about, as one digest. Of the input alone: whoever comes later, and finds the
 * host in the middle of it, must know it again. Who asks, and how the fleet is ordered, is no part of it. Pure.
 */
export const intentOf = (
  host: string,
  { package: name, version, method, services, health, onFailure, rollback }: InstallInput,
  sha256: string,
): string =>
  digestOf(
    toJson({
      kind: "install-package",
      host,
      package: name,
      version,
      sha256,
      method,
      services,
      health,
      onFailure,
      rollback,
    }),
  );
