type Child = Node | string;

/** An element with these attributes and children; strings become text, never markup. */
export function draw<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) continue;
    element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** A button that does this. */
export function button(
  label: string,
  does: () => void,
  attributes: Record<string, string | boolean> = {},
) {
  const element = draw('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', does);
  return element;
}

/** A list to choose from, under a label. */
export function chooser(
  label: string,
  names: readonly string[],
  chosen: string,
  pick: (name: string) => void,
  textOf = (name: string): string => name,
) {
  const select = draw(
    'select',
    {},
    ...names.map((name) =>
      draw('option', { value: name, selected: name === chosen }, textOf(name)),
    ),
  );
  select.addEventListener('change', () => pick(select.value));
  return draw('label', {}, `${label} `, select);
}
