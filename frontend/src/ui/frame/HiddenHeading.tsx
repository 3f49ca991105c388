import classes from "./HiddenHeading.module.css";

/** The page's first heading, for people who move by headings; the layout shows the same in another way. */
export function HiddenHeading({ text }: { text: string }) {
  return <h1 className={classes.hidden}>{text}</h1>;
}
