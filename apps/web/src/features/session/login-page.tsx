import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { Mark } from "../../components/mark.tsx";
import { useDocumentTitle } from "../../components/page.tsx";
import { sessionQuery } from "../../lib/shared-queries.ts";
import { LoginForm } from "./login-form.tsx";

export function LoginPage() {
  const { t } = useTranslation("session");
  const [search] = useSearchParams();
  const { data: session } = useQuery(sessionQuery());
  useDocumentTitle(t("login"));
  const next = localPath(search.get("next"));
  if (session) return <Navigate to={next} replace />;
  return (
    <Box component="main" sx={{ minHeight: "100vh", position: "relative" }}>
      <Box
        sx={(theme) => ({
          position: "absolute",
          inset: "0 0 auto 0",
          height: "45vh",
          bgcolor: "#006BB8",
          ...theme.applyStyles("dark", { bgcolor: "#0B3A5E" }),
        })}
      />
      <Box
        sx={{
          position: "relative",
          display: "grid",
          placeItems: "center",
          minHeight: "100vh",
          p: 2,
        }}
      >
        <Paper
          variant="outlined"
          sx={{
            width: "100%",
            maxWidth: 400,
            p: { xs: 3, sm: 5 },
            borderRadius: 3,
          }}
        >
          <Box sx={{ display: "grid", justifyItems: "center", gap: 2, mb: 4 }}>
            <Mark size={64} />
            <Typography
              variant="h1"
              sx={{
                fontSize: "1.5rem",
                lineHeight: 1.25,
                color: "primary.main",
              }}
            >
              OSCAR Admin
            </Typography>
          </Box>
          <LoginForm isExpired={search.has("next")} />
        </Paper>
      </Box>
    </Box>
  );
}

/** Where to go after the login: within this app, whatever the address bar says. */
function localPath(next: string | null): string {
  return next?.startsWith("/") && !/^\/[/\\]/.test(next) ? next : "/";
}
