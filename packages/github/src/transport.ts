export {
  httpTransport,
  type Fetch,
  type Transport,
  type TransportInit,
  type TransportOptions,
} from "./transport/transport.js";
export type { Answer } from "./transport/answer.js";
export { throughProxy } from "./transport/tunnel.js";
