declare module "subset-font" {
  interface SubsetFontOptions {
    targetFormat?: "sfnt" | "woff" | "woff2";
    variationAxes?: Record<
      string,
      number | { min: number; max: number; default?: number }
    >;
    /** OpenType features that stay; all where none are named. */
    keepFeatures?: string[];
    noHinting?: boolean;
  }

  /** The font with the glyphs of a text, and nothing else. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options?: SubsetFontOptions,
  ): Promise<Buffer>;
}
