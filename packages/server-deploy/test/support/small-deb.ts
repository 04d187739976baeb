import { gzipSync } from "node:zlib";

/** Of a package with a bit of everything. */
export const control =
  "Package: modemd\nVersion: 1:1.4.2~rc1-1\nArchitecture: arm64\nInstalled-Size: 12\nPre-Depends: libc6\nDepends: systemd (>= 240),\n foo | bar\nDescription: x\n more\n";

/** A tar archive of a few small files. */
export function tar(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).map(([name, text]) => {
    const header = Buffer.alloc(512);
    header.write(`./${name}`, 0);
    header.write(`${text.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("        ", 148);
    header.write("0", 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return Buffer.concat([header, Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** An ar archive. */
export function ar(members: readonly (readonly [name: string, content: Buffer])[]): Buffer {
  const parts = members.map(([name, content]) =>
    Buffer.concat([
      Buffer.from(
        `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(content.length).padEnd(10)}\`\n`,
      ),
      content,
      Buffer.alloc(content.length % 2, "\n"),
    ]),
  );
  return Buffer.concat([Buffer.from("!<arch>\n"), ...parts]);
}

/** A .deb made by hand: for what `dpkg-deb` would refuse to build. */
export const smallDeb = (
  files: Readonly<Record<string, string>> = { control, conffiles: "/etc/modemd.yaml\n" },
): Buffer =>
  ar([
    ["debian-binary", Buffer.from("2.0\n")],
    ["control.tar.gz", gzipSync(tar(files))],
    ["data.tar.gz", gzipSync(Buffer.alloc(2000, "x"))],
  ]);
