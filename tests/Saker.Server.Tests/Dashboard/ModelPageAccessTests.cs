using System.Net;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http.Access;

namespace Saker.Server.Tests.Dashboard;

/// <summary>What pages of models and data offer to whom.</summary>
public sealed class ModelPageAccessTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static readonly string[] s_acts = ["/models/churn/alias", "/models/churn/describe", "/models/churn/delete", "/models/churn/1/describe", "/models/churn/1/stage", "/models/churn/1/delete"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_sees_no_act_and_a_deployer_every_one()
    {
        using var viewer = server.As(Role.Viewer);
        using var deployer = server.As(Role.Deployer);
        var seen = await viewer.GetStringAsync("/models/churn", Token) + await viewer.GetStringAsync("/models/churn/1", Token);
        var offered = await deployer.GetStringAsync("/models/churn", Token) + await deployer.GetStringAsync("/models/churn/1", Token);
        foreach (var act in s_acts)
        {
            Assert.DoesNotContain($"action=\"{act}\"", seen, StringComparison.Ordinal);
            Assert.Contains($"action=\"{act}\"", offered, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_of_another_site_and_one_that_is_no_form_are_refused()
    {
        using var deployer = server.As(Role.Deployer);
        foreach (var act in s_acts)
        {
            using var foreign = new HttpRequestMessage(HttpMethod.Post, act) { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["alias"] = "champion", ["confirm"] = "churn" }) };
            foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
            using var refused = await deployer.SendAsync(foreign, Token);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            using var other = await deployer.PostAsync(act, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Token);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, other.StatusCode);
        }
    }
}
