import ArrowDownwardIcon from "@mui/icons-material/ArrowDownward";
import ArrowUpwardIcon from "@mui/icons-material/ArrowUpward";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import {
  type Bucket,
  BucketName,
  type CircleStep,
  findCircle,
  type FunctionDefinition,
  FunctionName,
  inputsOf,
  outputsOf,
} from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { bucketsQuery, functionsQuery } from "../../../lib/shared-queries.ts";

type Wired = Pick<
  FunctionDefinition,
  "name" | "inputs" | "outputs" | "environment"
>;

/** Which buckets saving a function will create, use, or share; and the circle that it would close. */
export function BucketPreview({ definition }: { definition: Wired }) {
  const { t } = useTranslation("functions");
  const { data: buckets } = useQuery(bucketsQuery());
  const { data: functions = [] } = useQuery(functionsQuery());
  if (!FunctionName.safeParse(definition.name).success) return null;
  const others = functions.filter(({ name }) => name !== definition.name);
  const circle = findCircle(definition, others);
  return (
    <Box sx={PANEL}>
      <Typography variant="subtitle2">{t("form.buckets.title")}</Typography>
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {bucketsOf(definition).map(({ bucket, as }) => (
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
                functionName={definition.name}
              />
            </span>
          </Box>
        ))}
      </Box>
      {circle && <Circle steps={circle} />}
    </Box>
  );
}

/** Said before Submit, as the server would refuse it. */
function Circle({ steps }: { steps: CircleStep[] }) {
  const { t } = useTranslation("functions");
  const [first] = steps;
  return (
    <Alert severity="error" variant="outlined" sx={{ mt: 1 }} data-fault>
      {first && steps.length === 1 ? (
        t("form.buckets.selfCircle", { ...first })
      ) : (
        <>
          {t("form.buckets.circle")}{" "}
          {steps.map(({ name, bucket }) => (
            <span key={name}>
              <b>{name}</b> → {bucket} →{" "}
            </span>
          ))}
          <b>{first?.name}</b>. {t("form.buckets.circleMend")}
        </>
      )}
    </Alert>
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

/** Its buckets as far as their names are whole. */
function bucketsOf(definition: Wired) {
  const places = [
    ...inputsOf(definition).map(({ bucket }) => ({
      bucket,
      as: "input" as const,
    })),
    ...outputsOf(definition).map(({ bucket }) => ({
      bucket,
      as: "output" as const,
    })),
  ];
  const seen = new Set<string>();
  return places.filter(({ bucket, as }) => {
    const place = `${as} ${bucket}`;
    if (seen.has(place) || !BucketName.safeParse(bucket).success) return false;
    seen.add(place);
    return true;
  });
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
  alignItems: "flex-start",
  minHeight: 24,
  fontSize: "0.8125rem",
  overflowWrap: "anywhere",
  "& svg": { mt: 0.25 },
  "& b": { fontWeight: 600 },
};
