import AddBoxIcon from "@mui/icons-material/AddBox";
import FunctionsIcon from "@mui/icons-material/Functions";
import PlayArrowIcon from "@mui/icons-material/PlayArrow";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { EmptyState } from "../../components/empty-state.tsx";
import { ExampleLinks } from "../../components/example-links.tsx";
import { paths } from "../../lib/paths.ts";
import { useTryExample } from "./try-example.ts";

/** No functions yet: deploy one, or let the example be set up. */
export function FunctionsEmpty() {
  const { t } = useTranslation("functions");
  const navigate = useNavigate();
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
      <Button
        variant="outlined"
        startIcon={<AddBoxIcon />}
        onClick={() => void navigate(paths.newFunction())}
      >
        {t("deploy")}
      </Button>
    </EmptyState>
  );
}
