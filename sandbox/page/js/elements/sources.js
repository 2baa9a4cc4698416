// Where a select gets its options: given ones, the app's suggestions, people, conversations.
// A source answers [{label, options: [{value, text (nodes), search, picture, option}]}].

import { avatar } from "../ui/avatar.js";
import { icon } from "../ui/icons.js";
import { plainString, textObject } from "../text/objects.js";
import { channelTitle, personName, store } from "../store.js";

const ofOption = (option) => ({
  value: option.value,
  text: textObject(option.text),
  note: option.description ? textObject(option.description) : null,
  search: plainString(option.text).toLowerCase(),
  option,
});

const groupsOf = (source) =>
  source.option_groups?.length
    ? source.option_groups.map((group) => ({
        label: plainString(group.label),
        options: group.options.map(ofOption),
      }))
    : [{ options: (source.options ?? []).map(ofOption) }];

const ofPerson = (person) => ({
  value: person.id,
  text: [personName(person.id)],
  note: person.name === personName(person.id) ? null : [person.name],
  search: `${person.real_name} ${person.display_name} ${person.name}`.toLowerCase(),
  picture: () => avatar(person, 20),
});

const ofChannel = (conversation) => ({
  value: conversation.id,
  text: [channelTitle(conversation).replace(/^#/, "")],
  search: channelTitle(conversation).toLowerCase(),
  picture: () =>
    conversation.kind === "im"
      ? avatar(
          store.people.get(conversation.with) ?? {
            id: conversation.with,
            is_bot: conversation.app,
          },
          20,
        )
      : icon(conversation.kind === "private" ? "lock" : "hash", 16),
});

const KIND_OF_FILTER = { public: "public", private: "private", im: "im", mpim: "mpim" };

function conversations(element) {
  const { include, exclude_bot_users: noBots } = element.filter ?? {};
  const kinds = include?.map((name) => KIND_OF_FILTER[name]);
  return store.channels.filter(
    (one) =>
      (!kinds || kinds.includes(one.kind)) &&
      !(noBots && one.app) &&
      !one.is_archived &&
      (one.is_member || one.kind === "public"),
  );
}

const filtered = (groups, query) => {
  const words = query.trim().toLowerCase();
  return groups
    .map((group) => ({
      ...group,
      options: group.options.filter((one) => !words || one.search.includes(words)),
    }))
    .filter((group) => group.options.length);
};

/** Everything the element could name, to draw what is chosen. */
export function load(element, query, suggest) {
  const kind = element.type.replace(/^multi_/, "");
  if (kind === "external_select") return external(query, element, suggest);
  const everything = {
    static_select: () => groupsOf(element),
    users_select: () => [
      {
        options: [...store.people.values()]
          .filter((one) => !one.deleted && !one.is_bot)
          .map(ofPerson),
      },
    ],
    channels_select: () => [
      {
        options: store.channels
          .filter((one) => one.kind === "public" && !one.is_archived)
          .map(ofChannel),
      },
    ],
    conversations_select: () => [{ options: conversations(element).map(ofChannel) }],
  }[kind]();
  return Promise.resolve(filtered(everything, query));
}

async function external(query, element, suggest) {
  if (query.length < (element.min_query_length ?? 3))
    return { tooShort: element.min_query_length ?? 3 };
  const answer = await suggest(query);
  if (!answer.ok) return { failed: answer.message ?? answer.error };
  return groupsOf(answer).filter((group) => group.options.length);
}

/** How a chosen value looks: {text, picture}. Values are option objects or ids. */
export function drawn(element, value) {
  if (typeof value === "object") return ofOption(value);
  if (element.type.endsWith("users_select"))
    return ofPerson(store.people.get(value) ?? { id: value, name: value, real_name: value });
  const known = store.channels.find((one) => one.id === value);
  return known ? ofChannel(known) : { value, text: [value] };
}
