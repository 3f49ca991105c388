import { Anchor, Box, Text, Title } from "@mantine/core";

import { useServices } from "../Services.ts";
import classes from "./StudioPage.module.css";
import { type StudioDataSet, studioDataSets } from "./studioDataSets.ts";
import { studioWords } from "./words.ts";

/** Which data sets there are; also where somebody asked for one that there is not. */
export function StudioList({ asked }: { asked: string | null }) {
  return (
    <Box component="main" className={classes.message}>
      <Title order={1}>{asked === null ? studioWords.title : studioWords.unknownTitle(asked)}</Title>
      <Text c="dimmed" mt={4} mb="md">
        {asked === null ? studioWords.intro : studioWords.unknownBody}
      </Text>
      <ul className={classes.dataSets} aria-label={studioWords.dataSets}>
        {studioDataSets.map((dataSet) => (
          <li key={dataSet.key}>
            <DataSetLink dataSet={dataSet} />
            <Text size="sm" c="dimmed">
              {dataSet.description}
            </Text>
          </li>
        ))}
      </ul>
    </Box>
  );
}

function DataSetLink({ dataSet: { key, name } }: { dataSet: StudioDataSet }) {
  const { router } = useServices();
  return (
    <Anchor
      href={`/studio/${key}`}
      fw={550}
      onClick={(event) => {
        event.preventDefault();
        void router.go({ kind: "studio", dataSet: key });
      }}
    >
      {name}
    </Anchor>
  );
}
