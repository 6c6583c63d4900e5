using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Saker.Client;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/watching.md, used as they stand there, beside a server that is asked for predictions.</summary>
public sealed class WatchingDocumentTests
{
    private static readonly string[] s_numbers = ["SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traffic_as_in_training_does_not_drift_and_of_shifted_traffic_the_column_is_named()
    {
        using var folder = new CliFolder();
        using (var training = await SakerProcess.RunAsync(folder.Path, folder.Home, "train", CliFolder.ChurnFile))
            Assert.True(training.ExitCode == 0, training.Errors);
        folder.Write("monitor.yaml", string.Join('\n', await DocumentedCommands.ReadAsync("watching.md", "monitor")));
        using (var deploying = await SakerProcess.RunAsync(folder.Path, folder.Home, "deploy", "moved", "churn/1", "--monitor", "monitor.yaml"))
            Assert.True(deploying.ExitCode == 0, deploying.Errors);
        using var up = SakerProcess.Start(folder.Path, folder.Home, "up", "--port", "0");
        using var http = new HttpClient { BaseAddress = await up.ListeningAsync() };
        var rows = await RowsAsync();
        await PredictAsync(http, "churn", rows, shift: 0);
        await PredictAsync(http, "moved", rows, shift: 30);
        await UntilKnownAsync(folder, "churn", rows.Count);
        await UntilKnownAsync(folder, "moved", rows.Count);

        await DocumentedCommands.RunAsync(folder, await DocumentedCommands.ReadAsync("watching.md", "commands"));

        var client = new SakerClient(http);
        var calm = await client.Monitors.EvaluateDriftAsync("churn", new EvaluateDriftRequest(), Token);
        var moved = await client.Monitors.EvaluateDriftAsync("moved", new EvaluateDriftRequest(), Token);
        Assert.Equal((false, 0.0, rows.Count), (calm.Drifted, calm.Share, (int)calm.RowCount));
        Assert.Equal(["MonthlyCharges"], moved.Columns.Where(column => column.Drifted).Select(column => column.Column));
        Assert.True(moved.Drifted);
        Assert.InRange(moved.Columns[0].Importance!.Value, 0.01, 0.9);
        Assert.Contains(moved.Id, (await client.Monitors.ListDriftAsync("moved", version: 1, maxCount: 10, Token)).Reports.Select(report => report.Id));
        var picture = await http.GetStringAsync($"/api/endpoints/moved/drift/{moved.Id}/columns/MonthlyCharges/picture", Token);
        Assert.StartsWith("<svg", picture, StringComparison.Ordinal);
        var page = await http.GetStringAsync($"/watching/moved?report={moved.Id}", Token);
        Assert.Contains("MonthlyCharges", page, StringComparison.Ordinal);
        Assert.Contains("drift.share", page, StringComparison.Ordinal);
    }

    /// <summary>Every seventh row of the data: about a thousand.</summary>
    private static async Task<IReadOnlyList<JsonObject>> RowsAsync()
    {
        var lines = await File.ReadAllLinesAsync(CliFolder.ChurnData, Token);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Where((_, i) => i % 7 == 0).Select(line => Row(names, line.Split(',')))];
    }

    private static JsonObject Row(string[] names, string[] values)
    {
        var row = new JsonObject();
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is "customerID" or "Churn")
                continue;
            row[names[i]] = !s_numbers.Contains(names[i]) ? values[i]
                : double.TryParse(values[i], CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        return row;
    }

    private static async Task PredictAsync(HttpClient http, string endpoint, IReadOnlyList<JsonObject> rows, double shift)
    {
        foreach (var chunk in rows.Chunk(200))
        {
            var body = new JsonObject { ["rows"] = new JsonArray([.. chunk.Select(row => Shifted(row, shift))]) };
            using var answer = await http.PostAsJsonAsync($"/api/endpoints/{endpoint}/predict", body, Token);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        }
    }

    private static JsonNode Shifted(JsonObject row, double shift)
    {
        var shifted = row.DeepClone();
        shifted["MonthlyCharges"] = (double)row["MonthlyCharges"]! + shift;
        return shifted;
    }

    /// <summary>Until the windows have the rows.</summary>
    private static async Task UntilKnownAsync(CliFolder folder, string endpoint, int rows)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            using var check = await SakerProcess.RunAsync(folder.Path, folder.Home, "monitor", "check", endpoint, "--json");
            if (check.ExitCode is 0 or 1 && check.Json.GetProperty("rowCount").GetInt64() == rows)
                return;
            await Task.Delay(TimeSpan.FromSeconds(2), limit.Token);
        }
    }
}
