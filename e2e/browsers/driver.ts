/** A browser that Playwright does not drive. */
export interface Driver {
  /** Opens a tab that shares nothing with other tabs: to a gateway it is a new browser. */
  readonly openTab: () => Promise<DrivenTab>;
  readonly close: () => Promise<void>;
}

/** An element, as the browser's own protocol refers to it. */
export type ElementReference = Readonly<Record<string, unknown>>;

/** What both protocols can do with a tab. `Tab` makes steps of a test of it. */
export interface DrivenTab {
  readonly goTo: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Calls the JavaScript function, which gives a text or the promise of one. */
  readonly call: (functionText: string, elements?: readonly ElementReference[]) => Promise<string>;
  /** The elements that have this role and accessible name for the browser. */
  readonly find: (role: Role, name: string) => Promise<readonly ElementReference[]>;
  readonly perform: (input: readonly InputSource[]) => Promise<void>;
  /** How this protocol names the middle of an element as a place for the pointer. */
  readonly middleOf: (element: ElementReference) => ElementReference;
  /** A PNG in base64. */
  readonly takeScreenshot: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Roles that tests look for. */
export type Role = "button" | "checkbox" | "heading" | "menuitem" | "password" | "searchbox" | "textbox";

/** Input in the words that WebDriver and WebDriver BiDi have in common. */
export interface InputSource {
  readonly type: "key" | "pointer";
  readonly id: string;
  readonly actions: readonly Readonly<Record<string, unknown>>[];
}

const CONTROL = "\uE009";

/** A click with the mouse. */
export function clicking(place: ElementReference): InputSource {
  return {
    type: "pointer",
    id: "mouse",
    actions: [
      { type: "pointerMove", x: 0, y: 0, origin: place },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ],
  };
}

/** Keys pressed one after another. */
export function typing(text: string): InputSource {
  const actions = Array.from(text).flatMap((value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ]);
  return { type: "key", id: "keyboard", actions };
}

/** A key pressed while Control is held. */
export function pressingControl(value: string): InputSource {
  const actions = [
    { type: "keyDown", value: CONTROL },
    { type: "keyDown", value },
    { type: "keyUp", value },
    { type: "keyUp", value: CONTROL },
  ];
  return { type: "key", id: "keyboard", actions };
}
