"""Common emoji: Slack's names with the Unicode text. Written by hand, one pair a word."""

from __future__ import annotations

FACES = """
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 rolling_on_the_floor_laughing 🤣
joy 😂 slightly_smiling_face 🙂 upside_down_face 🙃 melting_face 🫠 wink 😉 blush 😊 innocent 😇
smiling_face_with_3_hearts 🥰 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 kissing 😗 relaxed ☺️
kissing_closed_eyes 😚 kissing_smiling_eyes 😙 smiling_face_with_tear 🥲 yum 😋 stuck_out_tongue 😛
stuck_out_tongue_winking_eye 😜 zany_face 🤪 stuck_out_tongue_closed_eyes 😝 money_mouth_face 🤑
hugging_face 🤗 face_with_hand_over_mouth 🤭 shushing_face 🤫 thinking_face 🤔 saluting_face 🫡
zipper_mouth_face 🤐 face_with_raised_eyebrow 🤨 neutral_face 😐 expressionless 😑 no_mouth 😶
smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 lying_face 🤥 relieved 😌 pensive 😔
sleepy 😪 drooling_face 🤤 sleeping 😴 mask 😷 face_with_thermometer 🤒 face_with_head_bandage 🤕
nauseated_face 🤢 sneezing_face 🤧 hot_face 🥵 cold_face 🥶 woozy_face 🥴 dizzy_face 😵
exploding_head 🤯 face_with_cowboy_hat 🤠 partying_face 🥳 sunglasses 😎 nerd_face 🤓
face_with_monocle 🧐 confused 😕 worried 😟 slightly_frowning_face 🙁 white_frowning_face ☹️
open_mouth 😮 hushed 😯 astonished 😲 flushed 😳 pleading_face 🥺 frowning 😦 anguished 😧
fearful 😨 cold_sweat 😰 disappointed_relieved 😥 cry 😢 sob 😭 scream 😱 confounded 😖
persevere 😣 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡
angry 😠 face_with_symbols_on_mouth 🤬 smiling_imp 😈 imp 👿 skull 💀 skull_and_crossbones ☠️
hankey 💩 clown_face 🤡 ghost 👻 alien 👽 space_invader 👾 robot_face 🤖 smiley_cat 😺 joy_cat 😹
see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊
"""

PEOPLE = """
wave 👋 raised_back_of_hand 🤚 raised_hand_with_fingers_splayed 🖐️ hand ✋ spock-hand 🖖
ok_hand 👌 pinched_fingers 🤌 pinching_hand 🤏 v ✌️ crossed_fingers 🤞 i_love_you_hand_sign 🤟
the_horns 🤘 call_me_hand 🤙 point_left 👈 point_right 👉 point_up_2 👆 middle_finger 🖕
point_down 👇 point_up ☝️ +1 👍 -1 👎 fist ✊ facepunch 👊 left-facing_fist 🤛
right-facing_fist 🤜 clap 👏 raised_hands 🙌 heart_hands 🫶 open_hands 👐 palms_up_together 🤲
handshake 🤝 pray 🙏 writing_hand ✍️ nail_care 💅 selfie 🤳 muscle 💪 ear 👂 nose 👃 brain 🧠
eyes 👀 eye 👁️ tongue 👅 lips 👄 baby 👶 boy 👦 girl 👧 man 👨 woman 👩 older_man 👴
older_woman 👵 cop 👮 construction_worker 👷 guardsman 💂 detective 🕵️ santa 🎅 superhero 🦸
mage 🧙 bow 🙇 raising_hand 🙋 no_good 🙅 ok_woman 🙆 information_desk_person 💁 face_palm 🤦
shrug 🤷 walking 🚶 runner 🏃 dancer 💃 dancers 👯 family 👪 busts_in_silhouette 👥
bust_in_silhouette 👤 speaking_head_in_silhouette 🗣️ footprints 👣
"""

