using System.Net;
using System.Net.Http.Json;

namespace Saker.Server.Tests.Cli;

public sealed class RequestLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flags_say_how_large_requests_may_be_and_the_settings_show_it()
    {
        using var folder = new CliFolder();
        using var up = SakerProcess.Start(folder.Path, folder.Home, "up", "--port", "0", "--max-body-bytes", "2048", "--max-rows", "17", "--max-errors", "3", "--max-live-streams", "5", "--max-stop-delay", "2.5", "--max-import-bytes", "4096", "--max-failed-runs", "9");
        using var http = new HttpClient { BaseAddress = await up.ListeningAsync() };

        using var refused = await http.PostAsJsonAsync("/v2/repository/index", new { ready = false, note = new string('x', 2048) }, Token);
        using var taken = await http.PostAsJsonAsync("/v2/repository/index", new { ready = false }, Token);
        var settings = await http.GetStringAsync("/settings/options", Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("saker up --max-body-bytes", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.All(["2 KiB", "17", "3", "5", "2500ms", "4 KiB", "9"], value => Assert.Contains($"<td class=\"text\">{value}</td>", settings, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_that_takes_nothing_is_refused()
    {
        using var folder = new CliFolder();
        using var up = await SakerProcess.RunAsync(folder.Path, folder.Home, "up", "--port", "0", "--max-body-bytes", "0");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("maxBodyBytes: is 0", up.Errors, StringComparison.Ordinal);
    }
}
