using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Serving;

namespace Saker.Server.Tests.Dashboard;

/// <summary>The pages of models and what is done on them, in a real Chromium.</summary>
public sealed class ModelPageTests(Chromium chromium) : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(options => options, hasModel: false);
        await _server.DeployAsync("churn", "churn", Token, dataset: "customers/1");
        await _server.DeployAsync("other", "churn", Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEndpointStore Endpoints => _server.Server.Services.GetRequiredService<IEndpointStore>();

    [Fact]
    public async Task Models_are_found_by_name_and_tag_and_listed_in_pages()
    {
        var registry = _server.Registry;
        for (var i = 0; i < 55; i++)
            await registry.CreateAsync(new NewModel { Name = string.Create(CultureInfo.InvariantCulture, $"model-{i:00}"), Tags = i == 7 ? new Dictionary<string, string> { ["team"] = "risk" } : [] }, Token);
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/models");
        await Assertions.Expect(page.Locator("table.models tbody tr")).ToHaveCountAsync(50);
        await Assertions.Expect(page.Locator("table.models tbody tr").First).ToContainTextAsync("churn");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.models tbody tr")).ToHaveCountAsync(6);
        // What is typed stands for itself, nothing of it for anything else.
        await page.GotoAsync("/models?q=l_0");
        await Assertions.Expect(page.Locator("table.models tbody tr")).ToHaveCountAsync(0);
        await page.GotoAsync("/models?q=L-0");
        await Assertions.Expect(page.Locator("table.models tbody tr")).ToHaveCountAsync(10);
        await page.Locator("input[name=q]").FillAsync("EL-0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.models tbody tr")).ToHaveCountAsync(10);
        await page.Locator("input[name=tag]").FillAsync("team=risk");
        await page.Locator("input[name=tag]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("table.models tbody tr")).ToHaveTextAsync([new Regex("model-07")]);
        await page.Locator("input[name=tag]").FillAsync("team=it's");
        await page.Locator("input[name=tag]").PressAsync("Enter");
        await Assertions.Expect(page.GetByText("No model is like that")).ToBeVisibleAsync();
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task An_alias_is_set_taken_away_and_refused_on_the_page_and_what_came_of_it_is_told()
    {
        await Endpoints.FollowAsync("churn", "churn", "champion", Token);
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/models/churn");
        var form = page.Locator("form[data-act=alias]");
        await form.GetByLabel("Alias").FillAsync("champion");
        await form.GetByLabel("Version").FillAsync("1");
        await form.GetByLabel("Why").FillAsync("better in May");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator("[data-moved=champion]")).ToContainTextAsync("points at version 1, before at 2");
        await Assertions.Expect(page.Locator("[data-moved=champion]")).ToContainTextAsync("Endpoint churn follows it");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Alias history" })).ToContainTextAsync("better in May");

        await form.GetByLabel("Alias").FillAsync("not possible!");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not possible!");
        Assert.Collection(watched.Faults.Where(fault => !fault.StartsWith("console", StringComparison.Ordinal)), fault => Assert.StartsWith("400 from", fault, StringComparison.Ordinal));

        await _server.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "spare", Version = 1 }, Token);
        await page.GotoAsync("/models/churn");
        await page.GetByLabel("Take away the alias spare").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take away" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-moved=spare]")).ToContainTextAsync("is taken away");
        Assert.DoesNotContain("spare", (await _server.Registry.FindAsync("churn", Token))!.Aliases.Keys);
        var audit = await _server.Client.ListAuditAsync(null, 20, Token);
        Assert.Contains(audit.Entries, entry => entry is { Act: "alias.move", Target: "churn@spare to nothing" });
    }

    [Fact]
    public async Task What_is_being_typed_goes_on_where_it_stood_when_the_page_changes_around_it()
    {
        await Endpoints.FollowAsync("churn", "churn", "champion", Token);
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/models/churn");
        var alias = page.Locator("form[data-act=alias]").GetByLabel("Alias");
        await alias.FocusAsync();
        await page.Keyboard.TypeAsync("cham");
        await _server.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "spare", Version = 1 }, Token);
        await Assertions.Expect(page.GetByLabel("Take away the alias spare")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("pion");
        await Assertions.Expect(alias).ToHaveValueAsync("champion");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task A_protected_alias_waits_for_approval_and_the_page_says_whose()
    {
        await _server.Server.Services.GetRequiredService<IApprovalStore>().ProtectAsync(new AliasProtection { Model = "churn", Alias = "champion", Role = Role.Admin }, null, Token);
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 390, 844, ColorScheme.Dark);
        var page = watched.Page;
        await page.GotoAsync("/models/churn/1");
        var form = page.Locator("form[data-act=alias]");
        await form.GetByLabel("Alias").FillAsync("champion");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator("[data-moved=champion]")).ToContainTextAsync("champion is protected, so it has not moved");
        Assert.Equal(2, (await _server.Registry.FindAsync("churn", Token))!.Aliases["champion"]);
        await watched.ShootAsync("model-waiting-390-dark");

        // Whoever asked may think better of it; what somebody else asks for is approved.
        await page.GotoAsync("/models/churn");
        await page.Locator("form[action$='/withdraw']").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator("form[action$='/withdraw']")).ToHaveCountAsync(0);
        await _server.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1, By = new Actor("ann", Role.Deployer) }, Token);
        await page.ReloadAsync();
        var approve = page.Locator("form[action$='/approve']");
        await approve.GetByLabel("Reason").FillAsync("it is better");
        await approve.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(approve).ToHaveCountAsync(0);
        Assert.Equal(1, (await _server.Registry.FindAsync("churn", Token))!.Aliases["champion"]);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Models_and_versions_are_described_archived_and_deleted_when_confirmed()
    {
        await _server.Registry.RegisterAsync(new Registration { Model = "churn", Folder = null, FilesReason = "Only its scores are known." }, Token);
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/models/churn");
        await page.GetByText("Edit description and tags").ClickAsync();
        await page.GetByLabel("Description").FillAsync("who leaves <img src=x>");
        await page.Locator("input[name=key]").FillAsync("team");
        await page.Locator("input[name=value]").FillAsync("risk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("who leaves <img src=x>").First).ToBeVisibleAsync();
        Assert.Equal("risk", (await _server.Registry.FindAsync("churn", Token))!.Tags["team"]);
        await page.GetByText("Edit description and tags").ClickAsync();
        await page.GetByLabel("team").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        Assert.Empty((await _server.Registry.FindAsync("churn", Token))!.Tags);

        await page.GotoAsync("/models/churn/3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("archived");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring back from the archive" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).Not.ToContainTextAsync("archived");
        await page.GetByText("Delete the version").First.ClickAsync();
        await page.Locator("input[name=confirm]").FillAsync("churn/3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the version" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The version is deleted.")).ToBeVisibleAsync();
        Assert.Empty(watched.Faults);

        await page.GetByText("Delete the model").First.ClickAsync();
        await page.Locator("input[name=confirm]").FillAsync("churn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the model" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("endpoint 'churn'");
    }

    [Fact]
    public async Task Ticked_versions_stand_side_by_side_at_an_address_of_their_own()
    {
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/models/churn");
        await page.GetByLabel("Compare version 1").CheckAsync();
        await page.GetByLabel("Compare version 2").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare ticked versions" }).ClickAsync();
        Assert.EndsWith("/models/churn/compare?v=2&v=1", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Origin" })).ToContainTextAsync("customers/1");
        await page.GotoAsync("/models/churn/compare");
        await Assertions.Expect(page.GetByText("Choose two versions or more")).ToBeVisibleAsync();
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task The_lineage_leads_by_keyboard_from_version_to_endpoint()
    {
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/models/churn/1/lineage");
        await Assertions.Expect(page.Locator("svg.graph .node")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("svg.graph [aria-current=true] title")).ToHaveTextAsync("Model version: churn/1, 1.0.0");
        await Assertions.Expect(page.Locator(".lineage-list")).ToContainTextAsync("0 predictions today");
        await page.Locator("svg.graph a.node[data-kind=endpoint]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/endpoints/churn$"));
        Assert.Empty(watched.Faults);
    }
}
