import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageNotBuilt } from "../errors.js";
import { HOST_ENVIRONMENT } from "../host-root.js";
import { builtOnce, sha256Of, writeFiles } from "./content-folder.js";
import type { BuiltPackage, PackageSpec } from "./package-spec.js";
import { packagedFiles, type PackagedFiles } from "./service-files.js";

/**
 * A real RPM, below `folder`; the same content is built once.
 * @throws ReleaseError `ERR_TESTBED_PACKAGE`
 */
export async function buildRpm(folder: string, spec: PackageSpec): Promise<BuiltPackage> {
  const { name, architecture = "noarch" } = spec;
  const { epoch, version, release } = partsOf(spec.version);
  const files = packagedFiles(spec);
  const contents = Object.entries(files).map(([path, { content }]) => [path, content.toString("latin1")]);
  const path = await builtOnce(folder, ["rpm", spec, contents], async (work) => {
    const tree = join(work, "tree");
    await mkdir(tree);
    await writeFiles(tree, files);
    const specFile = join(work, "package.spec");
    await writeFile(specFile, rpmSpec(spec, files, tree));
    const macros = {
      _topdir: work,
      _rpmdir: join(work, "out"),
      _build_name_fmt: "%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
      _binary_payload: "w1.gzdio",
      _buildhost: "testbed",
      use_source_date_epoch_as_buildtime: "1",
      clamp_mtime_to_source_date_epoch: "1",
    };
    const defines = Object.entries(macros).flatMap(([macro, value]) => ["--define", `${macro} ${value}`]);
    const target = ["--target", architecture];
    await promisify(execFile)("rpmbuild", ["-bb", "--quiet", ...target, ...defines, specFile], {
      env: { ...HOST_ENVIRONMENT, SOURCE_DATE_EPOCH: "1767225600" },
    });
  }).catch((error: unknown) => {
    throw packageNotBuilt(name, error);
  });
  const full = `${epoch === undefined ? "" : `${epoch}:`}${version}-${release}`;
  return { path, name, version: full, architecture, sha256: await sha256Of(path) };
}

/** `[epoch:]version[-release]`, of which neither part may hold a dash. */
function partsOf(version: string): { epoch: string | undefined; version: string; release: string } {
  const [, epoch, upstream = version, release = "1"] = /^(?:(\d+):)?([^-]+)(?:-(.+))?$/.exec(version) ?? [];
  return { epoch, version: upstream, release };
}

function rpmSpec(spec: PackageSpec, files: PackagedFiles, tree: string): string {
  const { epoch, version, release } = partsOf(spec.version);
  const scripts = Object.entries(scriptletsOf(spec)).filter(([, text]) => text !== "");
  return [
    `Name: ${spec.name}`,
    ...(epoch === undefined ? [] : [`Epoch: ${epoch}`]),
    `Version: ${version}`,
    `Release: ${release}`,
    "Summary: A package of the testbed",
    "License: MIT",
    "AutoReqProv: no",
    ...(spec.architecture === undefined ? ["BuildArch: noarch"] : []),
    ...(spec.depends ?? []).map((need) => `Requires: ${need}`),
    ...(spec.replaces ?? []).map((other) => `Obsoletes: ${other}`),
    "%define debug_package %{nil}",
    "%define __os_install_post %{nil}",
    "%description",
    "A package of the testbed.",
    "%install",
    `cp -r '${tree}/.' '%{buildroot}'`,
    ...scripts.flatMap(([section, text]) => [`%${section}`, escaped(text)]),
    "%files",
    ...Object.entries(files).map(([path, { mode, isConfig }]) =>
      [`%attr(${mode.toString(8)},root,root)`, ...(isConfig ? ["%config(noreplace)"] : []), `"${path}"`].join(" "),
    ),
    "",
  ].join("\n");
}

/** In a spec file, a percent sign begins a macro. */
const escaped = (script: string): string => script.replaceAll("%", "%%");

/** `$1` is how many versions of the package there will be. The old one's `%preun` runs after the new one's `%post`. */
function scriptletsOf({ name, service, scripts = {} }: PackageSpec): Record<string, string> {
  const its = service?.name ?? name;
  const lines = (...parts: (string | false | undefined)[]): string => parts.filter(Boolean).join("\n");
  const systemd = (command: string): string => `[ ! -d /run/systemd/system ] || systemctl ${command}`;
  const enable = { sysv: `update-rc.d ${its} defaults >/dev/null`, systemd: `systemctl --quiet enable ${its}.service` };
  const act = {
    sysv: (verb: string) => `service ${its} ${verb}`,
    systemd: (verb: string) => systemd(`${verb} ${its}.service`),
  };
  const starts = service?.startedByPackage !== false;
  return {
    pre: lines(scripts.beforeInstall),
    post: lines(
      scripts.afterInstall,
      service && enable[service.kind],
      service && systemd("daemon-reload"),
      service && starts && act[service.kind]("restart"),
    ),
    preun: lines(scripts.beforeRemove, service && starts && `[ "$1" -gt 0 ] || ${act[service.kind]("stop")}`),
    postun: lines(scripts.afterRemove),
  };
}
