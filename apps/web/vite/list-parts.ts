import type { Plugin } from "vite";

interface ListPartsOptions {
  /** Chunks that are too large to be fetched for the case that they are wanted. */
  except: string[];
}

/**
 * Names the scripts that the first page does not need in a `<meta>` of the page, so that the
 * browser can fetch them when it has nothing else to do.
 */
export function listParts({ except }: ListPartsOptions): Plugin {
  return {
    name: "oscar:list-parts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const parts = Object.values(bundle)
          .filter((part) => part.type === "chunk")
          .filter(({ isEntry, name }) => !isEntry && !except.includes(name))
          .map(({ fileName }) => fileName.replace("assets/", ""))
          .filter((fileName) => !html.includes(fileName));
        const content = parts.join(" ");
        return [{ tag: "meta", attrs: { name: "oscar-parts", content } }];
      },
    },
  };
}
