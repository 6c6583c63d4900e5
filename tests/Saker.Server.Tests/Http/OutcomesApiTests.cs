using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Estimation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Intervals;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Server.Tests.Cli;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

/// <summary>A true server: predictions with ids of the client's, outcomes before and after they are logged, again and corrected, and what comes of them.</summary>
public sealed class OutcomesApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new()
    {
        Services = services =>
        {
            services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn()));
            services.AddSingleton(new OutcomeOptions { RetryEvery = TimeSpan.FromMilliseconds(200) });
            services.AddSingleton(new CaptureOptions { Interval = TimeSpan.FromMilliseconds(100) });
            services.AddSingleton(new JobOptions { PollInterval = TimeSpan.FromMilliseconds(100) });
        },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OutcomesClient Outcomes => _server.Client.Outcomes;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await DeployEvaluatedAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Outcomes_are_joined_to_what_was_predicted_and_scores_are_those_computed_by_hand()
    {
        var chance = new Random(1);
        var rows = new List<(string Id, int Row, float Probability, bool IsPositive)>();
        for (var request = 0; request < 60; request++)
            foreach (var (row, probability) in (await PredictAsync($"order-{request}", 1 + (request % 3), chance)).Index())
                rows.Add(($"order-{request}", row, probability, chance.NextDouble() < probability));

        // At once, before they are in the log: all are durable, and those that are not joined yet are told.
        var first = await Outcomes.AddAsync([.. rows.Select(row => OutcomeRequest.Of(row.Id, row.IsPositive ? "Yes" : "No", row.Row))], Cancellation);
        var again = await Outcomes.AddAsync([OutcomeRequest.Of(rows[0].Id, rows[0].IsPositive ? "Yes" : "No")], Cancellation);
        var wrong = rows[1] = rows[1] with { IsPositive = !rows[1].IsPositive };
        var corrected = await Outcomes.AddAsync([OutcomeRequest.Of(wrong.Id, wrong.IsPositive ? "Yes" : "No", wrong.Row)], Cancellation);

        Assert.Equal((120, 120), (first.Received, first.Added));
        Assert.Equal(first.Received, first.Matched + first.Unmatched);
        Assert.Equal((0, 1, 0), (again.Added, again.Repeated, again.Corrected));
        Assert.Equal((0, 1), (corrected.Added, corrected.Corrected));
        await WaitAsync(async () => (await Outcomes.ListAsync(null, "unmatched", 10, null, Cancellation)).Outcomes.Count == 0);

        var performance = await Outcomes.GetPerformanceAsync("demo", since: null, [], Cancellation);

        var version = Assert.Single(performance.Versions);
        Assert.Equal((120, 120L), (version.OutcomeCount, performance.Outcomes["matched"]));
        var expected = new BinaryPredictions([.. rows.Select(row => row.IsPositive ? 1f : 0f)], [.. rows.Select(row => row.Probability)], 0.5);
        foreach (var name in (string[])["roc_auc", "accuracy", "log_loss", "brier", "f1"])
            Assert.Equal(BinaryScores.All.Single(score => score.Name == name).Compute(expected), version.Scores.Single(score => score.Name == name).Value!.Value, 1e-6);
        Assert.All(version.Scores.Where(score => score.Name is "roc_auc" or "accuracy"), score => Assert.NotNull(score.Evaluation));
        var found = (await Outcomes.FindAsync(wrong.Id, Cancellation)).Single(outcome => outcome.Row == wrong.Row);
        Assert.Equal((wrong.IsPositive ? "Yes" : "No", wrong.IsPositive ? "No" : "Yes"), (found.Outcome, Assert.Single(found.History!).Outcome));
        Assert.Equal(wrong.Probability, (float)found.Prediction!.Outputs["probability"]!, 1e-6f);
    }

    [Fact]
    public async Task Outcomes_that_turned_are_reported_as_decay()
    {
        var chance = new Random(2);
        var outcomes = new List<OutcomeRequest>();
        for (var request = 0; request < 50; request++)
            foreach (var (row, probability) in (await PredictAsync($"turned-{request}", 4, chance)).Index())
                outcomes.Add(OutcomeRequest.Of($"turned-{request}", chance.NextDouble() < probability ? "No" : "Yes", row));
        await Outcomes.AddAsync(outcomes, Cancellation);
        await WaitAsync(async () => (await Outcomes.ListAsync("demo", "matched", 1_000, null, Cancellation)).Outcomes.Count == 200);

        var job = _server.Server.Services.GetServices<IRecurringJob>().Single(job => job.Name == "performance");
        await job.RunAsync(TimeProvider.System.GetUtcNow().AddDays(1), Cancellation);
        var performance = await Outcomes.GetPerformanceAsync("demo", since: null, ["Contract"], Cancellation);

        var version = Assert.Single(performance.Versions);
        var window = version.Windows.Last(window => window.Decay is not null);
        Assert.True(window.Decay!.IsDecayed);
        Assert.True(window.Decay.PValue < 0.001 && window.Decay.LossLow > 0, $"{window.Decay}");
        // What was estimated knew nothing of the answers: it is off by what they turned.
        var estimate = window.Estimates.Single(score => score.Name == "roc_auc");
        Assert.Equal("cbpe", window.EstimateMethod);
        Assert.True(estimate.Error > 0.1, $"{estimate}");
        Assert.NotEmpty(version.Segments);
        Assert.All(version.Changes, change => Assert.Equal(200, change.ErrorCount));
    }

    [Fact]
    public async Task Every_body_is_taken_and_unknown_ids_wait()
    {
        using var one = await PostAsync("""{"requestId":"nobody-1","outcome":"Yes"}""", "application/json");
        using var lines = await PostAsync("{\"requestId\":\"nobody-2\",\"outcome\":1.5}\n{\"requestId\":\"nobody-3\",\"outcome\":true}\n", "application/x-ndjson");
        var file = await Outcomes.UploadCsvAsync(new MemoryStream("request_id,row,outcome\nnobody-4,0,Yes\nnobody-4,1,No\n"u8.ToArray()), Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (one.StatusCode, lines.StatusCode));
        Assert.Equal((2, 2), (file.Added, file.Unmatched));
        Assert.Equal(["1.5"], (await Outcomes.FindAsync("nobody-2", Cancellation)).Select(outcome => outcome.Outcome));
        Assert.Equal(2, (await Outcomes.FindAsync("nobody-4", Cancellation)).Count);
        Assert.Empty(await Outcomes.FindAsync("nobody-5", Cancellation));
        using var deleted = await _server.Http.DeleteAsync("api/outcomes/nobody-4", Cancellation);
        using var missing = await _server.Http.DeleteAsync("api/outcomes/nobody-4", Cancellation);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, missing.StatusCode));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nothing_of_it_is_taken()
    {
        using var bad = await PostAsync("""[{"requestId":"ok","outcome":"Yes"},{"requestId":"no"},{"requestId":"no","outcome":1,"labell":2}]""", "application/json");
        using var lines = await PostAsync("{\"requestId\":\"ok\",\"outcome\":1}\nnonsense\n", "application/x-ndjson");
        using var type = await PostAsync("x", "application/xml");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType), (bad.StatusCode, lines.StatusCode, type.StatusCode));
        var text = await bad.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("labell", text, StringComparison.Ordinal);
        Assert.Contains("No outcome was taken", text, StringComparison.Ordinal);
        Assert.Empty(await Outcomes.FindAsync("ok", Cancellation));
        await Assert.ThrowsAsync<SakerClientException>(() => Outcomes.ListAsync(null, "lost", 10, null, Cancellation));
        await Assert.ThrowsAsync<SakerClientException>(() => Outcomes.GetPerformanceAsync("nobody", null, [], Cancellation));
    }

    [Fact]
    public async Task The_request_of_the_document_is_answered()
    {
        var lines = await DocumentedCommands.ReadAsync("outcomes.md", "request");
        Assert.Equal(2, lines.Count);

        using var answer = await PostAsync(lines[1], "application/json");

        Assert.StartsWith("POST /api/outcomes", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task What_is_wrong_in_a_sent_file_is_told_of_the_body_and_not_of_a_file_of_the_server()
    {
        using var response = await PostAsync("request_id,outcome\na,Yes\nb,Yes,more,and more\n", "text/csv");
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("the body: line 3", text, StringComparison.Ordinal);
        Assert.DoesNotContain("received", text, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(string body, string type) => _server.Http.PostAsync("api/outcomes", new StringContent(body, Encoding.UTF8, type), Cancellation);

    private async Task<IReadOnlyList<float>> PredictAsync(string id, int count, Random chance)
    {
        var rows = Enumerable.Range(0, count).Select(_ => Row(chance)).Select(row => new { row.tenure, row.MonthlyCharges, row.Contract, row.PaperlessBilling });
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/endpoints/demo/predict") { Content = JsonContent.Create(new { rows }, options: new JsonSerializerOptions()) };
        message.Headers.Add("X-Request-Id", id);
        using var response = await _server.Http.SendAsync(message, Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(id, answer.GetProperty("requestId").GetString());
        return [.. answer.GetProperty("predictions").EnumerateArray().Select(prediction => prediction.GetProperty("probability").GetSingle())];
    }

    private static (int tenure, double MonthlyCharges, string Contract, bool PaperlessBilling) Row(Random chance) =>
        (chance.Next(0, 73), Math.Round(18.25 + (chance.NextDouble() * 100), 2), ToyChurn.Contracts[chance.Next(3)], chance.Next(2) == 0);

    private static async Task WaitAsync(Func<Task<bool>> holds)
    {
        for (var turn = 0; turn < 150; turn++)
        {
            if (await holds())
                return;
            await Task.Delay(100, Cancellation);
        }
        Assert.Fail("It did not come about in time.");
    }

    /// <summary>The toy with an evaluation on rows of its own kind, whose outcomes come as often as it says.</summary>
    private async Task DeployEvaluatedAsync()
    {
        var chance = new Random(3);
        var (target, probability) = (new float[2_000], new float[2_000]);
        for (var i = 0; i < target.Length; i++)
        {
            var row = Row(chance);
            probability[i] = (float)ToyChurn.Probability(row.tenure, row.MonthlyCharges, row.Contract, row.PaperlessBilling);
            target[i] = chance.NextDouble() < probability[i] ? 1 : 0;
        }
        var rows = new BinaryPredictions(target, probability, 0.5);
        var labels = new ClassLabels("No", "Yes");
        var folder = Path.Combine(_server.Home, "evaluated");
        await ModelFolder.WriteAsync(
            folder,
            new ModelFolderContents
            {
                Model = ToyChurn.Graph().ToBytes(),
                Signature = ToyChurn.Signature,
                Evaluation = Evaluator.Judge(rows, labels, table: null, new EvaluationPlan { Bootstrap = new Bootstrap { ResampleCount = 50 } }, prior: null, [], Cancellation).ToJson(),
                Reference = HeldOutPredictions.Of(rows, labels).ToJson(),
            },
            Cancellation);
        var version = await _server.Registry.RegisterAsync(new Registration { Model = "demo", Folder = folder }, Cancellation);
        await _server.Server.Services.GetRequiredService<IEndpointStore>().DeployAsync("demo", "demo", version.Version, Cancellation);
        await _server.Server.Services.GetRequiredService<ModelHost>().RefreshAsync(Cancellation);
    }
}
