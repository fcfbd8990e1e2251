/** Draws a view again only when its props change. */
import { Component, createElement, type ComponentChild, type FunctionComponent } from "preact";

export function memo<Props extends object>(View: FunctionComponent<Props>): FunctionComponent<Props> {
  class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const before = this.props as Record<string, unknown>;
      return Object.entries(next).some(([name, value]) => before[name] !== value);
    }
    override render(): ComponentChild {
      return createElement(View, this.props);
    }
  }
  return Memo as unknown as FunctionComponent<Props>;
}
