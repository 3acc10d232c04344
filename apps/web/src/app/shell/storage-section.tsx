import CloudIcon from "@mui/icons-material/Cloud";
import ExpandLessIcon from "@mui/icons-material/ExpandLess";
import ExpandMoreIcon from "@mui/icons-material/ExpandMore";
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import OutlinedInput from "@mui/material/OutlinedInput";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { paths } from "../../lib/paths.ts";
import { bucketsQuery } from "../../lib/shared-queries.ts";
import { CreateBucket } from "./create-bucket.tsx";
import { NavItem } from "./nav-item.tsx";
import { isCreatingBucket } from "./shell-signals.ts";

/** More buckets than these get a field to find one. */
const FILTER_ABOVE = 10;

interface StorageSectionProps {
  isMini: boolean;
  onClick: () => void;
  onWiden: () => void;
}

export function StorageSection({
  isMini,
  onClick,
  onWiden,
}: StorageSectionProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [isOpen, setIsOpen] = useState(true);
  const isCreating = isCreatingBucket.use();
  const isShown = (isOpen || isCreating) && !isMini;
  function toggle() {
    if (isMini) onWiden();
    setIsOpen(!isShown);
    isCreatingBucket.set(false);
  }
  return (
    <>
      <NavItem
        icon={CloudIcon}
        label={t("nav.storage")}
        isMini={isMini}
        isActive={pathname.startsWith("/buckets/") && !isShown}
        isExpanded={isShown}
        onClick={toggle}
        end={isShown ? <ExpandLessIcon /> : <ExpandMoreIcon />}
      />
      {isShown && (
        <Box component="li" sx={{ pl: 4.5, pb: 1 }}>
          <BucketList onClick={onClick} />
          <CreateBucket />
        </Box>
      )}
    </>
  );
}

function BucketList({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { data, error, refetch } = useQuery(bucketsQuery());
  const buckets = data ?? [];
  const [filter, setFilter] = useState("");
  const isFiltered = buckets.length > FILTER_ABOVE;
  const shown = isFiltered
    ? buckets.filter(({ name }) => name.includes(filter.trim().toLowerCase()))
    : buckets;
  return (
    <>
      {isFiltered && (
        <OutlinedInput
          size="small"
          fullWidth
          value={filter}
          placeholder={t("storage.filter")}
          onChange={(event) => setFilter(event.target.value)}
          slotProps={{ input: { "aria-label": t("storage.filter") } }}
          sx={{ mb: 1 }}
        />
      )}
      <Box component="ul" aria-label={t("nav.storage")} sx={BUCKETS}>
        {shown.map(({ name }) => (
          <NavItem
            key={name}
            label={name}
            isMini={false}
            to={paths.bucket(name)}
            isActive={pathname === paths.bucket(name)}
            onClick={onClick}
          />
        ))}
      </Box>
      {data && shown.length === 0 && (
        <Typography variant="body2" sx={NOTE}>
          {buckets.length === 0 ? t("storage.none") : t("storage.noMatch")}
        </Typography>
      )}
      {error && !data && (
        <Typography variant="body2" sx={NOTE}>
          {t("storage.failed")}{" "}
          <Link component="button" onClick={() => void refetch()}>
            {t("retry")}
          </Link>
        </Typography>
      )}
    </>
  );
}

const NOTE = { color: "text.secondary", px: 1.5, py: 1 };

const BUCKETS = {
  listStyle: "none",
  m: 0,
  p: 0,
  // What stands above and below it stays in the window, unless that is very low.
  maxHeight: "max(144px, calc(100vh - 436px))",
  overflowY: "auto",
  fontSize: "0.8125rem",
  "& .MuiListItemButton-root": { minHeight: 36 },
  "& .MuiListItem-root": { mb: 0.25 },
};
