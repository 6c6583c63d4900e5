using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Outcomes;

/// <summary>Business metrics on their way in.</summary>
public sealed class NamedOutcomeIntakeTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly FakePredictionLog _log = new();
    private readonly ManualTime _time = new();

    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private INamedOutcomeStore Store => _saker.Services.GetRequiredService<INamedOutcomeStore>();

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync(services =>
    {
        services.AddSingleton<IPredictionLog>(_log);
        services.AddSingleton<TimeProvider>(_time);
    });

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task A_metric_is_joined_to_the_arm_of_its_request_also_where_no_row_of_it_was_kept()
    {
        _log.Add(Request("a", arm: 1));

        var receipt = await AddAsync("""[{"requestId":"a","metric":"revenue","outcome":12.5},{"requestId":"a","outcome":"Yes"}]""");

        Assert.Equal((2, 2, 1, 1), (receipt.ReceivedCount, receipt.AddedCount, receipt.MatchedCount, receipt.UnsampledCount));
        var joined = Assert.Single(await Store.ListJoinedAsync("churn", "revenue", 0, 10, Cancellation));
        Assert.Equal((12.5, 1, 2), (joined.Value, joined.Request!.Arm, joined.Request.Version));
    }

    [Fact]
    public async Task Where_the_control_answered_for_a_candidate_that_failed_what_follows_is_the_candidates()
    {
        _log.Add(Request("a", arm: 1) with { Error = "internal" });
        _log.Add(Request("a", arm: null) with { Version = 1, At = _time.GetUtcNow().AddMilliseconds(5) });

        await AddAsync("""{"requestId":"a","metric":"revenue","outcome":0}""");

        var joined = Assert.Single(await Store.ListJoinedAsync("churn", "revenue", 0, 10, Cancellation));
        Assert.Equal((1, 1), (joined.Request!.Arm, joined.Request.Version));
    }

    [Fact]
    public async Task A_metric_that_comes_before_the_log_has_its_request_is_joined_later()
    {
        var receipt = await AddAsync("""{"requestId":"a","metric":"revenue","outcome":3}""");
        Assert.Equal((1, 0), (receipt.UnmatchedCount, receipt.MatchedCount));
        _log.Add(Request("a", arm: 0));

        await _saker.Services.GetServices<IRecurringJob>().Single(job => job.Name == "outcomes").RunAsync(_time.GetUtcNow(), Cancellation);

        Assert.Single(await Store.ListJoinedAsync("churn", "revenue", 0, 10, Cancellation));
    }

    [Fact]
    public async Task A_file_has_metrics_and_outcomes_side_by_side()
    {
        _log.Add(Request("a", arm: 1));
        using var file = new MemoryStream("request_id,outcome,metric\na,12,revenue\na,Yes,\n"u8.ToArray());

        var receipt = await _saker.OutcomeIntake.AddCsvAsync(file, Cancellation);

        Assert.Equal(2, receipt.AddedCount);
        Assert.Equal("Yes", Assert.Single(await _saker.Outcomes.FindAsync("a", Cancellation)).Value);
        Assert.Equal(12, Assert.Single(await Store.ListJoinedAsync("churn", "revenue", 0, 10, Cancellation)).Value);
    }

    [Fact]
    public async Task What_is_no_metric_is_refused_with_all_that_is_wrong_and_nothing_is_taken()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => AddAsync(
            """[{"requestId":"a","metric":"revenue","outcome":"much"},{"requestId":"b","metric":"","outcome":1},{"requestId":"c","metric":"revenue","row":2,"outcome":1},{"requestId":"d","metric":"revenue","outcome":[1,2]},{"requestId":"e","outcome":"Yes"}]"""));

        Assert.Equal(["metric", "outcome", "outcome", "row"], error.Problems.Select(problem => problem.Field.Split('.')[^1].Split(' ')[^1]).Order(StringComparer.Ordinal));
        Assert.Empty(await _saker.Outcomes.FindAsync("e", Cancellation));
    }

    private LoggedPrediction Request(string id, int? arm) => new() { RequestId = id, Endpoint = "churn", Model = "churn", Version = 2, At = _time.GetUtcNow(), RowCount = 1, Step = "primary", Arm = arm };

    private Task<OutcomeReceipt> AddAsync(string json) => _saker.OutcomeIntake.AddJsonAsync(Encoding.UTF8.GetBytes(json), Cancellation);
}
