import ArrowDownwardIcon from "@mui/icons-material/ArrowDownward";
import ArrowUpwardIcon from "@mui/icons-material/ArrowUpward";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { type Bucket, inputsOf, outputsOf } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { bucketsQuery } from "../../../lib/shared-queries.ts";
import { definitionOfValues } from "./definition-of-values.ts";
import type { FormValues } from "./form-values.ts";

interface PreviewedBucket {
  bucket: string;
  as: "input" | "output";
}

/** Which buckets Submit will create, use, or share with other functions. */
export function BucketPreview() {
  const { t } = useTranslation("functions");
  const { control } = useFormContext<FormValues>();
  const values = useWatch({ control }) as FormValues;
  const { data: buckets } = useQuery(bucketsQuery());
  if (values.name.trim() === "") return null;
  return (
    <Box sx={PANEL}>
      <Typography variant="subtitle2">{t("form.buckets.title")}</Typography>
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {bucketsOf(values).map(({ bucket, as }) => (
          <Box component="li" key={`${as} ${bucket}`} sx={LINE}>
            {as === "input" ? (
              <ArrowDownwardIcon sx={{ fontSize: 16 }} />
            ) : (
              <ArrowUpwardIcon sx={{ fontSize: 16 }} />
            )}
            <span>
              {t(`form.buckets.${as}`)} <b>{bucket}</b>
              {": "}
              <BucketFate
                bucket={buckets?.find(({ name }) => name === bucket)}
                functionName={values.name.trim()}
              />
            </span>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

interface BucketFateProps {
  bucket: Bucket | undefined;
  functionName: string;
}

function BucketFate({ bucket, functionName }: BucketFateProps) {
  const { t } = useTranslation("functions");
  if (!bucket) return t("form.buckets.created");
  const others = bucket.usedBy
    .filter((use) => use.function !== functionName)
    .map((use) => t(`form.buckets.as_${use.as}`, { name: use.function }));
  if (others.length === 0) return t("form.buckets.used");
  return t("form.buckets.shared", { others: others.join(", ") });
}

function bucketsOf(values: FormValues): PreviewedBucket[] {
  const typed = values.typed.environment;
  const definition = definitionOfValues({
    ...values,
    // What is typed will be committed by Submit, so it counts here.
    environment:
      typed.key.trim() === ""
        ? values.environment
        : [...values.environment, { ...typed, key: typed.key.trim() }],
  });
  return [
    ...inputsOf(definition).map(({ bucket }) => ({
      bucket,
      as: "input" as const,
    })),
    ...outputsOf(definition).map(({ bucket }) => ({
      bucket,
      as: "output" as const,
    })),
  ].filter(({ bucket }) => bucket !== "");
}

const PANEL = {
  display: "grid",
  gap: 0.5,
  p: 2,
  borderRadius: 1,
  bgcolor: "selected",
};

const LINE = {
  display: "flex",
  gap: 1,
  alignItems: "center",
  minHeight: 24,
  fontSize: "0.8125rem",
  overflowWrap: "anywhere",
  "& b": { fontWeight: 600 },
};
