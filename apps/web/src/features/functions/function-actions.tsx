import DeleteIcon from "@mui/icons-material/Delete";
import EditIcon from "@mui/icons-material/Edit";
import IconButton from "@mui/material/IconButton";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { Tooltip } from "../../components/tooltip.tsx";
import { paths } from "../../lib/paths.ts";

interface FunctionActionsProps {
  name: string;
  onDelete: () => void;
}

/** Pencil and trash, always visible. */
export function FunctionActions({ name, onDelete }: FunctionActionsProps) {
  const { t } = useTranslation("functions");
  const { search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <Tooltip title={t("edit", { name })}>
        <IconButton
          size="small"
          onClick={() =>
            void navigate(
              { pathname: paths.editFunction(name), search },
              { preventScrollReset: true },
            )
          }
          sx={{ color: "text.secondary" }}
          aria-label={t("edit", { name })}
        >
          <EditIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Tooltip title={t("delete", { name })}>
        <IconButton
          size="small"
          color="error"
          aria-label={t("delete", { name })}
          onClick={onDelete}
        >
          <DeleteIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </>
  );
}
