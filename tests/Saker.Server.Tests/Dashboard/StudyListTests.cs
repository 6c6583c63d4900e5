using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Studies;

namespace Saker.Server.Tests.Dashboard;

/// <summary>The list of studies, however many there are.</summary>
public sealed class StudyListTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Count = 120;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_study_is_reached_from_page_to_page()
    {
        var studies = server.Server.Services.GetRequiredService<StudyCatalogue>();
        for (var i = 0; i < Count; i++)
            await studies.CreateAsync(StudyJson.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"name":"study-{{i:000}}","space":{"x":{"from":0, "to":1} } }""")), Token);
        var (path, seen) = ("/studies", new HashSet<string>());
        for (var pages = 0; path.Length > 0; pages++)
        {
            Assert.True(pages < 5, "the pages have no end");
            var html = await server.Http.GetStringAsync(path, Token);
            seen.UnionWith(Enumerable.Range(0, Count).Select(i => $"study-{i:000}").Where(name => html.Contains($">{name}</a>", StringComparison.Ordinal)));
            path = html.Contains("rel=\"next\"", StringComparison.Ordinal) ? $"/studies?page={pages + 2}" : "";
        }
        Assert.Equal(Count, seen.Count);
        Assert.Contains("no more studies", await server.Http.GetStringAsync("/studies?page=9", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_leads_to_the_rollout_of_its_newest_version_where_an_endpoint_serves_another()
    {
        await server.Registry.MoveAliasAsync(new Saker.Platform.Registry.AliasChange { Model = "churn", Alias = "candidate", Version = 1 }, Token);
        Assert.DoesNotContain("by a rollout", await server.Http.GetStringAsync("/models/churn", Token), StringComparison.Ordinal);
        await server.Registry.RegisterAsync(new Saker.Platform.Registry.Registration { Model = "churn", Folder = null, FilesReason = "kept elsewhere" }, Token);
        Assert.Contains("href=\"/rollouts/start?endpoint=churn&amp;model=churn%2F2\"", await server.Http.GetStringAsync("/models/churn", Token), StringComparison.Ordinal);
    }
}
