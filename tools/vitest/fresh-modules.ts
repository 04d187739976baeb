import { vi } from "vitest";

// Unit tests share processes, since to start one costs more than most of them. Each file still gets our modules anew:
// no state is handed on, and the hooks of a fixture belong to the file that imports it.
vi.resetModules();
