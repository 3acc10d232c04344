import type { Page, Route } from "@playwright/test";

/** What a picture may want to know of the server that it is taken of. */
export interface World {
  jobs: Record<
    /** `failed` was tried twice; `talkative` has a log of a hundred thousand lines. */
    "succeeded" | "failed" | "running" | "cancelled" | "talkative",
    string
  >;
}

/** One state of one page. */
export interface Picture {
  /** `page` or `page-state`; files are named by it, and `--only` looks for it. */
  name: string;
  path: string | ((world: World) => string);
  /** Whose data is shown: of nobody yet, or of somebody who has worked for a while (the default). */
  server?: "new" | "used";
  isLoggedOut?: boolean;
  /** Before the page is opened: how its requests are answered. */
  arrange?(page: Page): Promise<void>;
  /** After it was opened: what its reader does. */
  prepare?(page: Page): Promise<void>;
  /** It shows what is still on its way, so there is nothing to wait for. */
  isUnfinished?: boolean;
}

/** Requests to these addresses get no answer for as long as the picture takes. */
export function unanswered(...addresses: string[]) {
  return answerWith(addresses, () => undefined);
}

/** Requests to these addresses fail as after a fault of the server. */
export function failing(...addresses: string[]) {
  return answerWith(addresses, (route) =>
    route.fulfill({
      status: 500,
      json: {
        code: "internal",
        message: "Something went wrong.",
        requestId: "Zk3v9QpLm2Xa",
      },
    }),
  );
}

/** Nobody answers at these addresses. */
export function unreachable(...addresses: string[]) {
  return answerWith(addresses, (route) => route.abort("connectionrefused"));
}

function answerWith(
  addresses: string[],
  answer: (route: Route) => Promise<void> | undefined,
) {
  return async (page: Page) => {
    for (const address of addresses) await page.route(address, answer);
  };
}
