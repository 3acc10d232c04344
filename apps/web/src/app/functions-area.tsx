import { Suspense } from "react";
import { useLocation, useMatch, useNavigate } from "react-router";
import { paths } from "../lib/paths.ts";
import { lazyPage } from "./lazy-page.ts";
import { NotFoundPage } from "./not-found-page.tsx";

export const FunctionsPage = lazyPage(
  async () =>
    (await import("../features/functions/functions-page.tsx")).FunctionsPage,
);
export const FunctionRoute = lazyPage(
  async () => (await import("./function-route.tsx")).FunctionRoute,
);
export const FunctionFormDialog = lazyPage(
  async () =>
    (await import("../features/functions/form/function-form-dialog.tsx"))
      .FunctionFormDialog,
);

/**
 * List, function and form under one roof, so that what lies behind the form stays as it
 * was: a form opened from a function's page has that page behind it, else the list.
 */
export function FunctionsArea() {
  const navigate = useNavigate();
  const { search, state } = useLocation();
  const isList = useMatch("/functions") !== null;
  const page = useMatch("/functions/:name")?.params.name;
  const edited = useMatch("/functions/:name/edit")?.params.name;
  const isNew = page === "new";
  const isFromPage = edited !== undefined && isOpenedFromPage(state);
  const shown = isNew ? undefined : isFromPage ? edited : page;
  if (!isList && page === undefined && edited === undefined)
    return <NotFoundPage />;
  const close = () =>
    void navigate(
      { pathname: shown ? paths.function(shown) : paths.functions(), search },
      { preventScrollReset: true },
    );
  return (
    <>
      {shown ? <FunctionRoute key={shown} name={shown} /> : <FunctionsPage />}
      {(isNew || edited !== undefined) && (
        <Suspense>
          <FunctionFormDialog key={edited} name={edited} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

function isOpenedFromPage(state: unknown): boolean {
  return (
    typeof state === "object" &&
    state !== null &&
    "isFromPage" in state &&
    state.isFromPage === true
  );
}
