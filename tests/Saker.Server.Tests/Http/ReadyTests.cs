using System.Net;
using Saker.Server.Hosting;
using Saker.Testing;

namespace Saker.Server.Tests.Http;

/// <summary>What is told of a server whose database goes away and comes back.</summary>
public sealed class ReadyTests
{
    private const string Row = """{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_database_is_away_the_server_lives_and_serves_and_is_not_ready()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var database = await PostgresServer.StartNewAsync();
        await using var server = new TestServer();
        await server.StartAsync(options => options with { Backends = new BackendOptions { Database = database.AddressOf("ready") } }, hasModel: true);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health/ready")).Status);

        await database.CrashAsync();
        var (status, text) = await UntilAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The metadata database does not answer", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health/live")).Status);
        using (var predicted = await server.Http.PostJsonAsync("/api/endpoints/churn/predict", $$"""{"rows":[{{Row}}]}"""))
            Assert.Equal(HttpStatusCode.OK, predicted.StatusCode);

        await database.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await UntilAsync(HttpStatusCode.OK)).Status);

        async Task<(HttpStatusCode Status, string Text)> AskAsync(string path)
        {
            using var answer = await server.Http.GetAsync(path, Cancellation);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        }

        // An answer is kept for a second, and a database takes its time to start.
        async Task<(HttpStatusCode Status, string Text)> UntilAsync(HttpStatusCode wanted)
        {
            var answer = await AskAsync("/health/ready");
            for (var i = 0; i < 60 && answer.Status != wanted; i++)
            {
                await Task.Delay(250, Cancellation);
                answer = await AskAsync("/health/ready");
            }
            return answer;
        }
    }
}
