import type { Descent, Oid } from "./ports.js";

type Bits = Uint32Array<ArrayBuffer>;

/**
 * A history with all commits but the chosen ones taken out: each chosen commit, and as its parents those of the chosen
 * that come before it with no other chosen one between. Parents that are not in the history are taken for its end.
 */
export function descentOf(history: readonly Descent[], chosen: ReadonlySet<Oid>): readonly Descent[] {
  const members = [...chosen];
  const numberOf = new Map(members.map((oid, index) => [oid, index]));
  const none: Bits = new Uint32Array(Math.ceil(members.length / 32));
  /** The chosen ones at and before a commit. Commits of one line share one set. */
  const upTo = new Map<Oid, Bits>();
  const before = new Map<Oid, Bits>();
  for (const { commit, parents } of parentsFirst(history)) {
    const reached = parents.reduce<Bits>((all, parent) => union(all, upTo.get(parent) ?? none), none);
    const number = numberOf.get(commit);
    if (number !== undefined) before.set(commit, reached);
    upTo.set(commit, number === undefined ? reached : withBit(reached, number));
  }
  return [...before].map(([commit, reached]) => {
    const earlier = membersOf(reached, members);
    const further = earlier.reduce<Bits>((all, oid) => union(all, before.get(oid) ?? none), none);
    return { commit, parents: earlier.filter((oid) => !hasBit(further, numberOf.get(oid) ?? 0)) };
  });
}

function parentsFirst(history: readonly Descent[]): readonly Descent[] {
  const known = new Map(history.map((line) => [line.commit, line]));
  const order: Descent[] = [];
  const placed = new Map<Oid, boolean>(); // false: its parents are under way
  for (const { commit: start } of history) {
    const open = placed.has(start) ? [] : [start];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const line = known.get(next);
      if (line !== undefined && !placed.has(next)) {
        placed.set(next, false);
        for (const parent of line.parents) if (!placed.has(parent)) open.push(parent);
        continue;
      }
      open.pop();
      if (line !== undefined && placed.get(next) === false) order.push(line);
      placed.set(next, true);
    }
  }
  return order;
}

function union(a: Bits, b: Bits): Bits {
  if (a === b || b.every((word, index) => (word & ~(a[index] ?? 0)) === 0)) return a;
  if (a.every((word, index) => (word & ~(b[index] ?? 0)) === 0)) return b;
  return a.map((word, index) => word | (b[index] ?? 0));
}

function withBit(bits: Bits, number: number): Bits {
  const more = bits.slice();
  more[number >> 5] = (more[number >> 5] ?? 0) | (1 << (number & 31));
  return more;
}

const hasBit = (bits: Bits, number: number): boolean => ((bits[number >> 5] ?? 0) & (1 << (number & 31))) !== 0;

function membersOf(bits: Bits, members: readonly Oid[]): Oid[] {
  const found: Oid[] = [];
  for (const [index, word] of bits.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1)
      found.push(members[index * 32 + 31 - Math.clz32(rest & -rest)] ?? "");
  }
  return found;
}
