import type { MouseEvent, ReactNode } from "react";

import { Icon, type IconName } from "../brand/icons.tsx";
import { isPlainClick } from "../routing/isPlainClick.ts";
import listClasses from "./ManagePage.module.css";
import classes from "./ManagedRow.module.css";
import { manageWords } from "./words.ts";

type ManagedRowProps = {
  title: string;
  /** Null where there is nothing to open. */
  href: string | null;
  isSelected: boolean;
  onSelect: () => void;
  onOpen: () => void;
  /** Before the title. */
  mark?: ReactNode;
  facts: readonly string[];
  tags?: readonly string[];
  onTag?: (tag: string) => void;
  actions: ReactNode;
};

/** A row of plain elements: dozens of them are made anew in one frame while somebody scrolls. */
export function ManagedRow(props: ManagedRowProps) {
  const { title, href, isSelected, onSelect, onOpen, mark, facts, tags = [], onTag, actions } = props;
  const open = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <div className={classes.row} data-selected={isSelected || undefined}>
      <input
        type="checkbox"
        className={listClasses.checkbox}
        aria-label={manageWords.select(title)}
        checked={isSelected}
        onChange={onSelect}
      />
      {mark}
      <div className={classes.text}>
        {href === null ? (
          <span className={classes.title}>{title}</span>
        ) : (
          <a className={classes.title} href={href} onClick={open}>
            {title}
          </a>
        )}
        <span className={classes.facts}>{facts.join(" · ")}</span>
      </div>
      {tags.length > 0 && (
        <span className={classes.tags}>
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className={classes.tag}
              title={manageWords.filterByTag(tag)}
              onClick={() => onTag?.(tag)}
            >
              {tag}
            </button>
          ))}
        </span>
      )}
      <span className={classes.actions}>{actions}</span>
    </div>
  );
}

type RowButtonProps = {
  /** Names the row as well; holds *text*. */
  label: string;
  icon: IconName;
  /** Beside the icon, where there is room. */
  text?: string;
  isPressed?: boolean;
  /** Left out where there is little room: the same can be done elsewhere. */
  isSpare?: boolean;
  onClick: () => void;
};

export function RowButton({ label, icon, text, isPressed, isSpare, onClick }: RowButtonProps) {
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={label}
      title={label}
      data-pressed={isPressed || undefined}
      data-spare={isSpare || undefined}
      onClick={onClick}
    >
      <Icon name={icon} />
      {text !== undefined && <span className={classes.buttonText}>{text}</span>}
    </button>
  );
}
