import { FileButton, SimpleGrid, Text, UnstyledButton } from "@mantine/core";
import { useState, type DragEvent, type ReactNode } from "react";

import { Icon } from "../brand/icons.tsx";
import { words } from "../words.ts";
import classes from "./BeginCards.module.css";

export type BeginCardText = { id: string; name: string; description: string };

type BeginCardsProps = {
  templates: readonly BeginCardText[];
  onNew: () => void;
  onTemplate: (id: string) => void;
  onCsv: (file: File) => void;
};

/** Ways to begin: an empty workbench, a file of one's own, ready-made dashboards. */
export function BeginCards({ templates, onNew, onTemplate, onCsv }: BeginCardsProps) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
      <BeginCard icon={<Icon name="plus" />} onClick={onNew} isPrimary>
        <CardText name={words.start.newWorkbench} description={words.start.newWorkbenchHint} />
      </BeginCard>
      <CsvCard onCsv={onCsv} />
      {templates.map(({ id, name, description }) => (
        <BeginCard key={id} icon={<Icon name="dashboard" />} onClick={() => onTemplate(id)}>
          <CardText name={name} description={description} />
        </BeginCard>
      ))}
    </SimpleGrid>
  );
}

type SampleCardsProps = { dataSets: readonly BeginCardText[]; onDataSet: (id: string) => void };

/** The data sets that are shipped. */
export function SampleCards({ dataSets, onDataSet }: SampleCardsProps) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm">
      {dataSets.map(({ id, name, description }) => (
        <BeginCard key={id} icon={<Icon name="chart" />} onClick={() => onDataSet(id)}>
          <CardText name={name} description={description} />
        </BeginCard>
      ))}
    </SimpleGrid>
  );
}

function CsvCard({ onCsv }: { onCsv: (file: File) => void }) {
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files.item(0);
    if (file !== null) onCsv(file);
  }

  return (
    <FileButton
      accept=".csv,.tsv,text/csv,text/tab-separated-values"
      inputProps={{ "aria-label": words.start.ownCsv }}
      onChange={(file) => {
        if (file !== null) onCsv(file);
      }}
    >
      {(props) => (
        <BeginCard
          icon={<Icon name="upload" />}
          isDropTarget={isOver}
          onClick={props.onClick}
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={drop}
        >
          <CardText
            name={words.start.ownCsv}
            description={isOver ? words.start.dropHere : words.start.ownCsvHint}
          />
        </BeginCard>
      )}
    </FileButton>
  );
}

type BeginCardProps = {
  icon: ReactNode;
  onClick: () => void;
  isPrimary?: boolean;
  isDropTarget?: boolean;
  onDragOver?: (event: DragEvent) => void;
  onDragLeave?: () => void;
  onDrop?: (event: DragEvent) => void;
  children: ReactNode;
};

function BeginCard({ icon, isPrimary = false, isDropTarget = false, children, ...handlers }: BeginCardProps) {
  return (
    <UnstyledButton
      className={classes.card}
      data-primary={isPrimary || undefined}
      data-drop-target={isDropTarget || undefined}
      {...handlers}
    >
      <span className={classes.icon}>{icon}</span>
      {children}
    </UnstyledButton>
  );
}

function CardText({ name, description }: { name: string; description: string }) {
  return (
    <span className={classes.text}>
      <Text component="span" fw={600} size="sm">
        {name}
      </Text>
      <Text component="span" size="xs" c="dimmed" lineClamp={2} className={classes.description}>
        {description}
      </Text>
    </span>
  );
}
