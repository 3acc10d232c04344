import CloudIcon from "@mui/icons-material/Cloud";
import ExpandLessIcon from "@mui/icons-material/ExpandLess";
import ExpandMoreIcon from "@mui/icons-material/ExpandMore";
import Box from "@mui/material/Box";
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
  const isShown = isOpen && !isMini;
  function toggle() {
    if (isMini) onWiden();
    setIsOpen(isMini || !isOpen);
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
        end={isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
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
  const { data: buckets = [], isSuccess } = useQuery(bucketsQuery());
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
      {isSuccess && shown.length === 0 && (
        <Typography
          variant="body2"
          sx={{ color: "text.secondary", px: 1.5, py: 1 }}
        >
          {buckets.length === 0 ? t("storage.none") : t("storage.noMatch")}
        </Typography>
      )}
    </>
  );
}

const BUCKETS = {
  listStyle: "none",
  m: 0,
  p: 0,
  maxHeight: "50vh",
  overflowY: "auto",
  fontSize: "0.8125rem",
  "& .MuiListItemButton-root": { minHeight: 36 },
  "& .MuiListItem-root": { mb: 0.25 },
};
