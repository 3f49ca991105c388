import { Select } from "@mantine/core";

import { dataSetCatalogue } from "../../workbench/dataSets/catalogue.ts";
import { useDataSets } from "../../workbench/dataSets/DataSetsContext.ts";
import { dataSetWords } from "../../workbench/dataSets/words.ts";

type DataSetFieldProps = {
  dataSetId: string | null;
  /** *dataSetId* is in the workbench by then, also where a sample was chosen. */
  onChoose: (dataSetId: string) => void;
};

/** Values of samples that are not in the workbench yet; an id never holds a colon. */
const SAMPLE_PREFIX = "sample:";

/** Chooses among the data sets of the workbench and the samples that it does not have yet. */
export function DataSetField({ dataSetId, onChoose }: DataSetFieldProps) {
  const { dataSets, addShipped } = useDataSets();
  const present = new Set(dataSets.flatMap(({ source }) => (source.kind === "shipped" ? [source.file] : [])));
  const samples = dataSetCatalogue.filter(({ file }) => !present.has(file));
  const choose = (value: string) =>
    onChoose(value.startsWith(SAMPLE_PREFIX) ? addShipped(value.slice(SAMPLE_PREFIX.length)) : value);
  return (
    <Select
      label={dataSetWords.label}
      placeholder={dataSetWords.placeholder}
      data={[
        {
          group: dataSetWords.inWorkbench,
          items: dataSets.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          group: dataSetWords.samples,
          items: samples.map(({ file, name }) => ({ value: SAMPLE_PREFIX + file, label: name })),
        },
      ]}
      value={dataSets.some(({ id }) => id === dataSetId) ? dataSetId : null}
      onChange={(value) => value !== null && choose(value)}
      allowDeselect={false}
      searchable
      maxDropdownHeight={320}
    />
  );
}
