// The value of each kind of element as Slack's `state.values` holds it, and what the client
// refuses before it sends a form.

const optionsOf = (element) => element.initial_options ?? [];

// type -> [key in the state, initial value]
const KINDS = {
  plain_text_input: ["value", (e) => e.initial_value ?? null],
  number_input: ["value", (e) => e.initial_value ?? null],
  email_text_input: ["value", (e) => e.initial_value ?? null],
  url_text_input: ["value", (e) => e.initial_value ?? null],
  rich_text_input: ["rich_text_value", (e) => e.initial_value ?? null],
  file_input: ["files", () => []],
  static_select: ["selected_option", (e) => e.initial_option ?? null],
  external_select: ["selected_option", (e) => e.initial_option ?? null],
  radio_buttons: ["selected_option", (e) => e.initial_option ?? null],
  checkboxes: ["selected_options", optionsOf],
  multi_static_select: ["selected_options", optionsOf],
  multi_external_select: ["selected_options", optionsOf],
  users_select: ["selected_user", (e) => e.initial_user ?? null],
  multi_users_select: ["selected_users", (e) => e.initial_users ?? []],
  channels_select: ["selected_channel", (e) => e.initial_channel ?? null],
  multi_channels_select: ["selected_channels", (e) => e.initial_channels ?? []],
  conversations_select: ["selected_conversation", (e) => e.initial_conversation ?? null],
  multi_conversations_select: ["selected_conversations", (e) => e.initial_conversations ?? []],
  datepicker: ["selected_date", (e) => e.initial_date ?? null],
  timepicker: ["selected_time", (e) => e.initial_time ?? null],
  datetimepicker: ["selected_date_time", (e) => e.initial_date_time ?? null],
};

export const isStateful = (element) => element.type in KINDS;
export const keyOf = (element) => KINDS[element.type][0];
export const initialOf = (element) => KINDS[element.type][1](element);

/** `{"type": …, KEY: value}` as Slack sends it; files go by their ids. */
export const stateEntry = (element, value) => ({
  type: element.type,
  [keyOf(element)]: element.type === "file_input" ? value.map((one) => one.id ?? one) : value,
});

export const isEmpty = (value) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

const inputsOf = (blocks) =>
  blocks.flatMap((block) =>
    block.type === "input" ? [block] : block.child_blocks ? inputsOf(block.child_blocks) : [],
  );

/** What the client says about the inputs of a form before sending it: {block_id: words}. */
export const complaints = (surface, blocks) =>
  Object.fromEntries(
    inputsOf(blocks)
      .map((block) => [block.block_id, complaint(block, surface.value(block, block.element))])
      .filter(([, text]) => text),
  );

// Null for a good value. Wording as in Slack's client.
function complaint(block, value) {
  const element = block.element;
  if (isEmpty(value)) return block.optional ? null : "Please complete this required field.";
  const check = CHECKS[element.type];
  return check ? check(element, value) : null;
}

const CHECKS = {
  plain_text_input(element, value) {
    const { min_length: min = 0, max_length: max = 3000 } = element;
    if (value.length < min) return `Please lengthen this text to ${min} characters or more.`;
    return value.length > max ? `Please shorten this text to ${max} characters or less.` : null;
  },
  number_input(element, value) {
    const number = Number(value);
    if (!/^\s*[-+]?(\d+\.?\d*|\.\d+)\s*$/.test(value)) return "Please enter a number.";
    if (!element.is_decimal_allowed && !Number.isInteger(number))
      return "Please enter a whole number.";
    if (element.min_value !== undefined && number < Number(element.min_value))
      return `Please enter a number of at least ${element.min_value}.`;
    if (element.max_value !== undefined && number > Number(element.max_value))
      return `Please enter a number of at most ${element.max_value}.`;
    return null;
  },
  email_text_input: (_, value) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : "Please enter a valid email address.",
  url_text_input: (_, value) =>
    /^https?:\/\/[^\s/]+\S*$/i.test(value) ? null : "Please enter a valid URL.",
};
