import { execFile } from "node:child_process";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageNotBuilt } from "../errors.js";
import { HOST_ENVIRONMENT } from "../host-root.js";
import { builtOnce, sha256Of, writeFiles } from "./content-folder.js";
import type { BuiltPackage, PackageSpec } from "./package-spec.js";
import { packagedFiles, type PackagedFiles } from "./service-files.js";

/**
 * A real Debian package, below `folder`; the same content is built once.
 * @throws ReleaseError `ERR_TESTBED_PACKAGE`
 */
export async function buildDeb(folder: string, spec: PackageSpec): Promise<BuiltPackage> {
  const { name, version, architecture = "all" } = spec;
  const files = packagedFiles(spec);
  const contents = Object.entries(files).map(([path, { content }]) => [path, content.toString("latin1")]);
  const path = await builtOnce(folder, ["deb", spec, contents], async (work) => {
    const tree = join(work, "tree");
    await mkdir(tree, { mode: 0o755 });
    await writeFiles(tree, { ...files, ...controlFiles(spec, files) });
    await chmod(join(tree, "DEBIAN"), 0o755);
    // The file's name has no epoch and no `%3a`: dpkg reads what is inside.
    const out = join(work, "out", `${name}_${version.replace(/^\d+:/, "")}_${architecture}.deb`);
    await promisify(execFile)("dpkg-deb", ["--root-owner-group", "-Zgzip", "-z1", "--build", tree, out], {
      env: { ...HOST_ENVIRONMENT, SOURCE_DATE_EPOCH: "1767225600" },
    });
  }).catch((error: unknown) => {
    throw packageNotBuilt(name, error);
  });
  return { path, name, version, architecture, sha256: await sha256Of(path) };
}

function controlFiles(spec: PackageSpec, files: PackagedFiles): PackagedFiles {
  const control = [
    `Package: ${spec.name}`,
    `Version: ${spec.version}`,
    `Architecture: ${spec.architecture ?? "all"}`,
    ...(spec.depends?.length ? [`Depends: ${spec.depends.join(", ")}`] : []),
    ...(spec.replaces?.length ? ["Conflicts", "Replaces"].map((key) => `${key}: ${spec.replaces?.join(", ")}`) : []),
    "Maintainer: Testbed <testbed@example.org>",
    "Description: A package of the testbed",
  ];
  const conffiles = Object.keys(files).filter((path) => files[path]?.isConfig);
  const scripts = maintainerScripts(spec);
  return {
    "DEBIAN/control": { content: `${control.join("\n")}\n`, mode: 0o644 },
    ...(conffiles.length > 0 && { "DEBIAN/conffiles": { content: `${conffiles.join("\n")}\n`, mode: 0o644 } }),
    ...Object.fromEntries(
      Object.entries(scripts)
        .filter(([, text]) => text !== "")
        .map(([script, text]) => [`DEBIAN/${script}`, { content: `#!/bin/sh\nset -e\n${text}\n`, mode: 0o755 }]),
    ),
  };
}

/** What debhelper would write. */
function maintainerScripts({ name, service, scripts = {} }: PackageSpec): Record<string, string> {
  const its = service?.name ?? name;
  const starts = service?.startedByPackage !== false;
  const enable = {
    sysv: `update-rc.d ${its} defaults >/dev/null`,
    systemd: `deb-systemd-helper enable ${its}.service >/dev/null`,
  };
  const reload = "[ ! -d /run/systemd/system ] || systemctl --system daemon-reload";
  const act = {
    sysv: (verb: string) => `invoke-rc.d ${its} ${verb}`,
    systemd: (verb: string) => `[ ! -d /run/systemd/system ] || deb-systemd-invoke ${verb} ${its}.service`,
  };
  const when = (condition: string, ...lines: string[]): string => `if ${condition}; then\n${lines.join("\n")}\nfi`;
  const lines = (...parts: (string | false | undefined)[]): string => parts.filter(Boolean).join("\n");
  return {
    preinst: lines(scripts.beforeInstall),
    postinst: lines(
      scripts.afterInstall,
      service &&
        when('[ "$1" = configure ]', enable[service.kind], reload, ...(starts ? [act[service.kind]("restart")] : [])),
    ),
    prerm: lines(scripts.beforeRemove, service && starts && `${act[service.kind]("stop")} || true`),
    postrm: lines(
      scripts.afterRemove,
      service?.kind === "sysv" && when('[ "$1" = purge ]', `update-rc.d ${its} remove >/dev/null`),
    ),
  };
}
