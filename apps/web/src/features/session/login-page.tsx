import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { useDocumentTitle } from "../../components/page.tsx";
import { sessionQuery } from "../../lib/shared-queries.ts";
import { LoginCard } from "./login-card.tsx";

export function LoginPage() {
  const { t } = useTranslation("session");
  const [search] = useSearchParams();
  const { data: session } = useQuery(sessionQuery());
  useDocumentTitle(t("login"));
  const next = localPath(search.get("next"));
  if (session) return <Navigate to={next} replace />;
  return (
    <main>
      <LoginCard note={search.has("next") ? t("logInToGoOn") : undefined} />
    </main>
  );
}

/** Where to go after the login: within this app, whatever the address bar says. */
function localPath(next: string | null): string {
  return next?.startsWith("/") && !/^\/[/\\]/.test(next) ? next : "/";
}
