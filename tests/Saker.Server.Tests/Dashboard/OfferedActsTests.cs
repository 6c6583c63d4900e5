using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Server.Tests.Dashboard.Catalogue;
using Saker.Server.Tests.Http.Access;

namespace Saker.Server.Tests.Dashboard;

/// <summary>What pages offer to each role: no act and no way that refuses whoever takes it.</summary>
public sealed partial class OfferedActsTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static readonly string[] s_named =
    [
        "/models/churn", "/models/churn/1", "/models/churn/1/lineage", "/endpoints/churn", "/endpoints/churn/try", "/endpoints/churn/code", "/endpoints/churn/settings", "/endpoints/churn/lineage",
        "/watching/churn", "/watching/churn/performance", "/watching/churn/retraining",
    ];

    // Everybody's own.
    private static readonly string[] s_own = ["/theme", "/sign-in", "/sign-out"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EndpointDataSource Source => server.Inner.Server.Services.GetRequiredService<EndpointDataSource>();

    [Theory]
    [InlineData(Role.Viewer, 0)]
    [InlineData(Role.User, 1)]
    [InlineData(Role.Deployer, 8)]
    [InlineData(Role.Admin, 10)]
    public async Task Nobody_is_offered_or_led_to_what_refuses_them(Role role, int atLeast)
    {
        var (pages, acts) = (new PageRoutes(Source), new PageRoutes(Source, "POST"));
        using var http = server.As(role);
        HashSet<string> offered = [];
        foreach (var path in pages.PlainFor(role).Concat(s_named).Append("/rollouts/" + await RolloutAsync()))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd("text/html");
            using var response = await http.SendAsync(request, Token);
            var html = await response.Content.ReadAsStringAsync(Token);
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{(int)response.StatusCode} from {path}");
            foreach (var to in Forms().Matches(html).Select(form => WebUtility.HtmlDecode(form.Groups["to"].Value)).Except(s_own))
            {
                var act = acts.Find(to);
                Assert.True(act is not null, $"{path} has a form that leads nowhere: {to}");
                Assert.True(acts.RoleOf(act) <= role, $"{path} offers a {role.Word()} {to}, which asks for {acts.RoleOf(act)}");
                offered.Add(act);
            }
            foreach (var to in Links().Matches(html).Select(link => WebUtility.HtmlDecode(link.Groups["to"].Value)))
                Assert.True(pages.Find(to) is not { } page || pages.RoleOf(page) <= role, $"{path} leads a {role.Word()} to {to}");
        }
        Assert.True(atLeast == 0 ? offered.Count == 0 : offered.Count >= atLeast, $"a {role.Word()} is offered {string.Join(", ", offered)}");
    }

    [Fact]
    public async Task Approving_is_offered_to_those_whom_the_protection_lets_approve_and_to_nobody_else()
    {
        var approvals = server.Inner.Server.Services.GetRequiredService<IApprovalStore>();
        await approvals.ProtectAsync(new AliasProtection { Model = "churn", Alias = "guarded", Role = Role.Admin }, new Actor("admin", Role.Admin), Token);
        var asked = await server.Inner.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "guarded", Version = 1, By = new Actor("deployer", Role.Deployer) }, Token);
        var id = asked.Request!.Id;
        foreach (var (role, acts) in new (Role, string[])[] { (Role.Viewer, []), (Role.User, []), (Role.Deployer, ["withdraw"]), (Role.Admin, ["approve", "reject"]) })
        {
            using var http = server.As(role);
            var html = await http.GetStringAsync("/models/churn", Token);
            Assert.Equal(acts, new[] { "approve", "reject", "withdraw" }.Where(act => html.Contains($"action=\"/api/models/approvals/{id}/{act}\"", StringComparison.Ordinal)));
        }
    }

    /// <summary>The rollout of a second version, which is under way or held by nothing but its plan.</summary>
    private async Task<string> RolloutAsync()
    {
        var rollouts = server.Inner.Server.Services.GetRequiredService<RolloutReader>();
        if (await FindAsync() is { } known)
            return known;
        await server.Inner.DeployAsync("churn", "churn", Token);
        return await FindAsync() ?? throw new InvalidOperationException("No rollout brought the version.");

        async Task<string?> FindAsync() => (await rollouts.ListAsync(new RolloutQuery { Endpoint = "churn", Max = 10 }, Token)).FirstOrDefault(look => look.Rollout.Candidate.Version > 1)?.Rollout.Id;
    }

    [Fact]
    public async Task Where_access_is_off_whoever_asked_can_withdraw_and_is_not_offered_what_is_refused()
    {
        await using var open = new TestServer();
        await open.InitializeAsync();
        await open.Server.Services.GetRequiredService<IApprovalStore>().ProtectAsync(new AliasProtection { Model = "churn", Alias = "guarded", Role = Role.Admin }, new Actor("admin", Role.Admin), Token);
        using var asked = await open.Http.PutAsync("/api/models/churn/aliases/guarded", new StringContent("""{"version":1}""", System.Text.Encoding.UTF8, "application/json"), Token);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var html = await open.Http.GetStringAsync("/models/churn", Token);
        Assert.Contains("/withdraw\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/approve\"", html, StringComparison.Ordinal);
    }

    [GeneratedRegex("(<form[^>]*method=\"post\"[^>]*|form)action=\"(?<to>[^\"]*)\"")]
    private static partial Regex Forms();

    [GeneratedRegex("<a [^>]*href=\"(?<to>/[^\"]*)\"")]
    private static partial Regex Links();
}
