import FolderOffOutlinedIcon from "@mui/icons-material/FolderOffOutlined";
import Button from "@mui/material/Button";
import Paper from "@mui/material/Paper";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../../components/empty-state.tsx";
import { Page } from "../../components/page.tsx";
import { paths } from "../../lib/paths.ts";

/** The page of a bucket that does not exist. */
export function NoBucketPage({ name }: { name: string }) {
  return (
    <Page title={name}>
      <NoBucket name={name} />
    </Page>
  );
}

/** Where a bucket was looked for that does not exist, or no longer. */
export function NoBucket({ name }: { name: string }) {
  const { t } = useTranslation(["buckets", "common"]);
  return (
    <Paper variant="outlined">
      <EmptyState
        icon={FolderOffOutlinedIcon}
        title={t("buckets:noBucket", { name })}
      >
        <Button variant="contained" component={Link} to={paths.dashboard()}>
          {t("common:notFound.home")}
        </Button>
      </EmptyState>
    </Paper>
  );
}
