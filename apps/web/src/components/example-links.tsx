import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import { useTranslation } from "react-i18next";

/** Where the server keeps the tutorial's scripts and video. */
export const EXAMPLE_URL = "/examples/video-process";

/** The example's files, to download. */
export const EXAMPLE_FILES = {
  splitScript: "split-video.sh",
  detectScript: "yolov3-object-detection.sh",
  video: "shapes.mp4",
} as const;

interface ExampleLinksProps {
  files?: (keyof typeof EXAMPLE_FILES)[];
}

/** "In this directory", says the tutorial: here they are. */
export function ExampleLinks({
  files = ["splitScript", "detectScript", "video"],
}: ExampleLinksProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="span"
      sx={{ display: "inline-flex", flexWrap: "wrap", columnGap: 1.5 }}
    >
      {t("exampleFiles")}
      {files.map((file) => (
        <Link
          key={file}
          underline="always"
          href={`${EXAMPLE_URL}/${EXAMPLE_FILES[file]}`}
          download={EXAMPLE_FILES[file]}
        >
          {t(`exampleFile.${file}`)}
        </Link>
      ))}
    </Box>
  );
}
