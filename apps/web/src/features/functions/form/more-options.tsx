import ExpandLessIcon from "@mui/icons-material/ExpandLess";
import ExpandMoreIcon from "@mui/icons-material/ExpandMore";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useEffect, useId } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../lib/shared-queries.ts";
import { columns } from "./columns.ts";
import { FormField } from "./form-field.tsx";
import { countOptions, type FormValues } from "./form-values.ts";
import { PairEditor } from "./pair-editor.tsx";
import { PlacesEditor } from "./places-editor.tsx";
import { suggestCpu, suggestMemory } from "./suggest.ts";
import { RegistryFields } from "./registry-fields.tsx";

interface MoreOptionsProps {
  isOpen: boolean;
  onToggle: () => void;
}

/** Everything beyond image, name and script, in the tutorial's order. */
export function MoreOptions({ isOpen, onToggle }: MoreOptionsProps) {
  const { t } = useTranslation("functions");
  const { control } = useFormContext<FormValues>();
  const values = useWatch({ control }) as FormValues;
  const count = countOptions(values);
  const areaId = useId();
  return (
    <Box>
      <Button
        endIcon={isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
        aria-expanded={isOpen}
        aria-controls={isOpen ? areaId : undefined}
        onClick={onToggle}
        sx={{ ml: -1.5 }}
      >
        {t("form.moreOptions")}
        {count > 0 && ` ${t("form.optionsSet", { count })}`}
      </Button>
      {isOpen && (
        <Box id={areaId} sx={{ display: "grid", gap: 1.5, mt: 1 }}>
          <Options />
        </Box>
      )}
    </Box>
  );
}

function Options() {
  const { t } = useTranslation("functions");
  const { console } = useSession();
  useRequestsCheckedWithLimits();
  return (
    <>
      <PairEditor field="annotations" />
      <PairEditor field="environment" hint={t("form.environment.hint")} />
      <PairEditor field="labels" />
      <PairEditor field="nodeSelector" hint={t("form.nodeSelector.hint")} />
      <PairEditor field="secrets" hint={t("form.secrets.hint")} />
      <RegistryFields />
      <PlacesEditor side="inputs" />
      <PlacesEditor side="outputs" />
      <Box sx={columns(3)}>
        <FormField
          name="timeoutSeconds"
          label={t("form.timeout")}
          hint={t("form.timeoutHint")}
          input={NUMERIC}
        />
        <FormField
          name="concurrency"
          label={t("form.concurrency")}
          hint={t("form.concurrencyHint")}
          input={NUMERIC}
        />
        <FormField
          name="retries"
          label={t("form.retries")}
          hint={t("form.retriesHint")}
          input={NUMERIC}
        />
      </Box>
      <Box>
        <Box sx={columns(2)}>
          <FormField
            name="limits.cpu"
            label={t("form.limitsCpu")}
            suggest={suggestCpu}
          />
          <FormField
            name="limits.memory"
            label={t("form.limitsMemory")}
            suggest={suggestMemory}
          />
          <FormField
            name="requests.cpu"
            label={t("form.requestCpu")}
            hint={t("form.cpuHint")}
            suggest={suggestCpu}
          />
          <FormField
            name="requests.memory"
            label={t("form.requestMemory")}
            hint={t("form.memoryHint")}
            suggest={suggestMemory}
          />
        </Box>
        {console.runner === "process" && (
          <Typography variant="caption" sx={{ color: "text.secondary" }}>
            {t("form.requestsEmbedded")}
          </Typography>
        )}
      </Box>
    </>
  );
}

/** A request that was good may be too much for a limit that is typed after it. */
function useRequestsCheckedWithLimits(): void {
  const { control, trigger, getValues } = useFormContext<FormValues>();
  const { cpu, memory } = useWatch({ control, name: "limits" });
  useEffect(() => {
    for (const name of ["requests.cpu", "requests.memory"] as const)
      if (getValues(name) !== "") void trigger(name);
  }, [cpu, memory, trigger, getValues]);
}

const NUMERIC = { inputMode: "numeric" } as const;
