import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "react-router";
import { paths } from "../lib/paths.ts";
import { sessionQuery } from "../lib/shared-queries.ts";
import { UnreachablePage } from "./unreachable-page.tsx";

/** Lets in who is logged in; sends all others to the login page, and back afterwards. */
export function RequireSession() {
  const { data, error, refetch } = useQuery(sessionQuery());
  const { pathname, search } = useLocation();
  if (data) return <Outlet />;
  if (data === null) {
    return <Navigate to={paths.login(`${pathname}${search}`)} replace />;
  }
  if (error) return <UnreachablePage error={error} onRetry={refetch} />;
  return null;
}
