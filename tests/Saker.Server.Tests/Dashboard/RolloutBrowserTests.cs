using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Saker.Server.Tests.Http;

namespace Saker.Server.Tests.Dashboard;

/// <summary>The pages of rollouts in a browser, beside a rollout that requests drive.</summary>
public sealed class RolloutBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private readonly RolloutServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_page_follows_its_rollout_by_itself_and_keeps_the_reason_that_is_being_typed()
    {
        var rollout = await _server.StartAsync(RolloutServer.OnlyErrors, "more customers");
        await using var watched = await chromium.OpenAsync(_server.Inner.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync($"/rollouts/{rollout.Id}");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await page.GetByLabel("Reason").FillAsync("the log looks odd");
        await _server.AskAsync(60);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Arms and their requests" })).Not.ToContainTextAsync("control churn/1 50% 0 0");
        await _server.Rollouts.HoldAsync(rollout.Id, new() { Reason = "somewhere else" }, Token);
        await Assertions.Expect(page.Locator("[data-act=resume]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("somewhere else");
        Assert.Equal("the log looks odd", await page.GetByLabel("Reason").InputValueAsync());

        // Enter in the field is no decision.
        await page.GetByLabel("Reason").PressAsync("Enter");
        Assert.Equal("held", (await _server.Rollouts.GetAsync(rollout.Id, Token)).State);
        // Each button leads back to the page, which then offers what is possible next.
        await page.Locator("[data-act=resume]").ClickAsync();
        await page.Locator("[data-act=hold]").ClickAsync();
        await page.Locator("[data-act=promote]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-act=promote]")).ToHaveCountAsync(0);
        await page.GetByLabel("Reason").FillAsync("the log looks odd");
        await page.Locator("[data-act=rollback]").ClickAsync();
        await Assertions.Expect(page.Locator(".badge[data-status=rolled-back]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("the log looks odd");
        Assert.Equal("rolled-back", (await _server.Rollouts.GetAsync(rollout.Id, Token)).State);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task A_rollout_is_cancelled_and_the_next_one_concluded_by_their_buttons()
    {
        await using var watched = await chromium.OpenAsync(_server.Inner.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        foreach (var (act, button, state) in new[] { ("cancel", "Cancel", "cancelled"), ("conclude", "Conclude with churn/2", "promoted") })
        {
            var rollout = await _server.StartAsync(RolloutServer.OnlyErrors, "more customers");
            await page.GotoAsync($"/rollouts/{rollout.Id}");
            await page.GetByLabel("Reason").FillAsync($"to {act} it");
            await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator($".badge[data-status={state}]")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync($"to {act} it");
            Assert.Equal(state, (await _server.Rollouts.GetAsync(rollout.Id, Token)).State);
        }
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task The_list_follows_what_begins_and_what_ends()
    {
        await using var watched = await chromium.OpenAsync(_server.Inner.Server.Address, 390, 844, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/rollouts");
        var (open, past) = (page.GetByRole(AriaRole.Region, new() { Name = "Rollouts under way" }), page.GetByRole(AriaRole.Region, new() { Name = "Rollouts that have ended" }));
        await Assertions.Expect(open).ToHaveCountAsync(0);
        var rollout = await _server.StartAsync(RolloutServer.OnlyErrors, "more customers");
        await Assertions.Expect(open).ToContainTextAsync("churn/2");
        await _server.Rollouts.CancelAsync(rollout.Id, new() { Reason = "another day" }, Token);
        await Assertions.Expect(past).ToContainTextAsync("churn/2");
        await Assertions.Expect(open).ToHaveCountAsync(0);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Pages_of_a_rollout_that_was_rolled_back_and_of_the_next_fit_desk_and_phone()
    {
        var rollout = await _server.StartAsync(RolloutServer.OnlyErrors, "more customers");
        _server.FailsEvery = 3;
        while ((await _server.Rollouts.GetAsync(rollout.Id, Token)).State == "running")
            await _server.AskAsync(20);
        _server.FailsEvery = 0;
        var second = await _server.StartAsync("""{"strategy":"canary","steps":[50,100],"minTime":"1h","key":"header:x-user"}""", "again", "the cause is mended");
        await _server.AskAsync(200);
        foreach (var (name, path) in new[] { ("rollouts-ended", "/rollouts"), ("rolled-back", $"/rollouts/{rollout.Id}"), ("rollout-again", $"/rollouts/{second.Id}"), ("overview-rollout", "/"), ("endpoint-rollout", "/endpoints/churn") })
            await ShowAsync(name, path, _ => Task.CompletedTask);
    }

    [Fact]
    public async Task Pages_of_shadows_show_rows_that_differ_and_those_of_comparisons_what_decides()
    {
        var shadow = await _server.StartAsync("""{"strategy":"shadow","minTime":"1h","guards":{"defaults":false,"agreement":{"tolerance":0.9},"score_shift":{"tolerance":2}}}""".Replace("score_shift", "scoreShift", StringComparison.Ordinal));
        _server.AnswersOtherwise = true;
        await _server.AskAsync(30);
        // Copies wait for a quiet moment.
        await _server.UntilAsync(shadow.Id, rollout => rollout.Guards!.Any(guard => guard.Candidate.Hits > 0));
        _server.AnswersOtherwise = false;
        await _server.AskAsync(150);
        await ShowAsync("shadow", "/rollouts/" + shadow.Id, page => Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Latest rows that differ" })).ToContainTextAsync("Yes"));
        await _server.Rollouts.CancelAsync(shadow.Id, new(), Token);

        var ab = await _server.StartAsync("""{"strategy":"ab","weights":[50],"minTime":"1h","metric":"revenue"}""");
        for (var round = 0; round < 3; round++)
            await _server.TellAsync($"ab{round}", 100, (arm, i) => (arm == "control" ? 10 : 12) + (i % 7));
        await _server.UntilAsync(ab.Id, rollout => rollout.Arms.All(arm => arm.Reward is { Count: > 80 }));
        await ShowAsync("ab", "/rollouts/" + ab.Id, page => Assertions.Expect(page.Locator("[data-part='advantage 1'] canvas")).ToBeVisibleAsync());
        Assert.True((await _server.Rollouts.GetAsync(ab.Id, Token)).Comparisons is [{ Arm: "candidate", Other: "control", Effect: > 1 }]);
        await _server.Rollouts.CancelAsync(ab.Id, new(), Token);

        var bandit = await _server.StartAsync("""{"strategy":"bandit","minTime":"1h","metric":"revenue","reweighEvery":"1s"}""");
        for (var round = 0; round < 3; round++)
            await _server.TellAsync($"bandit{round}", 80, (arm, i) => (arm == "control" ? 10 : 11) + (i % 7));
        await _server.UntilAsync(bandit.Id, rollout => rollout.Decisions!.Any(decision => decision.Kind == "reweigh"));
        await ShowAsync("bandit", "/rollouts/" + bandit.Id, page => Assertions.Expect(page.Locator("[data-chart=shares] canvas")).ToBeVisibleAsync());
    }

    private async Task ShowAsync(string name, string path, Func<IPage, Task> expect)
    {
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using var watched = await chromium.OpenAsync(_server.Inner.Server.Address, width, 900, scheme);
            await watched.Page.GotoAsync(path);
            await expect(watched.Page);
            await Assertions.Expect(watched.Page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
            await watched.ShootAsync($"{name}-{width}-{scheme.ToString().ToLowerInvariant()}");
            var overflow = await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{name} is {overflow} px wider than the window of {width} px");
            Assert.Empty(watched.Faults);
        }
    }

    [Fact]
    public async Task The_form_shows_the_plan_and_starts_the_rollout()
    {
        await using var watched = await chromium.OpenAsync(_server.Inner.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/rollouts/start?endpoint=churn");
        await page.GetByLabel("Version").FillAsync("churn/2");
        await page.GetByLabel("Steps in percent").FillAsync("10, 50");
        await page.GetByLabel("Reason").FillAsync("more customers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the plan" }).ClickAsync();
        await Assertions.Expect(page.Locator("#plan-panel")).ToContainTextAsync("error_rate");
        Assert.Equal("10, 50", await page.GetByLabel("Steps in percent").InputValueAsync());
        await watched.ShootAsync("rollout-start-1440-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/rollouts/(?!.*start)"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("more customers");
        Assert.Empty(watched.Faults);
    }
}
