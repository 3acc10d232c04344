import type { HtmlTagDescriptor, Plugin } from "vite";

interface NamePartsOptions {
  /** Chunks that are too large to be fetched for the case that they are wanted. */
  except: string[];
}

/**
 * Tells the page of files that its scripts would name too late: the font, which it needs with
 * its first word, and the scripts that the first page does not need, which the browser can
 * fetch when it has nothing else to do.
 */
export function nameParts({ except }: NamePartsOptions): Plugin {
  return {
    name: "oscar:name-parts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const files = Object.values(bundle);
        const parts = files
          .filter((file) => file.type === "chunk")
          .filter(({ isEntry, name }) => !isEntry && !except.includes(name))
          .map(({ fileName }) => fileName)
          .filter((fileName) => !html.includes(fileName));
        const fonts = files
          .map(({ fileName }) => fileName)
          .filter((fileName) => fileName.endsWith(".woff2"));
        return [...fonts.map(preloadFont), partsTag(parts)];
      },
    },
  };
}

function preloadFont(fileName: string): HtmlTagDescriptor {
  const type = "font/woff2";
  return {
    tag: "link",
    attrs: {
      rel: "preload",
      as: "font",
      type,
      href: `/${fileName}`,
      crossorigin: true,
    },
    injectTo: "head",
  };
}

function partsTag(fileNames: string[]): HtmlTagDescriptor {
  const names = fileNames.map((name) => name.replace("assets/", ""));
  return {
    tag: "meta",
    injectTo: "head",
    attrs: { name: "oscar-parts", content: names.join(" ") },
  };
}
