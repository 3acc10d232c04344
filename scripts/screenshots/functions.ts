import { failing, type Picture, unanswered } from "./picture.ts";

export const FUNCTIONS: Picture[] = [
  { name: "functions", path: "/functions" },
  { name: "functions-empty", path: "/functions", server: "new" },
  {
    name: "functions-loading",
    path: "/functions",
    arrange: unanswered("**/api/functions"),
    isUnfinished: true,
  },
  {
    name: "functions-error",
    path: "/functions",
    arrange: failing("**/api/functions"),
  },
  { name: "function-form", path: "/functions/new" },
  {
    name: "function-form-more",
    path: "/functions/new",
    async prepare(page) {
      await page.getByRole("button", { name: /More Options|Más/ }).click();
    },
  },
  { name: "function", path: "/functions/darknet" },
  { name: "function-settings", path: "/functions/darknet?tab=settings" },
  { name: "function-script", path: "/functions/darknet?tab=script" },
];
