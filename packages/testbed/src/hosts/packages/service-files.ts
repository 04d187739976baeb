import type { PackageSpec, ServiceSpec } from "./package-spec.js";

export interface PackagedFile {
  readonly content: string | Buffer;
  readonly mode: number;
  /** What people edit: the package manager must not overwrite it. */
  readonly isConfig?: boolean;
}

export type PackagedFiles = Record<string, PackagedFile>;

/** Everything that the package puts on the host, by absolute path. */
export function packagedFiles(spec: PackageSpec): PackagedFiles {
  const files: PackagedFiles = {};
  for (const [path, content] of Object.entries(spec.files ?? {})) files[path] = { content, mode: 0o644 };
  if (spec.config !== undefined) {
    files[`/etc/${spec.name}/${spec.name}.conf`] = { content: spec.config, mode: 0o644, isConfig: true };
  }
  const { service } = spec;
  if (service === undefined) return files;
  const name = service.name ?? spec.name;
  files[`/usr/bin/${name}`] = { content: program(name, spec.version, service), mode: 0o755 };
  if (service.kind === "sysv")
    files[`/etc/init.d/${name}`] = { content: initScript(name), mode: 0o755, isConfig: true };
  else files[`/lib/systemd/system/${name}.service`] = { content: unit(name, service), mode: 0o644 };
  return files;
}

/** perl-base has sockets, and every Debian has perl-base. */
const program = (name: string, version: string, { port, livesMs }: ServiceSpec): string => `#!/usr/bin/perl
use strict; use warnings; use Socket; use IO::Handle;
$0 = "${name}";
$SIG{PIPE} = "IGNORE";
sub note { open my $file, ">>", "/var/log/${name}.log" or return; print $file "$_[0]\\n"; STDOUT->printflush("$_[0]\\n") }
open my $file, ">", "/run/${name}.version"; print $file "${version}\\n"; close $file;
${livesMs === undefined ? "" : `$SIG{ALRM} = sub { note("${name} ${version} gives up"); exit 1 }; require Time::HiRes; Time::HiRes::alarm(${livesMs / 1000});`}
${
  port === undefined
    ? `note("${name} ${version} is ready"); sleep 1000 while 1;`
    : `socket my $server, PF_INET, SOCK_STREAM, 0 or die;
setsockopt $server, SOL_SOCKET, SO_REUSEADDR, 1;
bind $server, sockaddr_in(${port}, INADDR_ANY) or do { note("${name} ${version} cannot listen: $!"); exit 1 };
listen $server, 16;
note("${name} ${version} is ready");
while (1) {
  accept my $client, $server or next;
  sysread $client, my $request, 8192;
  syswrite $client, "HTTP/1.0 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\n${version}\\n";
  close $client;
}`
}
`;

const initScript = (name: string): string => `#!/bin/sh
### BEGIN INIT INFO
# Provides: ${name}
# Required-Start: $remote_fs
# Required-Stop: $remote_fs
# Default-Start: 2 3 4 5
# Default-Stop: 0 1 6
### END INIT INFO
pid=/run/${name}.pid
case "$1" in
  start) start-stop-daemon --start --quiet --oknodo --background --make-pidfile --pidfile $pid --startas /usr/bin/${name} ;;
  stop) start-stop-daemon --stop --quiet --oknodo --retry 5 --remove-pidfile --pidfile $pid ;;
  restart | force-reload) "$0" stop && "$0" start ;;
  status) if start-stop-daemon --status --pidfile $pid; then echo "${name} is running"; else echo "${name} is stopped"; exit 3; fi ;;
  *) exit 2 ;;
esac
`;

const unit = (name: string, { restart = "no" }: ServiceSpec): string => `[Unit]
Description=${name}

[Service]
ExecStart=/usr/bin/${name}
Restart=${restart}
RestartSec=100ms

[Install]
WantedBy=multi-user.target
`;