SIGNS = """
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜
black_heart 🖤 white_heart 🤍 broken_heart 💔 two_hearts 💕 sparkling_heart 💖 heartpulse 💗
100 💯 anger 💢 boom 💥 dizzy 💫 sweat_drops 💦 dash 💨 hole 🕳️ bomb 💣 speech_balloon 💬
thought_balloon 💭 zzz 💤 white_check_mark ✅ ballot_box_with_check ☑️ heavy_check_mark ✔️
heavy_multiplication_x ✖️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕
heavy_minus_sign ➖ heavy_division_sign ➗ question ❓ grey_question ❔ grey_exclamation ❕
exclamation ❗ bangbang ‼️ interrobang ⁉️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫
octagonal_sign 🛑 sos 🆘 recycle ♻️ radioactive_sign ☢️ biohazard_sign ☣️ trident 🔱
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️
arrow_lower_right ↘️ arrows_counterclockwise 🔄 arrows_clockwise 🔃 leftwards_arrow_with_hook ↩️
arrow_right_hook ↪️ back 🔙 end 🔚 on 🔛 soon 🔜 top 🔝 twisted_rightwards_arrows 🔀 repeat 🔁
repeat_one 🔂 arrow_forward ▶️ fast_forward ⏩
black_right_pointing_double_triangle_with_vertical_bar ⏭️
double_vertical_bar ⏸️ black_square_for_stop ⏹️ black_circle_for_record ⏺️ arrow_backward ◀️
rewind ⏪ arrow_up_small 🔼 arrow_down_small 🔽 infinity ♾️ copyright ©️ registered ®️ tm ™️
hash #️⃣ zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣
keycap_ten 🔟 information_source ℹ️ abc 🔤 ab 🆎 cool 🆒 free 🆓 new 🆕 ng 🆖 ok 🆗 up 🆙 vs 🆚
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_red_square 🟥
large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦
white_large_square ⬜ black_large_square ⬛ large_orange_diamond 🔶 large_blue_diamond 🔷
small_orange_diamond 🔸 small_blue_diamond 🔹 small_red_triangle 🔺 small_red_triangle_down 🔻
diamond_shape_with_a_dot_inside 💠 radio_button 🔘 checkered_flag 🏁 triangular_flag_on_post 🚩
crossed_flags 🎌 waving_black_flag 🏴 waving_white_flag 🏳️ rainbow-flag 🏳️‍🌈 cn 🇨🇳 us 🇺🇸 gb 🇬🇧
de 🇩🇪 fr 🇫🇷 jp 🇯🇵 kr 🇰🇷 it 🇮🇹 es 🇪🇸 ru 🇷🇺 flag-in 🇮🇳 flag-br 🇧🇷 flag-eu 🇪🇺
"""

NATURE = """
dog 🐶 cat 🐱 mouse 🐭 hamster 🐹 rabbit 🐰 fox_face 🦊 bear 🐻 panda_face 🐼 koala 🐨 tiger 🐯
lion_face 🦁 cow 🐮 pig 🐷 frog 🐸 monkey_face 🐵 monkey 🐒 chicken 🐔 penguin 🐧 bird 🐦 eagle 🦅
owl 🦉 bat 🦇 wolf 🐺 horse 🐴 unicorn_face 🦄 bee 🐝 bug 🐛 butterfly 🦋 snail 🐌 beetle 🪲 ant 🐜
spider 🕷️ turtle 🐢 snake 🐍 t-rex 🦖 sauropod 🦕 octopus 🐙 squid 🦑 crab 🦀 tropical_fish 🐠
fish 🐟 dolphin 🐬 whale 🐳 shark 🦈 crocodile 🐊 elephant 🐘 gorilla 🦍 sloth 🦥 dragon 🐉
cactus 🌵 christmas_tree 🎄 evergreen_tree 🌲 deciduous_tree 🌳 palm_tree 🌴 seedling 🌱 herb 🌿
shamrock ☘️ four_leaf_clover 🍀 maple_leaf 🍁 fallen_leaf 🍂 leaves 🍃 mushroom 🍄 bouquet 💐
tulip 🌷 rose 🌹 sunflower 🌻 blossom 🌼 cherry_blossom 🌸 full_moon 🌕 new_moon 🌑
crescent_moon 🌙 sun_with_face 🌞 star ⭐ star2 🌟 sparkles ✨ zap ⚡ comet ☄️ fire 🔥 tornado 🌪️
rainbow 🌈 sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ thunder_cloud_and_rain ⛈️
snowflake ❄️ snowman ☃️ snowman_without_snow ⛄ wind_blowing_face 🌬️ droplet 💧 ocean 🌊
umbrella_with_rain_drops ☔
earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐 volcano 🌋
"""

