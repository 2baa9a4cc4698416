"""users.*, bots.info, team.info, dnd.*, usergroups.*, auth.test: who there is."""

from __future__ import annotations

from tests.sandbox.api import client, code, manifest, slack


async def test_people_come_with_zone_locale_and_mail_as_asked_and_allowed() -> None:
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        user = (await bot.users_info(user=ann, include_locale=True))["user"]
        assert (user["tz"], user["tz_offset"], user["locale"]) == ("Asia/Shanghai", 28800, "en-US")
        assert user["profile"]["email"]
        assert "locale" not in (await bot.users_info(user=ann))["user"]
        eve = (await bot.users_info(user=sandbox.workspace.user("eve").id))["user"]
        assert (eve["is_restricted"], eve["is_ultra_restricted"]) == (True, False)
    async with slack(manifest(without=("users:read.email",))) as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        assert "email" not in (await bot.users_info(user=ann))["user"]["profile"]


async def test_the_offset_follows_summer_time() -> None:
    async with slack() as sandbox:
        bot, ben = client(sandbox), sandbox.workspace.user("ben").id
        user = (await bot.users_info(user=ben))["user"]
        assert (user["tz_offset"], user["tz_label"]) == (-14400, "Eastern Daylight Time")


async def test_everybody_is_listed_in_pages() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        page = await bot.users_list(limit=5)
        rest = await bot.users_list(limit=5, cursor=page["response_metadata"]["next_cursor"])
        names = [m["name"] for m in [*page["members"], *rest["members"]]]
        assert names == [
            "slackbot",
            "ann",
            "ben",
            "chen",
            "dana",
            "eve",
            "lilei",
            "drumbeat",
        ]
        bots = {m["name"]: m["is_bot"] for m in [*page["members"], *rest["members"]]}
        assert (bots["slackbot"], bots["drumbeat"]) == (False, True)


async def test_strangers_are_refused() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        assert await code(bot.users_info(user="U0NOBODY000")) == "user_not_found"
        assert await code(bot.users_info(user="ann")) == "user_not_found"
        assert await code(bot.bots_info(bot="B0NOBODY000")) == "bot_not_found"
        assert await code(bot.usergroups_users_list(usergroup="S0NOBODY000")) == "no_such_subteam"
        assert await code(bot.team_info(team="T0OTHER0000")) == "team_not_found"


async def test_status_is_in_the_profile() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        ann = sandbox.update_user("ann", status_emoji=":palm_tree:", status_text="Away").id
        profile = (await bot.users_profile_get(user=ann))["profile"]
        assert (profile["status_emoji"], profile["status_text"]) == (":palm_tree:", "Away")


async def test_auth_test_tells_both_ids_of_the_bot() -> None:
    async with slack() as sandbox:
        app = sandbox.workspace.installed_app
        answer = (await client(sandbox).auth_test()).data
        assert answer == {
            "ok": True,
            "url": f"{sandbox.url}/",
            "team": "Acme",
            "user": "drumbeat",
            "team_id": sandbox.workspace.id,
            "user_id": app.bot_user_id,
            "bot_id": app.bot_id,
            "is_enterprise_install": False,
        }
        bot = (await client(sandbox).bots_info(bot=app.bot_id))["bot"]
        assert (bot["user_id"], bot["app_id"]) == (app.bot_user_id, app.id)


async def test_do_not_disturb_is_told_for_many() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        ann, ben = ws.user("ann").id, ws.user("ben").id
        sandbox.set_dnd("ann", start=1778500000, end=1778540000)
        answer = await bot.dnd_teamInfo(users=[ann, ben, "U0NOBODY000"])
        assert answer["users"] == {
            ann: {
                "dnd_enabled": True,
                "next_dnd_start_ts": 1778500000,
                "next_dnd_end_ts": 1778540000,
            },
            ben: {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1},
        }
        assert (await bot.dnd_info(user=ann))["next_dnd_end_ts"] == 1778540000
        assert await code(bot.dnd_teamInfo(users=[])) == "no_users_provided"


async def test_user_groups_come_with_users_and_counts_as_asked() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        group = ws.add_usergroup("leads", "Leads", ["ann", "ben"])
        (plain,) = (await bot.usergroups_list())["usergroups"]
        assert "users" not in plain
        (full,) = (await bot.usergroups_list(include_users=True, include_count=True))["usergroups"]
        assert (full["users"], full["user_count"]) == (group.users, 2)
        assert (await bot.usergroups_users_list(usergroup=group.id))["users"] == group.users


async def test_api_test_gives_back_arguments_and_errors() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        assert (await bot.api_test(foo="bar"))["args"] == {"foo": "bar"}
        assert await code(bot.api_test(error="my_error")) == "my_error"


async def test_socket_mode_links_need_socket_mode() -> None:
    async with slack() as sandbox:
        answer = await client(sandbox).apps_connections_open(app_token=sandbox.app_token)
        assert str(answer["url"]).startswith(f"{sandbox.ws_url}/link/?ticket=")
    app = manifest()
    app["settings"]["socket_mode_enabled"] = False
    async with slack(app) as sandbox:
        call = client(sandbox).apps_connections_open(app_token=sandbox.app_token)
        assert await code(call) == "forbidden_team"
