using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Client;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Tests.Http;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Pages of what is far larger than usual: names without a space, numbers of any size, texts of hundreds of characters.</summary>
public sealed class CrowdedPageTests(Chromium chromium)
{
    private const string Tall = "Math.max(0, ...[...document.querySelectorAll('tbody tr')].map(one => one.getBoundingClientRect().height))";

    private const string Edged = """
        [...document.querySelectorAll('.panel')].flatMap(panel => [...panel.querySelectorAll('p, li, dt, h2, h3')]
          .filter(one => one.offsetParent && one.getBoundingClientRect().left + parseFloat(getComputedStyle(one).paddingLeft) < panel.getBoundingClientRect().left + 8)).map(one => one.tagName + ' ' + one.textContent.trim().slice(0, 40)).join('; ')
        """;

    private static readonly string s_name = string.Concat(Enumerable.Repeat("averylongname", 8));
    private static readonly string s_text = string.Concat(Enumerable.Repeat("0123456789abcdef", 30));

    private readonly TestServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_huge_has_room_on_desk_and_phone()
    {
        await using var server = _server;
        await server.InitializeAsync();
        var runs = await AddRunsAsync();
        await AddModelAsync();
        await AddRowsAsync();
        await AddOthersAsync();
        string[] paths =
        [
            "/", "/experiments", $"/experiments/{runs[0].ExperimentId}", "/runs", $"/runs/{runs[0].Id}", $"/runs/{runs[0].Id}/metric?key={s_name}", $"/experiments/compare?run={runs[0].Id}&run={runs[1].Id}",
            $"/experiments/compare?view=parallel&run={runs[0].Id}&run={runs[1].Id}", "/models", $"/models/{s_name}", $"/models/{s_name}/1", $"/models/{s_name}/1/lineage", "/endpoints", $"/endpoints/{s_name}", $"/endpoints/{s_name}/settings",
            "/datasets", $"/datasets/{s_name}/1", $"/datasets/{s_name}/1/rows", "/studies", "/alerts/rules", "/alerts/silences", "/settings/receivers", "/settings/keys", "/audit",
        ];
        var walks = await Task.WhenAll(WalkAsync(paths, 1440, ColorScheme.Light), WalkAsync(paths, 390, ColorScheme.Dark));
        var faults = walks.SelectMany(one => one).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task<IEnumerable<string>> WalkAsync(string[] paths, int width, ColorScheme scheme)
    {
        await using var watched = await chromium.OpenAsync(_server.Server.Address, width, 900, scheme);
        var walk = new PageWalk(watched);
        var faults = new List<string>();
        foreach (var path in paths)
        {
            var name = "crowded" + path.Split('?')[0].Replace(s_name, "x", StringComparison.Ordinal).Replace('/', '-').TrimEnd('-') + (path.Contains("view=", StringComparison.Ordinal) ? "-view" : "");
            await walk.FitAsync(new CataloguePage(name, path, "main h1"), path);
            await watched.ShootAsync($"{name}-{width}-{scheme.ToString().ToLowerInvariant()}");
            if (await watched.Page.EvaluateAsync<double>(Tall) is > 500 and var height)
                faults.Add($"{width} {name}: a row is {height} px high");
            if (await watched.Page.EvaluateAsync<string>(Edged) is { Length: > 0 } edged)
                faults.Add($"{width} {name}: at the edge of its panel: {edged}");
        }
        return walk.Faults.Concat(faults);
    }

    private async Task<IReadOnlyList<Run>> AddRunsAsync()
    {
        var store = _server.Server.Services.GetRequiredService<IRunStore>();
        var experiment = await _server.Experiments.CreateAsync(new ExperimentCreation { Name = s_name, Tags = new Dictionary<string, string> { ["mlflow.note.content"] = s_text } }, Token);
        var begun = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
        List<Run> runs = [];
        for (var i = 0; i < 3; i++)
        {
            var run = await store.CreateAsync(new RunCreation { Experiment = experiment.Id, Name = s_name + i, UserId = s_name, StartedAt = begun, Tags = new Dictionary<string, string> { [s_name] = s_text, ["mlflow.note.content"] = s_text } }, Token);
            var entries = new RunEntries
            {
                Parameters = new Dictionary<string, string> { [s_name] = s_text + i, ["list"] = string.Join(", ", Enumerable.Range(i, 60)), ["none"] = "" },
                Metrics =
                [
                    .. Enumerable.Range(0, 3).Select(step => new Metric(s_name, (step + i) * 1e300, step, begun.AddSeconds(step))),
                    new Metric("tiny", -1e-300, 0, begun), new Metric("most", double.MaxValue, 0, begun), new Metric("undefined", double.NaN, 0, begun), new Metric("endless", double.PositiveInfinity, 0, begun), new Metric("digits", 1234567890.123456789, long.MaxValue, begun),
                ],
            };
            await _server.Experiments.LogAsync(run.Id, entries, Token);
            runs.Add(run);
        }
        await store.UpdateAsync(runs[1].Id, new RunUpdate { Status = RunStatus.Failed, EndedAt = begun.AddDays(9000) }, Token);
        return runs;
    }

    private async Task AddModelAsync()
    {
        await _server.DeployAsync(s_name, s_name, Token);
        await _server.Registry.DescribeAsync(s_name, s_text, Token);
        await _server.Registry.SetTagAsync(s_name, s_name, s_text, Token);
        await _server.Server.Services.GetRequiredService<IApprovalStore>().ProtectAsync(new AliasProtection { Model = s_name, Alias = "champion", Role = Role.Admin }, by: null, Token);
        await _server.DeployAsync("churn", s_name, Token);
        await _server.Registry.MoveAliasAsync(new AliasChange { Model = s_name, Alias = "champion", Version = 2, Evidence = s_text, By = new Actor(s_name, Role.Deployer) }, Token);
        await _server.Client.SetEndpointSettingsAsync(s_name, SampleSettings.Long, Token);
    }

    private async Task AddRowsAsync()
    {
        var rows = new Table(
        [
            Column.OfNumbers(s_name, [1e300, -1e300, 5e-324, double.NaN]), Column.OfText("text", [s_text, "", null!, s_name]), .. Enumerable.Range(0, 30).Select(i => Column.OfNumbers($"{s_name[..40]}{i}", [1, 2, 3, 1e15])),
        ]);
        await _server.Server.Services.GetRequiredService<IDatasetStore>().AddAsync(s_name, rows, Profile.Of(rows), s_text, Token);
    }

    private async Task AddOthersAsync()
    {
        await _server.Client.CreateKeyAsync(new CreateKeyRequest(s_name, "deployer"), Token);
        var rule = new JsonObject { ["name"] = s_name, ["signal"] = "requests.rate", ["above"] = 1e300, ["severity"] = "warning" };
        var receiver = new JsonObject { ["name"] = s_name, ["kind"] = "webhook", ["url"] = $"https://{s_name[..60]}.example.org/{s_text}", ["enabled"] = false };
        await _server.Client.Alerts.ApplyAsync(new JsonObject { ["rules"] = new JsonArray(rule), ["receivers"] = new JsonArray(receiver) }, prune: false, Token);
        using var silence = await _server.Http.PostJsonAsync("/api/alerts/silences", $$"""{"matchers":["endpoint={{s_name}}"],"for":"1h","reason":"{{s_text}}"}""");
        Assert.True(silence.IsSuccessStatusCode, await silence.Content.ReadAsStringAsync(Token));
        using var study = await _server.Http.PostJsonAsync("/api/studies", $$"""{"name":"{{s_name}}","seed":1,"space":{"{{s_name}}":{"from":-1e300,"to":1e300} } }""");
        Assert.True(study.IsSuccessStatusCode, await study.Content.ReadAsStringAsync(Token));
    }
}
