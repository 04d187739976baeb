import { createServer, type Server as TcpServer, type Socket, type AddressInfo } from "node:net";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2, { type Connection, type ServerChannel, type ServerConfig } from "ssh2";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { fileConfig, sshHosts, type SshHosts, type SshHostsOptions } from "../../src/ssh.js";

/** What a real sshd cannot be made to do. All else is tested on real ones. */
let folder: string;
let hostKey: string;
const ending: (() => unknown)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ssh-faults-"));
  hostKey = ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 }).private;
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const listen = async (server: TcpServer | InstanceType<typeof ssh2.Server>): Promise<number> => {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  ending.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
};

/** Connections to one server that lets everybody in, or does with them what the test says. */
const toPort = async (port: number, more: Partial<SshHostsOptions> = {}): Promise<SshHosts> => {
  const known = join(folder, `known-${port}`);
  await writeFile(known, "");
  const hosts = sshHosts({
    hosts: { odd: { host: "127.0.0.1", port, user: "deploy" } },
    config: fileConfig({ local: { home: folder, name: "operator" }, files: [] }),
    agent: null,
    knownHosts: [known],
    hostKeys: "accept-new",
    sudo: "auto",
    sleep: async () => undefined,
    ...more,
  });
  ending.push(() => hosts.close());
  return hosts;
};

const sshServer = async (
  onExec: (accept: () => ServerChannel, reject: () => void, connection: Connection) => void,
  config: Partial<ServerConfig> = {},
): Promise<number> => {
  const server = new ssh2.Server({ hostKeys: [hostKey], ...config }, (connection) => {
    connection.on("error", () => undefined);
    connection.on("authentication", (login) => login.accept());
    connection.on("session", (accept) => void accept().on("exec", (take, refuse) => onExec(take, refuse, connection)));
  });
  return await listen(server);
};

const rawServer = async (onSocket: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    onSocket(socket);
  });
  const port = await listen(server);
  ending.push(() => sockets.forEach((socket) => socket.destroy()));
  return port;
};

test("a server that asks for nothing lets us in with nothing", async () => {
  const port = await sshServer((accept) => {
    const channel = accept();
    channel.write("hello\n");
    channel.exit(0);
    channel.end();
  });
  const host = await (await toPort(port)).open("odd");
  expect(await host.run(["true"])).toMatchObject({ code: 0, stdout: "hello\n" });
});

test.each([
  [
    "a channel that closes without an exit code",
    (accept: () => ServerChannel) => void accept().close(),
    "ERR_LINK_LOST",
  ],
  ["a refused command", (_: unknown, reject: () => void) => reject(), "ERR_CHANNEL_REFUSED"],
  [
    "a connection that ends with the command",
    (accept: () => ServerChannel, _: unknown, it: Connection) => (accept(), void it.end()),
    "ERR_LINK_LOST",
  ],
])("%s is an error, and no success", async (_, onExec, code) => {
  const host = await (await toPort(await sshServer(onExec))).open("odd");
  await expect(host.run(["true"])).rejects.toMatchObject({ code });
});

test("an exit by a signal, and output after it", async () => {
  const port = await sshServer((accept) => {
    const channel = accept();
    (channel.exit as (signal: string) => void)("SEGV");
    channel.write("last words\n");
    channel.end();
  });
  const host = await (await toPort(port)).open("odd");
  expect(await host.run(["true"])).toMatchObject({ code: null, signal: "SEGV", stdout: "last words\n" });
});

test("bytes of a character that come one by one", async () => {
  const port = await sshServer((accept) => {
    const channel = accept();
    for (const byte of Buffer.from("é€😀")) channel.write(Buffer.of(byte));
    channel.exit(0);
    channel.end();
  });
  const heard: string[] = [];
  const host = await (await toPort(port)).open("odd");
  await host.run(["true"], { onOutput: (text) => heard.push(text) });
  expect(heard.join("")).toBe("é€😀");
});

test.each<[string, Partial<ServerConfig>]>([
  ["only old algorithms", { algorithms: { kex: ["diffie-hellman-group1-sha1"] } }],
  ["only old ciphers", { algorithms: { cipher: ["aes128-cbc"] } }],
])("%s: said, and not tried again", async (_, config) => {
  let calls = 0;
  const hosts = await toPort(await sshServer(() => undefined, config), { sleep: async () => void (calls += 1) });
  await expect(hosts.open("odd")).rejects.toMatchObject({
    code: "ERR_HOST_PROTOCOL",
    message: expect.stringMatching(/no matching/i),
  });
  expect(calls).toBe(0);
});

test.each([
  ["hangs up at once", (socket: Socket) => void socket.destroy(), 4],
  ["hangs up after its name", (socket: Socket) => void socket.end("SSH-2.0-odd\r\n"), 4],
  ["says nothing", () => undefined, 1],
])("one that %s cannot be reached", async (_, onSocket, attempts) => {
  let calls = 0;
  const port = await rawServer((socket) => {
    calls += 1;
    onSocket(socket);
  });
  const hosts = await toPort(port, { connectMs: 300 });
  await expect(hosts.open("odd")).rejects.toMatchObject({ code: "ERR_HOST_UNREACHABLE", retryable: true });
  expect(calls).toBe(attempts);
});

test.each([
  ["speaks another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n"],
  ["speaks SSH 1", "SSH-1.5-old\r\n"],
  ["sends nonsense after its name", `SSH-2.0-odd\r\n${"\xff".repeat(64)}`],
])("one that %s is no server of ours", async (_, said) => {
  const port = await rawServer((socket) => void socket.end(said, "latin1"));
  const error = (await (await toPort(port, { connectMs: 1000 })).open("odd").catch((thrown: unknown) => thrown)) as {
    code: string;
  };
  expect(error.code).toMatch(/^ERR_HOST_(?:PROTOCOL|UNREACHABLE)$/);
});
