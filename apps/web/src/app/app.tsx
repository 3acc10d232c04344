import { Suspense } from "react";
import { BrowserRouter, Outlet, Route, Routes } from "react-router";
import { ErrorBoundary } from "./error-boundary.tsx";
import { LoginPage, PAGES, Shell } from "./pages.ts";
import { Providers } from "./providers.tsx";
import { RequireSession } from "./require-session.tsx";

export function App() {
  return (
    <Providers>
      <BrowserRouter>
        <Routes>
          <Route element={<Guarded />}>
            <Route path="/login" element={<LoginPage />} />
            <Route element={<RequireSession />}>
              <Route element={<Shell />}>
                <Route element={<Guarded />}>
                  {PAGES.map(({ path, Component }) => (
                    <Route key={path} path={path} element={<Component />} />
                  ))}
                </Route>
              </Route>
            </Route>
          </Route>
        </Routes>
      </BrowserRouter>
    </Providers>
  );
}

/** What breaks or is still on its way leaves alone what is around it. */
function Guarded() {
  return (
    <ErrorBoundary>
      <Suspense>
        <Outlet />
      </Suspense>
    </ErrorBoundary>
  );
}
