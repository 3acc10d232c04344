import { failing, type Picture } from "./picture.ts";

export const SETTINGS: Picture[] = [
  { name: "settings", path: "/settings" },
  {
    name: "settings-error",
    path: "/settings",
    arrange: failing("**/api/status"),
  },
];
