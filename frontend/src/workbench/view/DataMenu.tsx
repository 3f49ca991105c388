import { Button, FileButton, Menu, Text } from "@mantine/core";
import { useRef } from "react";

import { dataSetCatalogue } from "../dataSets/catalogue.ts";
import type { DataSet } from "../dataSets/DataSet.ts";
import { workbenchWords as words } from "../words.ts";
import { Icon } from "./Icon.tsx";

export type DataMenuProps = {
  dataSets: readonly DataSet[];
  onSample: (file: string) => void;
  onRemove: (dataSetId: string) => void;
  onCsv: (files: readonly File[]) => void;
};

/** The data sets of the workbench: what is there, samples to add, and a file of one's own. */
export function DataMenu({ dataSets, onSample, onRemove, onCsv }: DataMenuProps) {
  const resetFile = useRef<() => void>(null);
  const present = new Set(dataSets.flatMap(({ source }) => (source.kind === "shipped" ? [source.file] : [])));
  const choose = (files: File[]) => {
    onCsv(files);
    // The same file can be chosen again after it was corrected.
    resetFile.current?.();
  };
  return (
    <FileButton onChange={choose} accept=".csv,.tsv,.txt,text/csv" multiple resetRef={resetFile}>
      {({ onClick: chooseFile }) => (
        <Menu position="bottom-end" width={300}>
          <Menu.Target>
            <Button variant="default" leftSection={<Icon name="data" />}>
              {words.data}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
            <Menu.Item leftSection={<Icon name="upload" />} onClick={chooseFile}>
              {words.addCsv}
            </Menu.Item>
            <Menu.Label>{words.dataInWorkbench}</Menu.Label>
            {dataSets.length === 0 && <Menu.Item disabled>{words.noData}</Menu.Item>}
            {dataSets.map(({ id, name }) => (
              <Menu.Item key={id} leftSection={<Icon name="trash" />} onClick={() => onRemove(id)}>
                {words.removeDataSet(name)}
              </Menu.Item>
            ))}
            <Menu.Label>{words.samples}</Menu.Label>
            {dataSetCatalogue
              .filter(({ file }) => !present.has(file))
              .map(({ file, name, description }) => (
                <Menu.Item key={file} onClick={() => onSample(file)}>
                  {name}
                  <Text size="xs" c="dimmed">
                    {description}
                  </Text>
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </FileButton>
  );
}
