import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { lazyPart } from "../components/later.tsx";
import { paths } from "../lib/paths.ts";
import { sessionQuery } from "../lib/shared-queries.ts";
import { UnreachablePage } from "./unreachable-page.tsx";

const SessionEnded = lazyPart(
  async () =>
    (await import("../features/session/session-ended.tsx")).SessionEnded,
);

/**
 * Lets in who is logged in, and sends all others to the login page and back afterwards. Whose
 * session ends while they are in is asked to log in over the page on which they are.
 */
export function RequireSession() {
  const { data, error, refetch } = useQuery(sessionQuery());
  const { pathname, search } = useLocation();
  /** Who was in last. */
  const [name, setName] = useState<string>();
  if (data && data.user.name !== name) setName(data.user.name);
  if (data || name !== undefined) {
    return (
      <>
        <Outlet />
        {!data && name !== undefined && <SessionEnded name={name} />}
      </>
    );
  }
  if (data === null) {
    return <Navigate to={paths.login(`${pathname}${search}`)} replace />;
  }
  if (error) return <UnreachablePage error={error} onRetry={refetch} />;
  return null;
}
