import AddIcon from "@mui/icons-material/Add";
import RemoveCircleOutlineIcon from "@mui/icons-material/RemoveCircleOutlineOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { useId } from "react";
import { useController, useFieldArray, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { showInfo } from "../../../components/messages.tsx";
import { BucketOptions } from "./bucket-options.tsx";
import { FormField } from "./form-field.tsx";
import { type FormValues, NO_INPUT, NO_OUTPUT } from "./form-values.ts";
import { suggestBucket } from "./suggest.ts";

type Side = "inputs" | "outputs";

/** The buckets that a function reads or writes, where they are not the usual ones. */
export function PlacesEditor({ side }: { side: Side }) {
  const { t } = useTranslation(["functions", "common"]);
  const { control, getValues, setValue } = useFormContext<FormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: side });
  const titleId = useId();
  const bucketsId = useId();
  const removeWithUndo = (index: number) => {
    const before = structuredClone(getValues(side));
    remove(index);
    const name =
      before[index]?.bucket || t(`form.${side}.bucket`, { number: index + 1 });
    showInfo(t("form.removed", { name }), {
      act: {
        label: t("common:undo"),
        run: () => setValue(side, before, { shouldDirty: true }),
      },
    });
  };
  const add = () => append(side === "inputs" ? NO_INPUT : NO_OUTPUT);
  return (
    <Box role="group" aria-labelledby={titleId}>
      <Typography id={titleId} variant="subtitle2">
        {t(`form.${side}.title`)}
      </Typography>
      <Typography variant="caption" sx={{ color: "text.secondary" }}>
        {t(`form.${side}.hint`)}
      </Typography>
      {fields.length > 0 && <BucketOptions id={bucketsId} />}
      {fields.map(({ id }, index) => (
        <Place
          key={id}
          side={side}
          index={index}
          bucketsId={bucketsId}
          onRemove={() => removeWithUndo(index)}
        />
      ))}
      <Box>
        <Button
          size="small"
          startIcon={<AddIcon />}
          onClick={add}
          sx={{ ml: -1 }}
        >
          {t(`form.${side}.add`)}
        </Button>
      </Box>
    </Box>
  );
}

interface PlaceProps {
  side: Side;
  index: number;
  /** The list of buckets that its field offers. */
  bucketsId: string;
  onRemove: () => void;
}

function Place({ side, index, bucketsId, onRemove }: PlaceProps) {
  const { t } = useTranslation("functions");
  const number = index + 1;
  return (
    <Box sx={PLACE}>
      <FormField
        name={`${side}.${index}.bucket`}
        label={t(`form.${side}.bucket`, { number })}
        suggest={suggestBucket}
        input={{ list: bucketsId }}
      />
      <FormField name={`${side}.${index}.prefix`} label={t("form.prefix")} />
      <FormField
        name={`${side}.${index}.suffixes`}
        label={t("form.suffixes")}
        input={{ placeholder: ".mp4 .avi" }}
      />
      <IconButton
        color="error"
        aria-label={t("form.remove", {
          name: t(`form.${side}.bucket`, { number }),
        })}
        onClick={onRemove}
        sx={{ mt: 3 }}
      >
        <RemoveCircleOutlineIcon fontSize="small" />
      </IconButton>
      {side === "outputs" && <Flatten index={index} />}
    </Box>
  );
}

function Flatten({ index }: { index: number }) {
  const { t } = useTranslation("functions");
  const { control } = useFormContext<FormValues>();
  const { field } = useController({
    control,
    name: `outputs.${index}.flatten`,
  });
  return (
    <FormControlLabel
      sx={{ gridColumn: "1 / -1", mt: -1 }}
      control={
        <Checkbox
          size="small"
          checked={field.value}
          onChange={(_event, isTicked) => field.onChange(isTicked)}
        />
      }
      label={t("form.flatten")}
    />
  );
}

const PLACE = {
  display: "grid",
  gridTemplateColumns: {
    xs: "minmax(0, 1fr) auto",
    sm: "minmax(0, 1.2fr) minmax(0, 1fr) minmax(0, 1fr) auto",
  },
  columnGap: 1.5,
  mt: 1,
};
