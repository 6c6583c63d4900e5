using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Client;
using Saker.Dashboard.Watching;
using Saker.Learning.Models;
using Saker.Platform.Alerts;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Serving;
using Saker.Server.Tests.Http;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Dashboard.Watching;

/// <summary>What people do about alerts in a browser: each button, against the server's own jobs and a receiver that refuses.</summary>
public sealed class AlertBrowserTests : IAsyncLifetime
{
    private readonly ToyHttpReceiver _hook = new();
    private readonly ToySignal _signal = new();
    private readonly Chromium _chromium;
    private readonly TestServer _server;

    public AlertBrowserTests(Chromium chromium)
    {
        _chromium = chromium;
        _server = new TestServer
        {
            Services = services => services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn())).AddSingleton<ISignalSource>(_signal)
                .AddSingleton(new AlertOptions { Interval = TimeSpan.FromMilliseconds(200), DeliveryInterval = TimeSpan.FromMilliseconds(200) })
                .AddSingleton(new JobOptions { PollInterval = TimeSpan.FromMilliseconds(100) }),
        };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hook.Start();
        await _server.StartAsync(options => options, hasModel: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task An_alert_is_acknowledged_with_a_reason_silenced_and_over_and_what_was_refused_is_sent_again()
    {
        _hook.Answer = static (_, _) => 400;
        await _server.Client.Alerts.ApplyAsync(
            JsonNode.Parse($$"""{"policy":{"group_wait":"0s"},"rules":[{"name":"toy","signal":"toy.value","above":5,"severity":"critical"}],"receivers":[{"name":"ops","kind":"webhook","url":"{{_hook.Address}}"}]}""")!.AsObject(), prune: false, Token);
        await using var watched = await _chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/alerts");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nothing needs attention.");
        var list = _server.Server.Services.GetRequiredService<WatchedEndpoints>();
        var before = await list.FindVersionAsync(Token);
        _signal.Value = 7;

        // It comes by itself.
        await page.GetByRole(AriaRole.Link, new() { Name = "toy", Exact = true }).ClickAsync();
        // The list of watched endpoints counts it, and is drawn again.
        Assert.NotEqual(before.Split(' ')[0], (await list.FindVersionAsync(Token)).Split(' ')[0]);
        await page.GetByLabel("Reason").First.FillAsync("the warehouse moves");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("the warehouse moves");
        await Assertions.Expect(page.Locator(".timeline li[data-kind=dead]").First).ToBeVisibleAsync();

        // One of them, which is refused once more; then all of the receiver's, when it takes them.
        var refused = _hook.Requests.Count;
        await page.GotoAsync("/alerts/deliveries");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again: " }).First.ClickAsync();
        await Eventually.IsSoAsync(() => _hook.Requests.Count > refused);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send again: " }).First).ToBeVisibleAsync();
        _hook.Answer = static (_, _) => 200;
        await page.GetByRole(AriaRole.Button, new() { Name = "Send all of ops again" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("None: every notification was taken");
        await Eventually.IsSoAsync(() => _hook.Taken.Count > 0);

        await page.GotoAsync("/alerts/silences");
        await page.GetByLabel("Which, by their labels").FillAsync("endpoint=churn severity!=critical");
        await page.GetByLabel("Reason").FillAsync("moving");
        await page.GetByRole(AriaRole.Button, new() { Name = "Silence", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "List of silences" })).ToContainTextAsync("endpoint=churn severity!=critical");
        await page.GetByRole(AriaRole.Button, new() { Name = "End the silence" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nothing is silent");

        // Silent from the list for a while, then, on its own page, with a reason; and over by hand.
        await page.GotoAsync("/alerts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Silence 4 h: toy" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("toy");
        var silence = page.Locator("form[action$='/silence']");
        await silence.GetByLabel("For").SelectOptionAsync("1d");
        await silence.GetByLabel("Reason").FillAsync("until the move is over");
        await silence.GetByRole(AriaRole.Button).ClickAsync();
        await page.GotoAsync("/alerts/silences");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "List of silences" })).ToContainTextAsync("until the move is over");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "List of silences" })).ToContainTextAsync("Silenced on the dashboard");
        await page.GotoAsync("/alerts");
        await page.GetByRole(AriaRole.Link, new() { Name = "toy", Exact = true }).ClickAsync();
        var resolve = page.Locator("form[action$='/resolve']");
        await resolve.GetByLabel("Reason").FillAsync("the move is over");
        await resolve.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("the move is over");
        await Assertions.Expect(page.Locator("#act")).ToHaveCountAsync(0);

        await page.GotoAsync("/alerts/rules");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn off toy" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on toy" }).WaitForAsync();
        Assert.False((await _server.Client.Alerts.GetSettingsAsync(Token)).Rules.Single(rule => rule.Name == "toy").Rule["enabled"]!.GetValue<bool>());

        await page.GotoAsync("/alerts/history?rule=toy");
        await Assertions.Expect(page.Locator(".spans rect").First).ToBeAttachedAsync();
        Assert.Empty(watched.Faults);
    }
}
