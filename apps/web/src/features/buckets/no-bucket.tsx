import FolderOffOutlinedIcon from "@mui/icons-material/FolderOffOutlined";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../../components/empty-state.tsx";
import { useDocumentTitle } from "../../components/page.tsx";
import { paths } from "../../lib/paths.ts";

/** Where a bucket was looked for that does not exist, or no longer. */
export function NoBucket({ name }: { name: string }) {
  const { t } = useTranslation(["buckets", "common"]);
  const title = t("buckets:noBucket", { name });
  useDocumentTitle(title);
  return (
    <EmptyState icon={FolderOffOutlinedIcon} title={title}>
      <Button variant="contained" component={Link} to={paths.dashboard()}>
        {t("common:notFound.home")}
      </Button>
    </EmptyState>
  );
}
