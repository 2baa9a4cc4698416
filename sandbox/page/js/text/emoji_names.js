// Slack's emoji names with their characters: the common ones, grouped as in the picker.
// Data only; an unknown name is shown as typed.

const GROUPS = {
  Work: "white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ eyes 👀 pushpin 📌 round_pushpin 📍 alarm_clock ⏰ construction 🚧 heavy_plus_sign ➕ heavy_minus_sign ➖ tada 🎉 +1 👍 -1 👎 x ❌ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 bell 🔔 no_bell 🔕 hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ calendar 📆 date 📅 spiral_calendar_pad 🗓️ chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 memo 📝 pencil2 ✏️ pencil 📝 paperclip 📎 link 🔗 lock 🔒 unlock 🔓 key 🔑 mag 🔍 bulb 💡 gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ package 📦 inbox_tray 📥 outbox_tray 📤 envelope ✉️ email 📧 e-mail 📧 telephone_receiver 📞 phone ☎️ computer 💻 desktop_computer 🖥️ printer 🖨️ floppy_disk 💾 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ notebook 📓 books 📚 book 📖 bookmark 🔖 label 🏷️ moneybag 💰 credit_card 💳 receipt 🧾 briefcase 💼 dart 🎯 trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 rocket 🚀 fire 🔥 zap ⚡ boom 💥 sparkles ✨ star ⭐ star2 🌟 drum_with_drumsticks 🥁 loudspeaker 📢 mega 📣 speech_balloon 💬 thought_balloon 💭 question ❓ grey_question ❔ exclamation ❗ bangbang ‼️ recycle ♻️ arrows_counterclockwise 🔄 repeat 🔁 fast_forward ⏩ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_upper_right ↗️ arrow_lower_right ↘️ leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ checkered_flag 🏁 triangular_flag_on_post 🚩 shield 🛡️ scales ⚖️ compass 🧭 world_map 🗺️ office 🏢 handshake 🤝 ticket 🎫 test_tube 🧪 robot_face 🤖 zzz 💤",
  Marks:
    "red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_brown_circle 🟤 large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 large_purple_square 🟪 white_large_square ⬜ black_large_square ⬛ white_medium_square ◻️ white_small_square ▫️ black_small_square ▪️ small_blue_diamond 🔹 small_orange_diamond 🔸 large_blue_diamond 🔷 large_orange_diamond 🔶 small_red_triangle 🔺 small_red_triangle_down 🔻 heart ❤️ blue_heart 💙 green_heart 💚 yellow_heart 💛 purple_heart 💜 orange_heart 🧡 black_heart 🖤 broken_heart 💔 100 💯 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 information_source ℹ️ new 🆕 ok 🆗 sos 🆘 up 🆙 soon 🔜 end 🔚 vs 🆚 heavy_dollar_sign 💲 radio_button 🔘 heavy_multiplication_x ✖️ negative_squared_cross_mark ❎ o ⭕ copyright ©️ registered ®️ tm ™️",
  Faces:
    "smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rolling_on_the_floor_laughing 🤣 slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 thinking_face 🤔 hugging_face 🤗 zipper_mouth_face 🤐 neutral_face 😐 expressionless 😑 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 face_with_thermometer 🤒 face_with_head_bandage 🤕 nauseated_face 🤢 sneezing_face 🤧 dizzy_face 😵 sunglasses 😎 nerd_face 🤓 confused 😕 worried 😟 slightly_frowning_face 🙁 white_frowning_face ☹️ open_mouth 😮 astonished 😲 flushed 😳 cry 😢 sob 😭 scream 😱 fearful 😨 cold_sweat 😰 sweat 😓 sweat_smile 😅 triumph 😤 rage 😡 angry 😠 tired_face 😫 weary 😩 partying_face 🥳 star-struck 🤩 exploding_head 🤯 saluting_face 🫡 melting_face 🫠 ghost 👻 skull 💀 alien 👽 poop 💩 see_no_evil 🙈",
  People:
    "thumbsup 👍 thumbsdown 👎 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 wave 👋 ok_hand 👌 point_up ☝️ point_up_2 👆 point_down 👇 point_left 👈 point_right 👉 v ✌️ crossed_fingers 🤞 raised_hand ✋ hand ✋ fist ✊ facepunch 👊 shrug 🤷 facepalm 🤦 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ writing_hand ✍️ bust_in_silhouette 👤 busts_in_silhouette 👥 runner 🏃 walking 🚶 dancer 💃 technologist 🧑‍💻 brain 🧠 ear 👂 speaking_head_in_silhouette 🗣️ footprints 👣 baby 👶",
  World:
    "palm_tree 🌴 beach_with_umbrella 🏖️ umbrella_on_ground ⛱️ airplane ✈️ car 🚗 bus 🚌 train 🚆 ship 🚢 bike 🚲 house 🏠 house_with_garden 🏡 hospital 🏥 school 🏫 sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ snowflake ❄️ rainbow 🌈 sunrise 🌅 crescent_moon 🌙 earth_asia 🌏 earth_africa 🌍 earth_americas 🌎 globe_with_meridians 🌐 seedling 🌱 evergreen_tree 🌲 four_leaf_clover 🍀 cherry_blossom 🌸 sunflower 🌻 dog 🐶 cat 🐱 panda_face 🐼 turtle 🐢 rabbit 🐰 bee 🐝 unicorn_face 🦄 coffee ☕ tea 🍵 beer 🍺 beers 🍻 champagne 🍾 pizza 🍕 apple 🍎 cake 🍰 birthday 🎂 cookie 🍪 gift 🎁 balloon 🎈 confetti_ball 🎊 musical_note 🎵 soccer ⚽ game_die 🎲 art 🎨 movie_camera 🎥 camera 📷 headphones 🎧 microphone 🎤 flag-cn 🇨🇳 flag-us 🇺🇸 us 🇺🇸 cn 🇨🇳 flag-de 🇩🇪 de 🇩🇪 flag-in 🇮🇳 flag-gb 🇬🇧 gb 🇬🇧",
};

const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];

export const EMOJI = new Map();
export const EMOJI_GROUPS = Object.entries(GROUPS).map(([title, line]) => {
  const words = line.split(" ");
  const names = [];
  for (let at = 0; at < words.length; at += 2) {
    EMOJI.set(words[at], words[at + 1]);
    names.push(words[at]);
  }
  return { title, names };
});

/** The character of an emoji name ("thumbsup::skin-tone-3" too), or null. */
export function emojiCharacter(name) {
  const [base, tone] = name.split("::skin-tone-");
  const character = EMOJI.get(base);
  if (!character) return null;
  return tone ? character.replace("\ufe0f", "") + (TONES[Number(tone) - 2] ?? "") : character;
}

/** What the quick picker offers first. */
export const QUICK = [
  "white_check_mark",
  "eyes",
  "pushpin",
  "alarm_clock",
  "construction",
  "heavy_plus_sign",
  "tada",
  "+1",
];
