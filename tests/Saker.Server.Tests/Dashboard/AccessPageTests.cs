using System.Net;
using System.Text.RegularExpressions;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http.Access;

namespace Saker.Server.Tests.Dashboard;

/// <summary>What pages show to whom: no button that its reader may not press, and a page that says so where even looking is refused.</summary>
public sealed partial class AccessPageTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static readonly string[] s_pages =
    [
        "/", "/experiments", "/runs", "/studies", "/datasets", "/models", "/models/churn", "/models/churn/1", "/endpoints", "/endpoints/churn", "/endpoints/churn/settings", "/rollouts",
        "/watching", "/watching/churn", "/watching/churn/performance", "/watching/churn/retraining", "/alerts", "/alerts/history", "/alerts/rules", "/alerts/silences", "/alerts/deliveries", "/settings", "/settings/jobs", "/settings/roles",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_reads_every_page_without_a_button_that_changes_anything()
    {
        using var viewer = server.As(Role.Viewer);
        foreach (var path in s_pages)
        {
            using var response = await LookAsync(viewer, path);
            var html = await response.Content.ReadAsStringAsync(Token);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode} from {path}");
            // Colours and signing out are everybody's own.
            Assert.True(Forms().Matches(html).All(form => form.Groups["to"].Value is "/theme" or "/sign-out"), $"{path} has {string.Join(", ", Forms().Matches(html).Select(form => form.Groups["to"].Value))}");
        }
    }

    [Theory]
    [InlineData("/audit")]
    [InlineData("/settings/keys")]
    [InlineData("/settings/options")]
    [InlineData("/settings/receivers")]
    [InlineData("/log")]
    [InlineData("/rollouts/start")]
    public async Task What_a_viewer_may_not_see_is_answered_with_a_page_that_says_who_asks_and_what_to_do(string path)
    {
        using var viewer = server.As(Role.Viewer);
        using var response = await LookAsync(viewer, path);
        var html = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("data-error=\"403\"", html, StringComparison.Ordinal);
        Assert.Contains("with the role viewer", html, StringComparison.Ordinal);
        Assert.Contains("saker keys create", html, StringComparison.Ordinal);
        Assert.Contains(response.Headers.GetValues("X-Request-Id").Single(), html, StringComparison.Ordinal);

        using var admin = server.As(Role.Admin);
        using var seen = await LookAsync(admin, path);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    private static async Task<HttpResponseMessage> LookAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await http.SendAsync(request, Token);
    }

    [GeneratedRegex("<form[^>]*method=\"post\"[^>]*action=\"(?<to>[^\"]*)\"")]
    private static partial Regex Forms();
}
