import Link from "@mui/material/Link";
import type {
  FunctionInput,
  FunctionOutput,
  OscarFunction,
  Resources,
} from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Fact, Facts } from "../../../components/facts.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { paths } from "../../../lib/paths.ts";

/** The definition as it is saved, to read. */
export function FunctionSettings({ shown }: { shown: OscarFunction }) {
  const { t } = useTranslation("functions");
  return (
    <Facts isWide>
      <Fact label={t("settings.image")}>
        {shown.image}
        <CopyButton text={shown.image} label={t("settings.copyImage")} />
      </Fact>
      <Fact label={t("settings.inputs")}>
        <Places places={shown.inputs} />
      </Fact>
      <Fact label={t("settings.outputs")}>
        <Places places={shown.outputs} />
      </Fact>
      <Fact label={t("settings.requests")}>
        <ResourceText {...shown.requests} />
      </Fact>
      <Fact label={t("settings.limits")}>
        <ResourceText {...shown.limits} />
      </Fact>
      <Fact label={t("settings.timeout")}>
        {t("settings.seconds", { count: shown.timeoutSeconds })}
      </Fact>
      <Fact label={t("settings.concurrency")}>
        {shown.concurrency ?? t("settings.unlimited")}
      </Fact>
      <Fact label={t("settings.retries")}>{shown.retries}</Fact>
      <Fact label={t("settings.environment")}>
        <Pairs pairs={shown.environment} />
      </Fact>
      <Fact label={t("settings.secrets")}>
        {Object.keys(shown.secrets).join(", ")}
      </Fact>
      <Fact label={t("settings.annotations")}>
        <Pairs pairs={shown.annotations} />
      </Fact>
      <Fact label={t("settings.labels")}>
        <Pairs pairs={shown.labels} />
      </Fact>
      <Fact label={t("settings.nodeSelector")}>
        <Pairs pairs={shown.nodeSelector} />
      </Fact>
      <Fact label={t("settings.registry")}>
        {shown.registryAuth &&
          `${shown.registryAuth.username} @ ${shown.registryAuth.server}`}
      </Fact>
      <Fact label={t("settings.generation")}>{shown.generation}</Fact>
      <Fact label={t("settings.updated")}>
        <TimeText time={shown.updatedAt} isFocusable />
      </Fact>
      <Fact label={t("settings.created")}>
        <TimeText time={shown.createdAt} isFocusable />
      </Fact>
    </Facts>
  );
}

function Places({ places }: { places: (FunctionInput | FunctionOutput)[] }) {
  const { t } = useTranslation("functions");
  return places.map((place) => {
    const isFlat = "flatten" in place && place.flatten;
    return (
      <div key={JSON.stringify(place)}>
        <Link component={RouterLink} to={paths.bucket(place.bucket)}>
          {place.bucket}
        </Link>
        {place.prefix && `/${place.prefix}`}
        {place.suffixes && ` (${place.suffixes.join(" ")})`}
        {isFlat && ` · ${t("settings.flat")}`}
      </div>
    );
  });
}

function ResourceText({ cpu, memory }: Resources) {
  const { t } = useTranslation("functions");
  const parts = [
    cpu && t("settings.cpu", { cpu }),
    memory && t("settings.memory", { memory }),
  ];
  return parts.filter(Boolean).join(", ");
}

function Pairs({ pairs }: { pairs: Record<string, string> }) {
  return Object.entries(pairs).map(([key, value]) => (
    <div key={key}>
      <b>{key}</b>: {value}
    </div>
  ));
}
