using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Dashboard;

public sealed partial class ExperimentPageTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IRunStore Runs => server.Server.Services.GetRequiredService<IRunStore>();

    [Fact]
    public async Task The_list_has_runs_activity_state_and_description_and_is_searched_by_name()
    {
        var (experiment, runs) = await SampleExperiment.AddAsync(server.Experiments, Runs, "listed 100%_a", Token);
        var gone = await server.Experiments.GetOrCreateAsync("listed and gone", Token);
        await server.Experiments.DeleteAsync(gone.Id, Token);

        var html = await TextAsync("/experiments?name=100%25_A");
        Assert.Contains($"href=\"/experiments/{experiment.Id}\">listed 100%_a</a>", html, StringComparison.Ordinal);
        Assert.Contains($"<td class=\"num\">{SampleExperiment.OuterCount + SampleExperiment.NestedCount}</td>", html, StringComparison.Ordinal);
        Assert.Contains("Prices, by **location**", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Default", html, StringComparison.Ordinal);
        Assert.DoesNotContain("listed 100%_a", await TextAsync("/experiments?name=100%25%25a"), StringComparison.Ordinal);
        Assert.DoesNotContain("gone", await TextAsync("/experiments?name=listed"), StringComparison.Ordinal);
        Assert.Contains("gone", await TextAsync("/experiments?name=listed&state=deleted"), StringComparison.Ordinal);

        var later = runs[0].StartedAt.AddYears(5);
        await Runs.CreateAsync(new RunCreation { Experiment = experiment.Id, StartedAt = later }, Token);
        Assert.Contains($"<time datetime=\"{later.UtcDateTime:O}\">", await TextAsync("/experiments?name=100%25"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_are_those_chosen_and_rows_are_sorted_by_any_of_them()
    {
        var (experiment, _) = await SampleExperiment.AddAsync(server.Experiments, Runs, "columns", Token);
        var address = $"/experiments/{experiment.Id}?chosen=1&c=metrics.r2&c=params.depth&c=tags.team&c=nonsense";
        var html = await TextAsync(address);
        Assert.Equal(["", "Run", "Status", "Started", "Duration", "User", "r2", "depth", "team"], Headers().Matches(html).Select(match => Tags().Replace(match.Value, "")).Select(text => text is "Select" ? "" : text));
        foreach (Match link in SortLinks().Matches(html))
        {
            var sorted = await TextAsync(link.Groups[1].Value);
            Assert.Single(Regex.Matches(sorted, "aria-sort="));
            Assert.DoesNotContain("role=\"alert\"", sorted, StringComparison.Ordinal);
        }
        var byR2 = await TextAsync(address + "&flat=1&order=" + Uri.EscapeDataString("metrics.\"r2\" DESC"));
        Assert.Equal(["fold-2", "fold-1", "fold-0", "trial-59"], Names(byR2).Take(4));
        Assert.Matches("aria-sort=\"descending\"><a href=\"[^\"]*order=metrics.%22r2%22%20ASC", byR2);
        // However an order is written, its column shows it.
        Assert.Matches("aria-sort=\"descending\"><a href=\"[^\"]*order=metrics.%22r2%22%20ASC", await TextAsync(address + "&order=metrics.r2%20desc"));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.GetAsync($"/experiments/{experiment.Id}/rows?filter=a~", Token)).StatusCode);
        Assert.DoesNotContain("data-run=", await TextAsync($"/experiments/{experiment.Id}/rows?run=x"), StringComparison.Ordinal);
        Assert.Contains("data-run=", await TextAsync($"/experiments/{experiment.Id}?run=x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_one_another_with_every_run_once()
    {
        var (experiment, _) = await SampleExperiment.AddAsync(server.Experiments, Runs, "pages", Token);
        List<string> seen = [];
        for (var path = $"/experiments/{experiment.Id}?flat=1&order=metrics.r2"; path is not null;)
        {
            var html = await TextAsync(path);
            seen.AddRange(Names(html));
            path = NextPage().Match(html) is { Success: true } next ? next.Groups[1].Value : null;
        }
        Assert.Equal(SampleExperiment.OuterCount + SampleExperiment.NestedCount, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Nested_runs_are_within_the_run_that_they_are_part_of_and_a_filter_finds_them_anywhere()
    {
        var (experiment, runs) = await SampleExperiment.AddAsync(server.Experiments, Runs, "nested", Token);
        var html = await TextAsync($"/experiments/{experiment.Id}?order=start_time");
        Assert.Matches("(?s)<tbody[^>]*>.*trial-0.*class=\"nested\".*fold-0.*fold-1.*fold-2.*</tbody>", html[..html.IndexOf("trial-1<", StringComparison.Ordinal)]);
        Assert.Contains("Show the runs nested in trial-0", html, StringComparison.Ordinal);

        var found = await TextAsync($"/experiments/{experiment.Id}?filter=" + Uri.EscapeDataString("run_name LIKE 'fold%'"));
        Assert.Equal(["fold-2", "fold-1", "fold-0"], Names(found));
        Assert.DoesNotContain("class=\"nested\"", found, StringComparison.Ordinal);

        await Runs.DeleteAsync(runs[5].Id, Token);
        Assert.DoesNotContain(">trial-5<", await TextAsync($"/experiments/{experiment.Id}?order=start_time"), StringComparison.Ordinal);
        Assert.Equal(["trial-5"], Names(await TextAsync($"/experiments/{experiment.Id}?state=deleted")));
    }

    [Fact]
    public async Task A_wrong_filter_says_what_is_wrong_on_the_page()
    {
        var html = await TextAsync("/experiments/0?filter=" + Uri.EscapeDataString("metrics.a ~ <b>"));
        Assert.Contains("role=\"alert\">Invalid filter", html, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\">Invalid page token", await TextAsync("/experiments/0?page=xyz"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_marks_what_differs()
    {
        var (_, runs) = await SampleExperiment.AddAsync(server.Experiments, Runs, "compared", Token);
        var html = await TextAsync($"/experiments/compare?run={runs[1].Id}&run={runs[2].Id}&run={runs[1].Id}");
        Assert.Contains("Compare 2 runs", html, StringComparison.Ordinal);
        Assert.Contains("Parameters, 1 of 2 differ", html, StringComparison.Ordinal);
        Assert.Matches("(?s)<tr class=\"differs\"><th[^>]*>depth", html);
        Assert.Matches("(?s)endless.*?>Infinity</td><td[^>]*>\u2014</td>", html);
        Assert.DoesNotContain("squared error", html, StringComparison.Ordinal);
        Assert.Contains("squared error", await TextAsync($"/experiments/compare?run={runs[1].Id}&run={runs[2].Id}&all=1"), StringComparison.Ordinal);
        Assert.Contains("\"name\":\"trial-1\",\"start\":", await TextAsync($"/experiments/compare?run={runs[1].Id}&run={runs[2].Id}&view=curves"), StringComparison.Ordinal);
        Assert.Contains("Compare 60 runs", await TextAsync("/experiments/compare?" + string.Join('&', runs.Select(run => "run=" + run.Id))), StringComparison.Ordinal);
        foreach (var wrong in new[] { "", $"?run={runs[1].Id}", "?" + string.Join('&', Enumerable.Range(0, 101).Select(i => "run=" + i)) })
            Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.GetAsync("/experiments/compare" + wrong, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync($"/experiments/compare?run=0&run={runs[1].Id}", Token)).StatusCode);
    }

    [Fact]
    public async Task A_run_that_no_pipeline_made_is_shown_without_a_word_of_one()
    {
        var (experiment, runs) = await SampleExperiment.AddAsync(server.Experiments, Runs, "notebook", Token);
        var outer = await TextAsync("/runs/" + runs[0].Id.Value);
        var odd = await TextAsync("/runs/" + runs[1].Id.Value);
        foreach (var html in new[] { outer, odd, await TextAsync("/runs/" + (await ChildAsync(runs[0])).Id.Value), await TextAsync("/runs?experiment=notebook") })
        {
            Assert.DoesNotMatch("(?i)candidate|held-out|\\bCV\\b|pipeline", html[html.IndexOf("<main", StringComparison.Ordinal)..]);
            Assert.DoesNotContain("-60.0", html, StringComparison.Ordinal);
        }
        Assert.Contains("Nested runs", outer, StringComparison.Ordinal);
        Assert.Contains($"href=\"/experiments/{experiment.Id}\"", outer, StringComparison.Ordinal);
        Assert.Contains("ended before its start", odd, StringComparison.Ordinal);
        Assert.Contains(">Infinity</td>", odd, StringComparison.Ordinal);
        Assert.Contains(">NaN</td>", odd, StringComparison.Ordinal);
        Assert.Contains("train.py", odd, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_shows_runs_of_clients_beside_pipelines_the_latest_first()
    {
        await using var both = new TestServer();
        await both.StartAsync(options => options, hasModel: false);
        await SampleExperiment.AddAsync(both.Experiments, both.Server.Services.GetRequiredService<IRunStore>(), "by a client", Token);
        await SampleRuns.AddFinishedAsync(both.Experiments, "by a pipeline", "churn/1", Token);
        for (var i = 0; i < 3; i++)
            await SampleExperiment.AddAsync(both.Experiments, both.Server.Services.GetRequiredService<IRunStore>(), $"more {i}", Token);
        var html = WebUtility.HtmlDecode(await both.Http.GetStringAsync("/", Token));
        var recent = html[html.IndexOf("id=\"recent\"", StringComparison.Ordinal)..html.IndexOf("<article", StringComparison.Ordinal)];
        // The pipeline's run is of now, and the others are dated earlier: as many as the page has room for.
        Assert.Equal(1 + 8, Regex.Count(recent, "<tr"));
        Assert.True(recent.IndexOf(">by a pipeline<", StringComparison.Ordinal) < recent.IndexOf("trial-59", StringComparison.Ordinal));
        Assert.Contains("ROC AUC 0.8461 on held-out rows", recent, StringComparison.Ordinal);
        Assert.Contains("href=\"/experiments\">All experiments", html, StringComparison.Ordinal);
        Assert.Matches("(?s)<article.*Newest training.*>by a pipeline<", html);
    }

    private async Task<Run> ChildAsync(Run parent) => (await server.Experiments.ListRunsAsync(parent.ExperimentId, 1000, Token)).First(run => run.ParentId == parent.Id);

    private async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await server.Http.GetStringAsync(WebUtility.HtmlDecode(path), Token));

    private static IEnumerable<string> Names(string html) => RunNames().Matches(html).Select(match => match.Groups[1].Value);

    [GeneratedRegex("(?s)<th scope=\"row\" class=\"name\">.*?<a href=\"/runs/[^>]*>([^<]*)</a>")]
    private static partial Regex RunNames();

    [GeneratedRegex("<a href=\"([^\"]*)\" rel=\"next\"")]
    private static partial Regex NextPage();

    [GeneratedRegex("(?s)<th scope=\"col\".*?</th>")]
    private static partial Regex Headers();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("<a href=\"([^\"]*order=[^\"]*)\" title=\"Sort")]
    private static partial Regex SortLinks();
}
