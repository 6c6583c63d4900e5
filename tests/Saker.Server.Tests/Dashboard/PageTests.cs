using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Dashboard;

public sealed partial class PageTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/runs")]
    [InlineData("/models")]
    [InlineData("/models/churn")]
    [InlineData("/models/churn/1")]
    [InlineData("/endpoints")]
    [InlineData("/endpoints/churn")]
    [InlineData("/endpoints/churn/try")]
    [InlineData("/endpoints/churn/code")]
    [InlineData("/endpoints/churn/settings")]
    [InlineData("/settings")]
    [InlineData("/settings/jobs")]
    [InlineData("/settings/roles")]
    [InlineData("/settings/receivers")]
    [InlineData("/settings/options")]
    [InlineData("/settings/keys")]
    [InlineData("/audit")]
    [InlineData("/watching/churn")]
    [InlineData("/watching/churn/performance")]
    [InlineData("/datasets")]
    [InlineData("/log")]
    public async Task Every_page_is_served_with_strict_headers_and_no_inline_code(string path)
    {
        using var response = await server.Http.GetAsync(path, Token);
        var html = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotMatch(InlineCode(), html);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<h1"));
    }

    [Fact]
    public async Task The_page_of_a_watched_endpoint_shows_how_it_fares() =>
        Assert.Contains("href=\"/watching/churn/performance\"", await server.Http.GetStringAsync("/watching/churn", Token), StringComparison.Ordinal);

    [Fact]
    public async Task Assets_are_kept_for_good_under_their_hash_and_answer_304()
    {
        var html = await server.Http.GetStringAsync("/", Token);
        var addresses = AssetAddress().Matches(html).Select(match => match.Value).Distinct().ToList();
        Assert.True(addresses.Count >= 6, string.Join(' ', addresses));
        foreach (var address in addresses)
        {
            using var response = await server.Http.GetAsync(address, Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            using var unchanged = await server.Http.SendAsync(again, Token);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }
        using var old = await server.Http.GetAsync("/assets/dashboard.css?v=old", Token);
        Assert.Equal("no-cache", old.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Assets_go_compressed_to_who_takes_that()
    {
        var html = await server.Http.GetStringAsync("/endpoints/churn", Token);
        var address = AssetAddress().Matches(html).Select(match => match.Value).Single(one => one.Contains("echarts", StringComparison.Ordinal));
        var plain = await server.Http.GetByteArrayAsync(address, Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var response = await server.Http.SendAsync(request, Token);
        var compressed = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.InRange(compressed.Length, 1, plain.Length / 2);
        using var unpacked = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(new MemoryStream(compressed), System.IO.Compression.CompressionMode.Decompress))
            await gzip.CopyToAsync(unpacked, Token);
        Assert.Equal(plain, unpacked.ToArray());
    }

    [Theory]
    [InlineData("/runs/0123")]
    [InlineData("/runs?experiment=nothing")]
    [InlineData("/models/nothing")]
    [InlineData("/endpoints/nothing")]
    [InlineData("/datasets/nothing/1")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_is_a_page_that_says_so_and_leads_on(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await server.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains("Not found", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_of_every_page_leads_somewhere()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("links & <b>", Token);
        var run = await server.Experiments.StartRunAsync(experiment.Id, "linked", null, Token);
        await server.Experiments.StartRunAsync(experiment.Id, "logistic_regression", run.Id, Token);
        await server.Experiments.LogAsync(run.Id, new RunEntries { Tags = new Dictionary<string, string> { ["saker.model"] = "churn/1" } }, Token);
        await server.DeployAsync("linked", "churn", Token, run.Id);
        Queue<string> open = new(["/"]);
        HashSet<string> seen = ["/"];
        while (open.TryDequeue(out var path))
        {
            using var response = await server.Http.GetAsync(path, Token);
            Assert.True(response.IsSuccessStatusCode, $"{path} is {(int)response.StatusCode}");
            if (path.StartsWith("/docs", StringComparison.Ordinal))
                continue;
            foreach (Match match in Link().Matches(await response.Content.ReadAsStringAsync(Token)))
            {
                var address = WebUtility.HtmlDecode(match.Groups[1].Value);
                if (seen.Add(address))
                    open.Enqueue(address);
            }
        }
        Assert.Contains(seen, path => path == "/runs/" + run.Id.Value);
        Assert.Contains(seen, path => path.StartsWith("/experiments/1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Runs_show_the_score_that_decided_and_no_range_where_no_fold_has_one()
    {
        var run = await SampleRuns.StartAsync(server.Experiments, "by log loss", Token);
        await server.Experiments.LogAsync(run.Id, new RunEntries { Parameters = new Dictionary<string, string> { ["select.score"] = "log_loss" } }, Token);
        var candidate = await SampleRuns.StartCandidateAsync(server.Experiments, run, "logistic_regression", Token);
        var before = await server.Http.GetStringAsync("/runs/" + run.Id.Value, Token);
        Assert.Contains("Log loss, CV mean", before, StringComparison.Ordinal);
        Assert.DoesNotContain("1.0000", before, StringComparison.Ordinal);

        await server.Experiments.LogAsync(candidate.Id, new RunEntries { Metrics = [SampleRuns.At("cv.log_loss.fold", 0.4375), SampleRuns.At("cv.log_loss", 0.4375)] }, Token);

        foreach (var path in new[] { "/runs?experiment=by%20log%20loss", "/runs/" + run.Id.Value, "/runs/" + candidate.Id.Value })
        {
            var html = await server.Http.GetStringAsync(path, Token);
            Assert.Contains("0.4375", html, StringComparison.Ordinal);
            Assert.Contains("Log loss", html, StringComparison.Ordinal);
            Assert.DoesNotContain("ROC AUC", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_endpoint_shows_which_settings_differ_from_the_defaults()
    {
        await server.DeployAsync("set", "churn", Token);
        Assert.Contains("All settings have their defaults.", await server.Http.GetStringAsync("/endpoints/set/settings", Token), StringComparison.Ordinal);

        await server.Client.SetEndpointSettingsAsync("set", SampleSettings.Long, Token);

        var html = WebUtility.HtmlDecode(await server.Http.GetStringAsync("/endpoints/set/settings", Token));
        Assert.Matches("(?s)class=\"differs\"[^<]*<th[^>]*>guard.out_of_range</th><td[^>]*>clip</td><td[^>]*>allow</td>", html);
        Assert.Matches("(?s)<tr><th[^>]*>guard.wrong_type</th><td[^>]*>reject</td>", html);
        Assert.Contains("<b>no</b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>no</b>", await server.Http.GetStringAsync("/endpoints/set/settings", Token), StringComparison.Ordinal);
        Assert.DoesNotContain("All settings have their defaults.", html, StringComparison.Ordinal);
        Assert.Matches("(?s)Who answers.*primary.*tried.*constant.*tried.*cache.*answered 0 of 0 requests", await server.Http.GetStringAsync("/endpoints/set", Token));
    }

    [Fact]
    public async Task Runs_and_versions_list_their_files_as_downloads_with_names_that_do_no_harm()
    {
        var run = await SampleRuns.StartAsync(server.Experiments, "files", Token);
        var store = server.Server.Services.GetRequiredService<IArtifactStore>();
        const string evil = "a & b/<img src=x onerror=alert(1)>\" x.txt";
        var root = ArtifactPaths.FromUri(run.ArtifactUri);
        Assert.Contains("No files were logged.", await server.Http.GetStringAsync("/runs/" + run.Id.Value, Token), StringComparison.Ordinal);
        await store.PutAsync($"{root}/model/MLmodel", new MemoryStream(new byte[1536]), Token);
        await store.PutAsync($"{root}/{evil}", new MemoryStream("evil"u8.ToArray()), Token);
        var version = await server.DeployAsync("files", "files", Token);

        var html = await server.Http.GetStringAsync("/runs/" + run.Id.Value, Token);
        Assert.Contains($"href=\"/runs/{run.Id}/files?path=model\">model/</a>", html, StringComparison.Ordinal);
        var folder = await server.Http.GetStringAsync($"/runs/{run.Id}/files?path=model", Token);
        Assert.Matches($"href=\"/runs/{run.Id}/files\\?path=model%2FMLmodel\">MLmodel</a>\\s*<span class=\"muted\">1.5(\u00a0|&#xA0;)KiB", folder);
        var file = await server.Http.GetStringAsync($"/runs/{run.Id}/files?path={Uri.EscapeDataString(evil)}", Token);
        Assert.DoesNotContain("<img src=x", file, StringComparison.Ordinal);
        Assert.Contains(">evil</pre>", file, StringComparison.Ordinal);
        var link = Assert.Single(Link().Matches(file).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)), link => link.StartsWith("/get-artifact", StringComparison.Ordinal));
        Assert.Equal("evil", await server.Http.GetStringAsync(link, Token));

        var page = await server.Http.GetStringAsync($"/models/files/{version.Version}", Token);
        Assert.Contains($"href=\"/model-versions/get-artifact?name=files&amp;version={version.Version}&amp;path=model.onnx\" download>model.onnx</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_run_says_why_on_its_page_and_in_the_overview()
    {
        var run = await SampleRuns.StartAsync(server.Experiments, "failing", Token);
        await server.Experiments.LogAsync(run.Id, new RunEntries { Tags = new Dictionary<string, string> { ["saker.failure"] = "prepare[0]: no such column" } }, Token);
        await server.Experiments.EndRunAsync(run.Id, RunStatus.Failed, Token);

        foreach (var path in new[] { "/", "/runs/" + run.Id.Value })
            Assert.Matches("class=\"failure\"[^>]*>prepare\\[0\\]: no such column", await server.Http.GetStringAsync(path, Token));
    }

    [Fact]
    public async Task The_short_id_that_lists_show_leads_to_the_run_on_the_page_and_in_the_api()
    {
        var run = await SampleRuns.StartAsync(server.Experiments, "short", Token);
        Assert.Contains($">{run.Id.Short}<", await server.Http.GetStringAsync("/runs?experiment=short", Token), StringComparison.Ordinal);

        Assert.Contains(run.Id.Value, await server.Http.GetStringAsync("/runs/" + run.Id.Short, Token), StringComparison.Ordinal);
        Assert.Equal(run.Id.Value, (await server.Client.GetRunAsync(run.Id.Short, Token)).Id);
        await SampleRuns.StartAsync(server.Experiments, "short", Token);
        using var several = await server.Http.GetAsync("/api/runs/0", Token);
        Assert.Equal(HttpStatusCode.BadRequest, several.StatusCode);
    }

    [Fact]
    public async Task The_curl_snippet_of_an_endpoint_is_accepted_by_it()
    {
        var html = await server.Http.GetStringAsync("/endpoints/churn/code", Token);
        var command = WebUtility.HtmlDecode(Snippet().Match(html).Groups[1].Value);
        Assert.Contains(server.Server.Address + "api/endpoints/churn/predict", command, StringComparison.Ordinal);
        var body = Regex.Match(command, "-d '(.*)'$", RegexOptions.Singleline).Groups[1].Value;
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/api/endpoints/churn/predict", content, Token);
        Assert.True(response.IsSuccessStatusCode, body);
    }

    [Fact]
    public async Task An_empty_home_says_what_to_do_next_on_every_page()
    {
        await using var empty = new TestServer();
        await empty.StartAsync(options => options, hasModel: false);
        foreach (var path in new[] { "/", "/runs", "/models", "/endpoints" })
            Assert.Contains("./saker train", await empty.Http.GetStringAsync(path, Token), StringComparison.Ordinal);
        Assert.Contains("./saker datasets add", await empty.Http.GetStringAsync("/datasets", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_pages_watch_live_than_the_limit_and_stopping_ends_them()
    {
        await using var limited = new TestServer();
        await limited.StartAsync(options => options with { MaxLiveStreams = 1 }, hasModel: true);
        using var first = await limited.Http.GetAsync("/live/overview", HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal("text/event-stream", first.Content.Headers.ContentType?.MediaType);
        using var second = await limited.Http.GetAsync("/live/overview", HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        var startedAt = TimeProvider.System.GetTimestamp();
        await limited.Server.StopAsync(Token);
        Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(3));
    }

    // Scripts without a source, style elements or attributes, and handlers in attributes.
    [GeneratedRegex("""<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    [GeneratedRegex("/assets/[^\"]+")]
    private static partial Regex AssetAddress();

    [GeneratedRegex("<a[^>]* href=\"(/[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<code id=\"curl\"[^>]*>(.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