FOOD = """
green_apple 🍏 apple 🍎 pear 🍐 tangerine 🍊 lemon 🍋 banana 🍌 watermelon 🍉 grapes 🍇
strawberry 🍓 blueberries 🫐 cherries 🍒 peach 🍑 mango 🥭 pineapple 🍍 coconut 🥥 kiwifruit 🥝
tomato 🍅 eggplant 🍆 avocado 🥑 broccoli 🥦 carrot 🥕 corn 🌽 hot_pepper 🌶️ potato 🥔 bread 🍞
croissant 🥐 cheese_wedge 🧀 egg 🥚 fried_egg 🍳 bacon 🥓 hamburger 🍔 fries 🍟 pizza 🍕 hotdog 🌭
sandwich 🥪 taco 🌮 burrito 🌯 spaghetti 🍝 ramen 🍜 curry 🍛 sushi 🍣 rice 🍚 dumpling 🥟
fortune_cookie 🥠 icecream 🍦 doughnut 🍩 cookie 🍪 birthday 🎂 cake 🍰 cupcake 🧁 pie 🥧
chocolate_bar 🍫 candy 🍬 lollipop 🍭 popcorn 🍿 coffee ☕ tea 🍵 sake 🍶 champagne 🍾
wine_glass 🍷 cocktail 🍸 tropical_drink 🍹 beer 🍺 beers 🍻 clinking_glasses 🥂 bubble_tea 🧋
knife_fork_plate 🍽️ fork_and_knife 🍴 spoon 🥄 salt 🧂
"""

THINGS = """
soccer ⚽ basketball 🏀 football 🏈 baseball ⚾ tennis 🎾 volleyball 🏐 8ball 🎱
table_tennis_paddle_and_ball 🏓
goal_net 🥅 golf ⛳ fishing_pole_and_fish 🎣 dart 🎯 bowling 🎳 video_game 🎮 game_die 🎲 jigsaw 🧩
chess_pawn ♟️ trophy 🏆 medal 🎖️ sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈
third_place_medal 🥉 ticket 🎫 performing_arts 🎭 art 🎨 clapper 🎬 microphone 🎤 headphones 🎧
musical_note 🎵 notes 🎶 guitar 🎸 trumpet 🎺 drum_with_drumsticks 🥁 jack_o_lantern 🎃
fireworks 🎆 sparkler 🎇 firecracker 🧨 balloon 🎈 tada 🎉 confetti_ball 🎊 ribbon 🎀 gift 🎁
red_envelope 🧧 car 🚗 taxi 🚕 bus 🚌 ambulance 🚑 fire_engine 🚒 police_car 🚓 truck 🚚
bike 🚲 scooter 🛴 train 🚋 bullettrain_front 🚅 airplane ✈️ airplane_departure 🛫
airplane_arriving 🛬 rocket 🚀 flying_saucer 🛸 helicopter 🚁 boat ⛵ ship 🚢 anchor ⚓
construction 🚧 rotating_light 🚨 vertical_traffic_light 🚦 fuelpump ⛽ world_map 🗺️ compass 🧭
house 🏠 house_with_garden 🏡 office 🏢 hospital 🏥 bank 🏦 school 🏫 factory 🏭 tent ⛺
beach_with_umbrella 🏖️ national_park 🏞️ stadium 🏟️ watch ⌚ iphone 📱 computer 💻
desktop_computer 🖥️ keyboard ⌨️ printer 🖨️ three_button_mouse 🖱️ floppy_disk 💾 cd 💿 camera 📷
movie_camera 🎥 telephone_receiver 📞 phone ☎️ tv 📺 battery 🔋 electric_plug 🔌 bulb 💡
flashlight 🔦 candle 🕯️ wastebasket 🗑️ moneybag 💰 dollar 💵 euro 💶 yen 💴 pound 💷
credit_card 💳 receipt 🧾 chart 💹 email ✉️ e-mail 📧 incoming_envelope 📨 envelope_with_arrow 📩
outbox_tray 📤 inbox_tray 📥 package 📦 mailbox 📫 pencil2 ✏️ black_nib ✒️ memo 📝 briefcase 💼
file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ date 📅 calendar 📆
spiral_calendar_pad 🗓️ card_index 📇 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉
bar_chart 📊 clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 linked_paperclips 🖇️
straight_ruler 📏 triangular_ruler 📐 scissors ✂️ card_file_box 🗃️ file_cabinet 🗄️ lock 🔒
unlock 🔓 lock_with_ink_pen 🔏 closed_lock_with_key 🔐 key 🔑 old_key 🗝️ hammer 🔨 axe 🪓 pick ⛏️
hammer_and_wrench 🛠️ wrench 🔧 screwdriver 🪛 nut_and_bolt 🔩 gear ⚙️ scales ⚖️ link 🔗 chains ⛓️
toolbox 🧰 magnet 🧲 ladder 🪜 test_tube 🧪 microscope 🔬 telescope 🔭 satellite_antenna 📡
syringe 💉 pill 💊 stethoscope 🩺 door 🚪 bed 🛏️ couch_and_lamp 🛋️ shower 🚿 broom 🧹 basket 🧺
soap 🧼 sponge 🧽 shopping_trolley 🛒 smoking 🚬 coffin ⚰️ crystal_ball 🔮 mag 🔍 mag_right 🔎
book 📖 books 📚 notebook 📓 ledger 📒 green_book 📗 blue_book 📘 orange_book 📙
page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑 newspaper 📰 label 🏷️ bookmark 🔖
scroll 📜 bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 speaker 🔈 sound 🔉 loud_sound 🔊 mute 🔇
hourglass ⌛ hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock1 🕐
clock2 🕑 clock3 🕒 clock4 🕓 clock5 🕔 clock6 🕕 clock7 🕖 clock8 🕗 clock9 🕘 clock10 🕙
clock11 🕚 clock12 🕛 calling 📲 vibration_mode 📳 signal_strength 📶 shield 🛡️ crown 👑
tophat 🎩 mortar_board 🎓 eyeglasses 👓 dark_sunglasses 🕶️ lab_coat 🥼 necktie 👔 shirt 👕
jeans 👖 dress 👗 kimono 👘 handbag 👜 school_satchel 🎒 shoe 👞 athletic_shoe 👟 high_heel 👠
ring 💍 gem 💎 lipstick 💄 umbrella ☂️ yin_yang ☯️ peace_symbol ☮️ atom_symbol ⚛️
teddy_bear 🧸 thread 🧵 yarn 🧶 joystick 🕹️ slot_machine 🎰 bricks 🧱 rock 🪨 wood 🪵 bucket 🪣
"""

