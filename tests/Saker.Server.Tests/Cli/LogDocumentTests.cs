using System.Text;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/prediction-log.md, used as they stand there, beside a server that runs.</summary>
public sealed class LogDocumentTests : IAsyncLifetime
{
    private readonly CliFolder _folder = new();
    private readonly TestServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        await _server.StartAsync(options => options with { Home = _folder.Home }, hasModel: true);
        await AskAsync("refused-1", "\"three\"");
        foreach (var (id, tenure) in new[] { ("order-1", 3), ("order-2", 40), ("order-3", 50) })
            await AskAsync(id, $"{tenure}");
        while (await _server.Client.Log.FindAsync("order-3", Token) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        var block = await DocumentedCommands.ReadAsync("prediction-log.md", "commands");
        Assert.True(block.Count > 15, "The document has no commands.");

        await DocumentedCommands.RunAsync(_folder, block);

        var csv = await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "served.csv"), Token);
        Assert.StartsWith("request.id,request.row,request.at,request.version,request.step,request.weight,", csv[0], StringComparison.Ordinal);
        Assert.Equal(4, csv.Length);
        // The server's own journal still has it, and shows it to nobody.
        Assert.Null(await _server.Client.Log.FindAsync("order-1", Token));
        using var audit = await SakerProcess.RunAsync(_folder.Path, _folder.Home, "audit", "--json");
        Assert.Equal(["log.erase", "log.export", "log.export"], audit.Json.EnumerateArray().Select(entry => entry.GetProperty("act").GetString()).Take(3));
    }

    private async Task AskAsync(string id, string tenure)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict")
        {
            Content = new StringContent($$"""{"rows":[{"tenure":{{tenure}},"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}]}""", Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("X-Request-Id", id);
        using var answer = await _server.Http.SendAsync(message, Token);
    }
}
