import FunctionsIcon from "@mui/icons-material/Functions";
import PlayArrowIcon from "@mui/icons-material/PlayArrow";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../components/empty-state.tsx";
import { ExampleLinks } from "../../components/example-links.tsx";
import { useTryExample } from "../../components/use-try-example.ts";

/** No functions yet: the example can be set up; Deploy stands above. */
export function FunctionsEmpty() {
  const { t } = useTranslation("functions");
  const example = useTryExample();
  return (
    <EmptyState
      icon={FunctionsIcon}
      title={t("empty")}
      hint={
        <>
          {t("emptyHint")} <ExampleLinks />
        </>
      }
    >
      <Button
        variant="contained"
        startIcon={<PlayArrowIcon />}
        loading={example.isPending}
        loadingPosition="start"
        onClick={() => example.mutate()}
      >
        {t("tryExample")}
      </Button>
    </EmptyState>
  );
}
