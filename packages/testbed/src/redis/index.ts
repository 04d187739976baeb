export { startRedis, type RedisDatabase, type TestRedis } from "./start-redis.js";
