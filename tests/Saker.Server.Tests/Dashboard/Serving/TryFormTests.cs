using System.Net;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http;
using Saker.Server.Tests.Http.Access;

namespace Saker.Server.Tests.Dashboard.Serving;

/// <summary>The form that tries an endpoint asks as programs do, and lets nobody ask more.</summary>
public sealed class TryFormTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_may_not_predict_sees_no_button_and_is_refused_all_the_same()
    {
        using var viewer = server.As(Role.Viewer);
        var html = await viewer.GetStringAsync("/endpoints/churn/try", Token);
        Assert.Contains("Asking needs the role user; yours is viewer.", html, StringComparison.Ordinal);
        Assert.DoesNotContain(">Ask</button>", html, StringComparison.Ordinal);
        using var refused = await PostAsync(viewer, new() { ["in.tenure"] = "3" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_user_is_answered_within_its_limits_and_not_told_what_deployers_are()
    {
        using var user = server.As(Role.User);
        Assert.DoesNotContain("what would change it", await user.GetStringAsync("/endpoints/churn/try", Token), StringComparison.Ordinal);
        using var answered = await PostAsync(user, new() { ["in.tenure"] = "3", ["in.MonthlyCharges"] = "70.35", ["in.Contract"] = "Month-to-month", ["in.PaperlessBilling"] = "true", ["explain"] = "yes", ["counterfactual"] = "yes" });
        var html = await answered.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Contains("probability", html, StringComparison.Ordinal);
        Assert.Contains("This needs the role deployer.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/log/", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_value_is_said_at_its_field_and_what_was_written_is_text()
    {
        using var user = server.As(Role.User);
        using var refused = await PostAsync(user, new() { ["in.tenure"] = "<script>alert(1)</script>", ["in.MonthlyCharges"] = "", ["in.Contract"] = "Monthly", ["in.PaperlessBilling"] = "perhaps" });
        var html = await refused.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;script&gt;alert(1)&lt;/script&gt;\"", html, StringComparison.Ordinal);
        Assert.True(html.Split("class=\"fault-text\"").Length > 3, html);
    }

    [Fact]
    public async Task A_form_of_another_site_and_what_is_no_form_are_refused()
    {
        using var user = server.As(Role.User);
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["in.tenure"] = "3" });
        using var foreign = await user.PostAsync("/endpoints/churn/try", content, Token);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var json = await user.PostJsonAsync("/endpoints/churn/try", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        using var admin = server.As(Role.Admin);
        using var key = await admin.PostAsync("/settings/keys", new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "evil", ["role"] = "admin" }), Token);
        Assert.Equal(HttpStatusCode.Forbidden, key.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient http, Dictionary<string, string> fields)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/endpoints/churn/try") { Content = new FormUrlEncodedContent(fields) };
        message.Headers.Add("Origin", server.Inner.Server.Address.ToString().TrimEnd('/'));
        return await http.SendAsync(message, Token);
    }
}
