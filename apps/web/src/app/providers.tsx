import createCache from "@emotion/cache";
import { CacheProvider } from "@emotion/react";
import CssBaseline from "@mui/material/CssBaseline";
import { ThemeProvider } from "@mui/material/styles";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { cspNonce } from "../lib/csp-nonce.ts";
import { queryClient } from "../lib/query-client.ts";
import { theme } from "./theme/theme.ts";

const cache = createCache({ key: "css", nonce: cspNonce() ?? "" });

/** Everything that all pages stand on. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <CacheProvider value={cache}>
      <ThemeProvider
        theme={theme}
        defaultMode="system"
        modeStorageKey="oscar-color-mode"
        colorSchemeStorageKey="oscar-color-scheme"
      >
        <CssBaseline />
        <QueryClientProvider client={queryClient}>
          {children}
        </QueryClientProvider>
      </ThemeProvider>
    </CacheProvider>
  );
}
