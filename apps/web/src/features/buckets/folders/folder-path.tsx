import DriveFileMoveOutlinedIcon from "@mui/icons-material/DriveFileMoveOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Link from "@mui/material/Link";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { Tooltip } from "../../../components/tooltip.tsx";
import { shownText } from "../../../lib/shown-text.ts";
import { intoFolder, useViewLink } from "../use-bucket-view.ts";
import { GoToFolder } from "./go-to-folder.tsx";

interface FolderPathProps {
  bucket: string;
  /** With its slash; "" at the top. */
  folder: string;
}

/** Where one is among the folders of a bucket, the way up, and the way to any other. */
export function FolderPath({ bucket, folder }: FolderPathProps) {
  const { t } = useTranslation("buckets");
  const [isGoing, setIsGoing] = useState(false);
  if (isGoing) {
    const end = () => setIsGoing(false);
    return (
      <Box sx={FRAME}>
        <GoToFolder bucket={bucket} folder={folder} onEnd={end} />
      </Box>
    );
  }
  return (
    <Box sx={FRAME}>
      <Path bucket={bucket} folder={folder} />
      <Tooltip title={t("folders.goTo")}>
        <IconButton
          size="small"
          aria-label={t("folders.goTo")}
          onClick={() => setIsGoing(true)}
        >
          <DriveFileMoveOutlinedIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

function Path({ bucket, folder }: FolderPathProps) {
  const { t } = useTranslation("buckets");
  const link = useViewLink();
  const segments = folder.split("/").slice(0, -1);
  const places = [
    { name: bucket, folder: "" },
    ...segments.map((segment, index) => ({
      name: shownText(segment),
      folder: `${segments.slice(0, index + 1).join("/")}/`,
    })),
  ];
  const here = places.pop();
  return (
    <Box component="nav" aria-label={t("folders.path")} sx={PATH}>
      {places.map((place) => (
        <Box component="span" key={place.folder}>
          <Link component={RouterLink} to={link(intoFolder(place.folder))}>
            {place.name}
          </Link>
          <Box component="span" aria-hidden sx={{ mx: 0.75 }}>
            /
          </Box>
        </Box>
      ))}
      <Box component="span" aria-current="page" sx={{ fontWeight: 600 }}>
        {here?.name}
      </Box>
    </Box>
  );
}

const PATH = { minWidth: 0, overflowWrap: "anywhere" };

const FRAME = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  minHeight: 36,
};
