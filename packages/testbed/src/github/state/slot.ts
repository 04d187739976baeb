/**
 * What one area keeps beside a record of another, or beside the whole state: `pullsOf(repository)` and the like. Areas
 * share no type for it, so none of them touches another's file.
 */
export function slot<Owner extends object, Value>(make: (owner: Owner) => Value): (owner: Owner) => Value {
  const values = new WeakMap<Owner, Value>();
  return (owner) => {
    const known = values.get(owner);
    if (known !== undefined) return known;
    const value = make(owner);
    values.set(owner, value);
    return value;
  };
}
