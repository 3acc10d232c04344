import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import { isAppError, type OscarFunction } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { ErrorState } from "../../../components/error-state.tsx";
import { lazyPart } from "../../../components/later.tsx";
import { Page } from "../../../components/page.tsx";
import { RowSkeletons } from "../../../components/row-skeletons.tsx";
import { functionQuery } from "../functions-queries.ts";
import { type FunctionDialog, FunctionHeader } from "./function-header.tsx";
import { FunctionMissing } from "./function-missing.tsx";
import { FunctionNotes } from "./function-notes.tsx";
import { FunctionScript } from "./function-script.tsx";
import { FunctionSettings } from "./function-settings.tsx";

const DeleteFunctionDialog = lazyPart(
  async () =>
    (await import("../delete-function-dialog.tsx")).DeleteFunctionDialog,
);
const BackfillDialog = lazyPart(
  async () => (await import("./backfill-dialog.tsx")).BackfillDialog,
);
/** With the parts of the form that it is made of. */
const CloneDialog = lazyPart(
  async () => (await import("../copying/clone-dialog.tsx")).CloneDialog,
);

const TABS = ["jobs", "settings", "script"] as const;
type TabName = (typeof TABS)[number];

interface FunctionPageProps {
  name: string;
  /** Its jobs: another feature's part. */
  jobs: ReactNode;
}

export function FunctionPage({ name, jobs }: FunctionPageProps) {
  const { data, error, refetch } = useQuery(functionQuery(name));
  const [asked, setAsked] = useState<FunctionDialog>();
  if (isAppError(error, "function_not_found", "invalid_request"))
    return <FunctionMissing name={name} />;
  return (
    <Page
      title={name}
      actions={data && <FunctionHeader shown={data} onAsk={setAsked} />}
    >
      {data && (
        <FunctionNotes shown={data} onBackfill={() => setAsked("backfill")} />
      )}
      <Paper variant="outlined" sx={{ overflow: "clip" }}>
        {data ? (
          <FunctionTabs shown={data} jobs={jobs} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <RowSkeletons />
        )}
      </Paper>
      {data && (
        <Asked
          shown={data}
          dialog={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Page>
  );
}

interface AskedProps {
  shown: OscarFunction;
  dialog: FunctionDialog | undefined;
  onClose: () => void;
}

/** The question that is open, if any. */
function Asked({ shown, dialog, onClose }: AskedProps) {
  const { name } = shown;
  if (dialog === "delete")
    return <DeleteFunctionDialog name={name} onClose={onClose} />;
  if (dialog === "backfill")
    return <BackfillDialog name={name} onClose={onClose} />;
  if (dialog === "clone")
    return <CloneDialog original={shown} onClose={onClose} />;
  return null;
}

function FunctionTabs({
  shown,
  jobs,
}: {
  shown: OscarFunction;
  jobs: ReactNode;
}) {
  const { t } = useTranslation("functions");
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((one) => one === params.get("tab")) ?? "jobs";
  const choose = (next: TabName) =>
    setParams(next === "jobs" ? {} : { tab: next }, { replace: true });
  return (
    <>
      <Tabs
        value={tab}
        onChange={(_event, next: TabName) => choose(next)}
        sx={{ px: 1, borderBottom: 1, borderColor: "divider" }}
      >
        {TABS.map((one) => (
          <Tab
            key={one}
            value={one}
            label={t(`tabs.${one}`)}
            id={`tab-${one}`}
            aria-controls={`panel-${one}`}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
        {tab === "jobs" && jobs}
        {tab === "settings" && <FunctionSettings shown={shown} />}
        {tab === "script" && <FunctionScript shown={shown} />}
      </Box>
    </>
  );
}
