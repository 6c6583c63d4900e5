using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Models;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Studies;
using Saker.Server.Tests.Http.Access;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Dashboard.Live;

/// <summary>Pages that follow what happens: each is opened, something happens, and it is told.</summary>
public sealed class FollowingPageTests : IAsyncLifetime
{
    // What a stamp does not tell of comes too late for any of these tests.
    private readonly TestServer _server = new()
    {
        Services = services => services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn()))
            .AddSingleton(provider => new LiveStreams(new LiveLimits(100, 100) { Recheck = TimeSpan.FromDays(1) }, TimeProvider.System, provider.GetRequiredService<IHostApplicationLifetime>())),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_page_of_what_changes_is_told_of_it()
    {
        var old = await _server.Experiments.CreateAsync(new ExperimentCreation { Name = "watched" }, Token);
        await AddRowsAsync("watched-rows", 1);
        (string Address, string Told, Func<Task> Happens)[] pages =
        [
            ("/live/experiments", "brand-new-experiment", () => _server.Experiments.CreateAsync(new ExperimentCreation { Name = "brand-new-experiment" }, Token)),
            ($"/live/experiments/{old.Id}", "brand-new-run", () => _server.Experiments.StartRunAsync(old.Id, "brand-new-run", parent: null, Token)),
            ("/live/studies", "brand-new-study", () => _server.Server.Services.GetRequiredService<StudyCatalogue>().CreateAsync(StudyJson.Read("""{"name":"brand-new-study","space":{"x":{"from":0, "to":1} } }"""u8.ToArray()), Token)),
            ("/live/models", "brand-new-model", () => _server.Registry.CreateAsync(new NewModel { Name = "brand-new-model" }, Token)),
            ("/live/models/churn", "brand-new-alias", () => _server.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "brand-new-alias", Version = 1 }, Token)),
            ("/live/models/churn/1", "Told of a version", () => _server.Registry.DescribeVersionAsync("churn", 1, "Told of a version", Token)),
            ("/live/datasets", "brand-new-rows", () => AddRowsAsync("brand-new-rows", 2)),
            ("/live/datasets/watched-rows", "/datasets/watched-rows/2", () => AddRowsAsync("watched-rows", 3)),
            ("/live/datasets/watched-rows/1", "Told of rows", () => PutFormAsync("/datasets/watched-rows/1/describe", ("description", "Told of rows"))),
            ("/live/audit", "audited-silence", () => PostAsync("/api/alerts/silences", new { matchers = new[] { "endpoint=audited" }, @for = "1h", reason = "audited-silence" })),
            ("/live/alerts/silences", "endpoint=brand-new", () => PostAsync("/api/alerts/silences", new { matchers = new[] { "endpoint=brand-new" }, @for = "1h", reason = "seen" })),
            ("/live/alerts/deliveries", "brand-new-receiver", () => PutAsync("/api/alerts/receivers/brand-new-receiver", new { kind = "webhook", url = "http://127.0.0.1:9/hook" })),
            ("/live/settings/receivers", "another-receiver", () => PutAsync("/api/alerts/receivers/another-receiver", new { kind = "webhook", url = "http://127.0.0.1:9/hook" })),
            ("/live/alerts/rules", "brand-new-rule", () => PutAsync("/api/alerts/rules/brand-new-rule", new { kind = "latency", above = "250ms", @for = "5m" })),
            ("/live/settings/keys", "brand-new-key", () => _server.Server.Services.GetRequiredService<IKeyStore>().CreateAsync(new KeyRequest("brand-new-key", Role.Viewer), Token)),
        ];
        var opened = new List<OpenPage>();
        foreach (var (address, _, _) in pages)
            opened.Add(await OpenPage.OpenAsync(_server.Http, address, Token));
        // So that what is told is what happened, and not what there was.
        foreach (var page in opened)
            await page.SeesAsync("data:", Token);

        foreach (var (_, _, happens) in pages)
            await happens();
        await Task.WhenAll(opened.Zip(pages, (page, one) => page.SeesAsync(one.Told, Token)));
        opened.ForEach(page => page.Dispose());
    }

    [Fact]
    public async Task A_page_that_follows_asks_for_the_events_that_its_address_sends()
    {
        (string Path, string[] Parts)[] pages =
        [
            ("/experiments", ["experiments"]), ("/studies", ["studies"]), ("/models/churn", ["model"]), ("/models/churn/1", ["title", "facts", "gates"]), ("/datasets", ["datasets"]), ("/audit", ["entries"]),
            ("/alerts/rules", ["rules"]), ("/alerts/silences", ["silences"]), ("/alerts/deliveries", ["deliveries"]), ("/settings/keys", ["keys"]), ("/settings/receivers", ["receivers"]),
        ];
        foreach (var (path, parts) in pages)
        {
            var html = await _server.Http.GetStringAsync(path + "?x=1", Token);
            Assert.Contains($"sse-connect=\"/live{path}?x=1\"", html, StringComparison.Ordinal);
            using var page = await OpenPage.OpenAsync(_server.Http, $"/live{path}?x=1", Token);
            foreach (var part in parts)
            {
                Assert.Contains($"sse-swap=\"{part}\"", html, StringComparison.Ordinal);
                await page.SeesAsync("event: " + part, Token);
            }
            Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_role_may_not_see_it_may_not_follow()
    {
        await using var guarded = new GuardedServer();
        await guarded.InitializeAsync();
        using var viewer = guarded.As(Role.Viewer);
        foreach (var path in new[] { "/live/audit", "/live/settings/keys", "/live/settings/receivers", "/live/alerts/silences", "/live/alerts/deliveries", "/live/alerts/rules" })
        {
            using var response = await viewer.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Token);
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    private async Task AddRowsAsync(string name, int count)
    {
        var rows = new Table([Column.OfNumbers("n", [.. Enumerable.Range(0, count).Select(i => (double)i)])]);
        await _server.Server.Services.GetRequiredService<IDatasetStore>().AddAsync(name, rows, Profile.Of(rows), "test", Token);
    }

    private async Task PostAsync(string path, object body)
    {
        using var response = await _server.Http.PostAsJsonAsync(path, body, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private async Task PutAsync(string path, object body)
    {
        using var response = await _server.Http.PutAsJsonAsync(path, body, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private async Task PutFormAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("Origin", _server.Server.Address.GetLeftPart(UriPartial.Authority));
        using var response = await _server.Http.SendAsync(request, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