ALIASES = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "satisfied": "laughing",
    "poop": "hankey",
    "shit": "hankey",
    "raised_hand": "hand",
    "punch": "facepunch",
    "collision": "boom",
    "heavy_exclamation_mark": "exclamation",
    "envelope": "email",
    "telephone": "phone",
    "pencil": "memo",
    "running": "runner",
    "honeybee": "bee",
    "red_car": "car",
    "sailboat": "boat",
    "flag-cn": "cn",
    "flag-us": "us",
    "flag-gb": "gb",
    "uk": "gb",
    "flag-de": "de",
    "flag-fr": "fr",
    "flag-jp": "jp",
    "flag-kr": "kr",
    "flag-it": "it",
    "flag-es": "es",
    "flag-ru": "ru",
    "open_book": "book",
    "tshirt": "shirt",
    "mans_shoe": "shoe",
    "reversed_hand_with_middle_finger_extended": "middle_finger",
    "sign_of_the_horns": "the_horns",
    "sleuth_or_spy": "detective",
}

TAKES_TONE = """
wave raised_back_of_hand raised_hand_with_fingers_splayed hand spock-hand ok_hand pinched_fingers
pinching_hand v crossed_fingers i_love_you_hand_sign the_horns call_me_hand point_left point_right
point_up_2 middle_finger point_down point_up +1 -1 fist facepunch left-facing_fist
right-facing_fist clap raised_hands heart_hands open_hands palms_up_together handshake pray
writing_hand nail_care selfie muscle ear nose baby boy girl man woman older_man older_woman cop
construction_worker guardsman detective santa superhero mage bow raising_hand no_good ok_woman
information_desk_person face_palm shrug walking runner dancer
"""
