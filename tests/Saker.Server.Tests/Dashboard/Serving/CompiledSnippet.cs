using Saker.Client;

namespace Saker.Server.Tests.Dashboard.Serving;

/// <summary>The C# that an endpoint's page shows, compiled with the client as it is. A test holds the two alike, line by line but for the values of the row.</summary>
internal static class CompiledSnippet
{
    public static async Task RunAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:5080/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("SAKER_KEY"));
        var client = new SakerClient(http);
        var row = new Dictionary<string, object?>
        {
            ["a number"] = 1.5,
            ["a count"] = 2,
            ["a text"] = "\u2028 \"quoted\" \\ 🦅",
            ["a truth"] = true,
            ["nothing"] = null,
        };
        var answer = await client.PredictAsync("churn", [row], CancellationToken.None);
        Console.WriteLine(answer.Predictions[0]);
    }
}
