/** An entry of a menu. With `isChosen` it is a radio item. */
export interface MenuEntry {
  readonly label: string;
  readonly onSelect: () => void;
  readonly isChosen?: boolean;
  readonly isDisabled?: boolean;
  /** Disables the entry, and says why. */
  readonly reason?: string | null;
}
