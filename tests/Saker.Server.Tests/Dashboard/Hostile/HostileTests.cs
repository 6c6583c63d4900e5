using System.Net;
using System.Text;
using System.Text.Json;
using Saker.Client;
using Saker.Server.Tests.Http;
using Saker.Testing;

namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>Hostile texts, stored wherever a user can store one and given wherever a page takes one, are texts on every page and nothing else.</summary>
public sealed class HostileTests(HostileHome home, Chromium chromium) : IClassFixture<HostileHome>
{
    /// <summary>An address has room for about 8,000 characters, each of which may need nine.</summary>
    private const int ReflectedLength = 700;

    private static readonly TimeSpan s_listening = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_collection_has_a_hundred_texts_and_more_each_once()
    {
        Assert.True(HostileTexts.All.Count >= 150, $"{HostileTexts.All.Count} texts");
        Assert.Equal(HostileTexts.All.Count, HostileTexts.All.Distinct().Count());
    }

    [Fact]
    public async Task Stored_texts_are_written_as_text_in_the_bytes_of_every_page_and_each_is_seen()
    {
        List<string> faults = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var path in HostilePages.Showing(home))
        {
            var shown = Shown(await ReadAsync(path, faults));
            if (shown.All(text => text.Length == 1))
                faults.Add($"{path} shows none of the texts");
            seen.UnionWith(shown);
        }
        foreach (var path in HostilePages.Others(home))
            await ReadAsync(path, faults);
        faults.AddRange(HostileTexts.All.Except(seen).Select(text => $"no page shows {text}"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task News_of_open_pages_hold_stored_texts_as_text()
    {
        List<string> faults = [];
        await Task.WhenAll(HostilePages.Live(home).Select(async path => Look(path, await ListenAsync(path), faults)));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Texts_in_addresses_are_written_as_text_or_refused_on_every_page()
    {
        List<string> faults = [];
        var given = HostileTexts.Joined(ReflectedLength).Select(Uri.EscapeDataString).ToList();
        await Parallel.ForEachAsync(HostilePages.Reflecting(home), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Token }, async (address, token) =>
        {
            foreach (var text in given)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address + text);
                request.Headers.Accept.ParseAdd("text/html");
                using var response = await home.Server.Http.SendAsync(request, token);
                var body = await response.Content.ReadAsStringAsync(token);
                if (response.Content.Headers.ContentType?.MediaType is "text/html")
                    Look(address, body, faults);
                lock (faults)
                {
                    if ((int)response.StatusCode >= 500)
                        faults.Add($"{(int)response.StatusCode} from {address}{text}");
                    if (response.RequestMessage!.RequestUri!.Authority != home.Address.Authority)
                        faults.Add($"{address} leads to {response.RequestMessage.RequestUri}");
                }
            }
        });
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(40)));
    }

    [Theory]
    [InlineData("POST", "/api/datasets/{0}", "a,b\n1,2\n", "text/csv", "name")]
    [InlineData("PUT", "/api/alerts/rules/{0}", """{"signal":"requests.rate","above":1}""", "application/json", "name")]
    [InlineData("POST", "/api/endpoints", """{"name":{0},"model":"hostile/1"}""", "application/json", "name")]
    [InlineData("POST", "/api/studies", """{"name":{0},"space":{"x":{"from":0,"to":1}}}""", "application/json", "name")]
    [InlineData("POST", "/api/keys", """{"name":{0},"role":"viewer"}""", "application/json", "name")]
    [InlineData("PUT", "/api/models/hostile/aliases/{0}", """{"version":1}""", "application/json", "alias")]
    [InlineData("PATCH", "/api/models/hostile", """{"tags":{{0}:"x"}}""", "application/json", "key")]
    public async Task A_name_that_could_not_stand_in_an_address_is_refused_with_what_would_be_right(string method, string path, string body, string type, string says)
    {
        foreach (var text in HostileTexts.Marked.Where((text, i) => i % 4 == 0 && !text.Contains('/', StringComparison.Ordinal)))
        {
            var isInPath = path.Contains("{0}", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{0}", Uri.EscapeDataString(text), StringComparison.Ordinal))
            {
                Content = new StringContent(isInPath ? body : body.Replace("{0}", JsonSerializer.Serialize(text), StringComparison.Ordinal), Encoding.UTF8, type),
            };
            using var response = await home.Server.Http.SendAsync(request, Token);
            var answer = await response.Content.ReadAsStringAsync(Token);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{(int)response.StatusCode} for {text}: {answer}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains(says, answer, StringComparison.Ordinal);
            Assert.Contains("letters", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Files_of_runs_come_to_a_browser_as_nothing_that_runs()
    {
        foreach (var name in new[] { "page.html", "picture.svg" })
        {
            using var response = await home.Server.Http.GetAsync($"/runs/{home.Runs[0].Id}/file?path={name}", Token);
            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_text_acts_in_a_browser_on_any_page()
    {
        var given = HostileTexts.Joined(ReflectedLength);
        string[] reflecting = [.. HostilePages.Reflecting(home).Where(address => !address.StartsWith("/completions", StringComparison.Ordinal) && !address.Contains("/file?", StringComparison.Ordinal) && !address.Contains("/rows?", StringComparison.Ordinal)).Where((_, i) => i % 4 == 0).Select((address, i) => address + Uri.EscapeDataString(given[i % given.Count]))];
        string[] all = [.. HostilePages.Showing(home).Where(path => !path.EndsWith("/rows", StringComparison.Ordinal) || path.StartsWith("/datasets", StringComparison.Ordinal)), .. HostilePages.Others(home), .. reflecting];
        var walks = await Task.WhenAll(Enumerable.Range(0, 2).Select(lane => HostileWalk.RunAsync(chromium, home.Address, [.. all.Where((_, i) => i % 2 == lane)])));
        var faults = walks.SelectMany(one => one).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>What an open page is told first.</summary>
    private async Task<string> ListenAsync(string path)
    {
        using var response = await home.Server.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} from {path}");
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        using var heard = new MemoryStream();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        try
        {
            var listening = stream.CopyToAsync(heard, limit.Token);
            // What is said first comes together, as soon as the machine gets to it.
            await Eventually.IsSoAsync(() => heard.Length > 0 || listening.IsCompleted, $"that {path} says something");
            limit.CancelAfter(s_listening);
            await listening;
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            // It goes on for as long as a page is open; what it had to say first has been said.
        }
        var text = Encoding.UTF8.GetString(heard.ToArray());
        Assert.True(text.Contains("data:", StringComparison.Ordinal), $"{path} said nothing");
        return text;
    }

    private async Task<string> ReadAsync(string path, List<string> faults)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await home.Server.Http.SendAsync(request, Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        if (!response.IsSuccessStatusCode)
            faults.Add($"{(int)response.StatusCode} from {path}");
        Look(path, body, faults);
        return body;
    }

    private static void Look(string path, string body, List<string> faults)
    {
        List<string> raw = [.. HostileTexts.Marked.Where(text => body.Contains(text, StringComparison.Ordinal)).Take(3)];
        lock (faults)
            faults.AddRange(raw.Select(text => $"{path} has in its bytes {text}"));
    }

    /// <summary>The texts that somebody reads in a page; those that markup of its own might hold by chance are not counted.</summary>
    private static List<string> Shown(string body)
    {
        var text = WebUtility.HtmlDecode(body);
        return [.. HostileTexts.All.Where(one => one.Length == 1 || text.Contains(one, StringComparison.Ordinal))];
    }
}
