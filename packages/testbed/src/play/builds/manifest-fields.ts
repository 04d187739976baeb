/** What a build's manifest says. */
export interface BuildManifest {
  readonly packageName: string;
  readonly versionCode: number;
  readonly versionName: string;
  /** Default false. */
  readonly debuggable?: boolean;
}

export interface Attribute {
  readonly name: string;
  /** 0: not one of Android's own. */
  readonly resourceId: number;
  readonly value: string | number | boolean;
}

export interface Element {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Element[];
}

export const ANDROID = "http://schemas.android.com/apk/res/android";

/** As aapt2 writes it: Android's own attributes first, by their numbers. */
export const manifestElement = (manifest: BuildManifest): Element => ({
  name: "manifest",
  attributes: [
    { name: "versionCode", resourceId: 0x0101021b, value: manifest.versionCode },
    { name: "versionName", resourceId: 0x0101021c, value: manifest.versionName },
    { name: "package", resourceId: 0, value: manifest.packageName },
  ],
  children: [
    {
      name: "application",
      attributes: manifest.debuggable === true ? [{ name: "debuggable", resourceId: 0x0101000f, value: true }] : [],
      children: [],
    },
  ],
});
