import FunctionsIcon from "@mui/icons-material/Functions";
import Button from "@mui/material/Button";
import Paper from "@mui/material/Paper";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../../../components/empty-state.tsx";
import { Page } from "../../../components/page.tsx";
import { paths } from "../../../lib/paths.ts";

/** The address names a function that is not there. */
export function FunctionMissing({ name }: { name: string }) {
  const { t } = useTranslation("functions");
  return (
    <Page title={name}>
      <Paper variant="outlined">
        <EmptyState icon={FunctionsIcon} title={t("missing", { name })}>
          <Button variant="contained" component={Link} to={paths.functions()}>
            {t("toList")}
          </Button>
        </EmptyState>
      </Paper>
    </Page>
  );
}
