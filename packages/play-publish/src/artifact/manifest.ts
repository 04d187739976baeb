/** What matters of an `AndroidManifest.xml`. */
export interface Manifest {
  readonly packageName: string | null;
  /** Null also where the manifest names a resource instead of a text. */
  readonly versionName: string | null;
  readonly versionCode: number | null;
  readonly isDebuggable: boolean;
}

/** An attribute of an element; `resourceId` tells Android's own apart, whatever they are called. */
export interface XmlAttribute {
  readonly name: string;
  readonly resourceId: number;
  /** Null for a reference to a resource. */
  readonly value: string | number | boolean | null;
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
}

// Source: android.R.attr of the Android SDK; these numbers are part of the format and never change.
const VERSION_CODE = 0x0101021b;
const VERSION_NAME = 0x0101021c;
const DEBUGGABLE = 0x0101000f;

/** The elements `manifest` and `application` → the manifest. Pure. */
export function manifestOf(elements: readonly XmlElement[]): Manifest | null {
  const root = elements.find(({ name }) => name === "manifest");
  if (root === undefined) return null;
  const application = elements.find(({ name }) => name === "application");
  const packageName = root.attributes.find(({ name, resourceId }) => resourceId === 0 && name === "package")?.value;
  const versionName = valueOf(root, VERSION_NAME);
  return {
    packageName: typeof packageName === "string" ? packageName : null,
    versionName: versionName === null ? null : String(versionName),
    versionCode: wholeNumber(valueOf(root, VERSION_CODE)),
    isDebuggable: [true, "true", 1, -1].includes(valueOf(application, DEBUGGABLE) as string),
  };
}

const valueOf = (element: XmlElement | undefined, resourceId: number): XmlAttribute["value"] =>
  element?.attributes.find((attribute) => attribute.resourceId === resourceId)?.value ?? null;

function wholeNumber(value: XmlAttribute["value"]): number | null {
  const number = typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
}
