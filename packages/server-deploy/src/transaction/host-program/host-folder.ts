/** Everything of ours on a host is below it, and nobody's but root's. */
export const HOST_FOLDER = "/var/lib/signalbox";
