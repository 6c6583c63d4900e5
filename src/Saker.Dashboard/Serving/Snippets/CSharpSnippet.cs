namespace Saker.Dashboard.Serving.Snippets;

/// <summary>The typed client of Saker.</summary>
internal static class CSharpSnippet
{
    private static readonly (string, string, string) s_words = ("true", "false", "null");

    public static string Write(SnippetSource source) =>
        $$"""
        using Saker.Client;

        using var http = new HttpClient { BaseAddress = new Uri({{Literals.Text(source.Server + "/")}}) };
        {{(source.NeedsKey ? "http.DefaultRequestHeaders.Authorization = new(\"Bearer\", Environment.GetEnvironmentVariable(\"SAKER_KEY\"));\n" : "")}}var client = new SakerClient(http);
        var row = new Dictionary<string, object?>
        {
        {{string.Join('\n', source.Signature.Inputs.Select(column => $"    [{Literals.Text(column.Name)}] = {Literals.Value(column, source.Values!.Find(column.Name), s_words)},"))}}
        };
        var answer = await client.PredictAsync({{Literals.Text(source.Endpoint)}}, [row], CancellationToken.None);
        Console.WriteLine(answer.Predictions[0]);
        """;
}
