import { Kind, parse, print, visit } from "graphql";

const LEAVES = new Set([Kind.ENUM_TYPE_DEFINITION, Kind.INPUT_OBJECT_TYPE_DEFINITION, Kind.SCALAR_TYPE_DEFINITION]);
const BUILT_IN = new Set(["String", "Int", "Float", "Boolean", "ID"]);

/** The schema with these types alone. A field goes when its type goes; nothing that stays is changed, but for prose. */
export function sliceSchema(source, types, mutations) {
  const { definitions } = parse(source, { noLocation: true });
  const byName = new Map(definitions.filter(({ name }) => name !== undefined).map((each) => [each.name.value, each]));
  const kept = new Set([...types, ...payloads(byName.get("Mutation"), mutations)]);
  const unknown = [...kept].filter((name) => !byName.has(name));
  if (unknown.length > 0) throw new Error(`GitHub has no such types: ${unknown.join(", ")}`);
  const stays = (name) => BUILT_IN.has(name) || kept.has(name) || LEAVES.has(byName.get(name)?.kind);
  const cut = (node) => cutType(node, stays, node.name.value === "Mutation" ? new Set(mutations) : undefined);
  const composites = [...kept].map((name) => cut(byName.get(name)));
  const directives = definitions.filter(({ kind }) => kind === Kind.DIRECTIVE_DEFINITION);
  const all = [...directives, ...composites, ...leavesOf([...directives, ...composites], byName)];
  return all.map((definition) => print(withoutProse(definition))).join("\n\n");
}

const nameOf = (type) => ("type" in type ? nameOf(type.type) : type.name.value);

const payloads = (root, mutations) =>
  root.fields.filter(({ name }) => mutations.includes(name.value)).map(({ type }) => nameOf(type));

function cutType(node, stays, fields) {
  const kept = (field) => (fields?.has(field.name.value) ?? true) && stays(nameOf(field.type));
  return {
    ...node,
    ...("interfaces" in node ? { interfaces: node.interfaces.filter(({ name }) => stays(name.value)) } : {}),
    ...("fields" in node ? { fields: node.fields.filter(kept) } : {}),
    ...("types" in node ? { types: node.types.filter(({ name }) => stays(name.value)) } : {}),
  };
}

/** The enums, inputs and scalars behind fields, arguments and other inputs. */
function leavesOf(definitions, byName) {
  const found = new Map();
  const look = (node) =>
    visit(node, {
      NamedType({ name: { value } }) {
        const leaf = byName.get(value);
        if (leaf === undefined || !LEAVES.has(leaf.kind) || found.has(value)) return;
        found.set(value, leaf);
        look(leaf);
      },
    });
  definitions.forEach(look);
  return found.values();
}

/** Comments that tools read as documentation; a third of the file. */
const withoutProse = (node) =>
  visit(node, { enter: (each) => ("description" in each ? { ...each, description: undefined } : undefined) });
