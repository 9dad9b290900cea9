/** One thing to choose; `isChosen` makes the menu a choice between its entries. */
export interface MenuEntry {
  readonly label: string;
  readonly onSelect: () => void;
  readonly isChosen?: boolean;
  readonly isDisabled?: boolean;
  /** Why it cannot be chosen. */
  readonly reason?: string | null;
}
