import type { HostInspection } from "@signalbox/server-deploy";
import { count, plain, type Style } from "./style.js";

const GIB = 1024 ** 3;

/** What servers are, and what stands in the way of a deploy. */
export function hostsText(hosts: readonly HostInspection[], style: Style): string {
  const ready = hosts.filter(({ findings }) => findings.every(({ severity }) => severity !== "error")).length;
  const head = ready === hosts.length ? style.green("all are ready") : `${ready} of ${hosts.length} are ready`;
  return [style.bold(`${count(hosts.length, "server")}: ${head}`), ...hosts.map((host) => hostText(host, style))].join(
    "\n",
  );
}

function hostText({ host, look, running, findings }: HostInspection, style: Style): string {
  const isWrong = findings.some(({ severity }) => severity === "error");
  const mark = isWrong ? style.red("✖") : findings.length > 0 ? style.yellow("!") : style.green("✔");
  return [
    `  ${mark} ${style.bold(plain(host))}  ${look === null ? "" : style.dim(aboutText(look))}`.trimEnd(),
    ...running.map((one) => `      ${style.yellow("running:")} ${plain(one.subject)}, by ${plain(one.holder)}`),
    ...findings.map(
      ({ severity, message, hint }) =>
        `      ${severity === "error" ? style.red("error:") : style.yellow("warning:")} ${plain(message)} ${style.dim(plain(hint))}`,
    ),
  ].join("\n");
}

function aboutText({ system, managers, init, disks, user }: NonNullable<HostInspection["look"]>): string {
  const least = disks.reduce<number | null>((free, disk) => Math.min(free ?? Infinity, disk.free), null);
  return [
    plain(system.name),
    managers.map(({ name, architecture }) => `${name} ${plain(architecture)}`).join(" and "),
    init,
    ...(least === null ? [] : [`${(least / GIB).toFixed(1)} GiB free`]),
    `as ${plain(user)}`,
  ].join(", ");
}
