using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Outcomes;

/// <summary>Outcomes on their way in: before and after their predictions, again, corrected, and wrong.</summary>
public sealed class OutcomeIntakeTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly FakePredictionLog _log = new();
    private readonly ManualTime _time = new();

    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OutcomeIntake Intake => _saker.OutcomeIntake;

    private IRecurringJob Job => _saker.Services.GetServices<IRecurringJob>().Single(job => job.Name == "outcomes");

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync(services =>
    {
        services.AddSingleton<IPredictionLog>(_log);
        services.AddSingleton<TimeProvider>(_time);
    });

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task An_outcome_of_a_known_request_is_joined_at_once()
    {
        _log.Add("a", _time.GetUtcNow(), [0.9f, 0.2f], weight: 3);

        var receipt = await AddAsync("""[{"requestId":"a","outcome":"Yes"},{"requestId":"a","row":1,"outcome":"No"}]""");

        Assert.Equal((2, 2, 2, 0), (receipt.ReceivedCount, receipt.AddedCount, receipt.MatchedCount, receipt.UnmatchedCount));
        var pairs = await _saker.Outcomes.FindAsync("a", Cancellation);
        Assert.Equal([0.9, 0.2], pairs.Select(pair => (double)pair.Prediction!.Outputs["probability"]!));
        Assert.Equal((3, "One year"), (pairs[1].Prediction!.Weight, pairs[1].Prediction!.Inputs["Contract"]));
    }

    [Fact]
    public async Task An_outcome_for_another_endpoint_than_the_one_that_answered_is_refused_and_changes_nothing()
    {
        _log.Add("a", _time.GetUtcNow(), [0.9f]);
        await AddAsync("""{"requestId":"a","outcome":"Yes"}""");
        var before = await FindAsync("a");

        var error = await Assert.ThrowsAsync<SakerException>(() => AddAsync("""[{"requestId":"new","outcome":"No"},{"requestId":"a","outcome":"No","endpoint":"nosuch"}]"""));

        Assert.Equal((ErrorKind.Conflict, "endpoint"), (error.Kind, error.Field));
        Assert.Contains("'a' was answered by endpoint", error.Message, StringComparison.Ordinal);
        Assert.Equal((before.Value, before.History.Count), ((await FindAsync("a")).Value, (await FindAsync("a")).History.Count));
        Assert.Empty(await _saker.Outcomes.FindAsync("new", Cancellation));
    }

    [Fact]
    public async Task Outcomes_that_contradict_each_other_in_one_call_are_refused()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => AddAsync("""[{"requestId":"a","outcome":"Yes"},{"requestId":"a","outcome":"Yes"},{"requestId":"a","outcome":"No"}]"""));

        Assert.Contains("'No' contradicts 'Yes'", Assert.Single(error.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outcome_is_not_known_before_its_prediction_is_made()
    {
        _log.Add("a", _time.GetUtcNow(), [0.9f]);

        await AddAsync("""{"requestId":"a","outcome":"Yes","at":"1990-01-01T00:00:00Z"}""");

        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), (await FindAsync("a")).At.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task An_outcome_that_comes_first_waits_and_is_joined_later()
    {
        var receipt = await AddAsync("""{"requestId":"late","outcome":1}""");
        await Job.RunAsync(_time.GetUtcNow(), Cancellation);
        Assert.Equal((1, 0, 1), (receipt.AddedCount, receipt.MatchedCount, receipt.UnmatchedCount));
        Assert.Equal(OutcomeState.Unmatched, (await FindAsync("late")).State);

        _log.Add("late", _time.GetUtcNow(), [0.5f]);
        await Job.RunAsync(_time.GetUtcNow(), Cancellation);

        Assert.Equal(OutcomeState.Matched, (await FindAsync("late")).State);
    }

    [Fact]
    public async Task What_waits_is_looked_for_in_what_is_new_and_in_all_of_the_log_once_an_hour()
    {
        await AddAsync("{\"requestId\":\"late\",\"outcome\":1}");
        var start = _time.GetUtcNow();
        foreach (var seconds in (int[])[0, 30, 60, 3_700])
            await Job.RunAsync(start.AddSeconds(seconds), Cancellation);

        // When it came, and then by the job; what was sealed within five minutes before the last time is looked at again.
        Assert.Equal([null, null, start.AddMinutes(-5), start.AddSeconds(30).AddMinutes(-5), null], _log.Since);
    }

    [Fact]
    public async Task Thousands_of_outcomes_are_looked_for_at_once()
    {
        var receipt = await Intake.AddAsync([.. Enumerable.Range(0, 4_500).Select(i => new NewOutcome { RequestId = $"r{i}", Value = "Yes" })], Cancellation);
        await Job.RunAsync(_time.GetUtcNow(), Cancellation);

        Assert.Equal((4_500, 4_500, 4_500), (receipt.ReceivedCount, receipt.AddedCount, receipt.UnmatchedCount));
        Assert.Equal(2, _log.Since.Count);
    }

    [Fact]
    public async Task What_has_no_prediction_within_the_age_is_an_orphan()
    {
        await AddAsync("""{"requestId":"nobody","outcome":"Yes"}""");
        await Job.RunAsync(_time.GetUtcNow().AddDays(6.9), Cancellation);
        Assert.Equal(OutcomeState.Unmatched, (await FindAsync("nobody")).State);

        await Job.RunAsync(_time.GetUtcNow().AddDays(7.1), Cancellation);

        Assert.Equal(OutcomeState.Orphan, (await FindAsync("nobody")).State);
        _log.Asked.Clear();
        await Job.RunAsync(_time.GetUtcNow().AddDays(7.2), Cancellation);
        Assert.Empty(_log.Asked);
    }

    [Fact]
    public async Task All_rows_of_a_request_come_as_an_array_and_unknown_ones_are_left_out()
    {
        _log.Add("a", _time.GetUtcNow(), [0.9f, 0.2f, 0.4f], sampled: [0, 2]);

        var receipt = await AddAsync("""{"requestId":"a","outcome":["Yes",null,"No"]}""");
        var more = await AddAsync("""[{"requestId":"a","row":1,"outcome":"No"},{"requestId":"a","row":7,"outcome":"No"}]""");

        Assert.Equal((2, 2), (receipt.ReceivedCount, receipt.MatchedCount));
        Assert.Equal((2, 0, 2), (more.ReceivedCount, more.MatchedCount, more.UnsampledCount));
        Assert.Equal([OutcomeState.Matched, OutcomeState.Unsampled, OutcomeState.Matched, OutcomeState.Unsampled], (await _saker.Outcomes.FindAsync("a", Cancellation)).Select(own => own.State));
    }

    [Fact]
    public async Task An_id_used_twice_is_told_apart_by_its_endpoint_and_else_the_last_counts()
    {
        _log.Add("twice", _time.GetUtcNow().AddHours(-2), [0.1f], endpoint: "one");
        _log.Add("twice", _time.GetUtcNow().AddHours(-1), [0.2f], endpoint: "two");
        await AddAsync("""[{"requestId":"twice","outcome":"Yes","endpoint":"one"}]""");
        Assert.Equal("one", (await FindAsync("twice")).Prediction!.Endpoint);

        await _saker.Outcomes.RemoveAsync("twice", Cancellation);
        await AddAsync("""{"requestId":"twice","outcome":"Yes"}""");

        Assert.Equal("two", (await FindAsync("twice")).Prediction!.Endpoint);
    }

    [Fact]
    public async Task Every_bad_outcome_is_named_and_none_is_taken()
    {
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => AddAsync(
            """[{"requestId":"good","outcome":"Yes"},{"outcome":1},{"requestId":"a"},{"requestId":"a","row":-1,"outcome":1},{"requestId":"a","outcome":{}},{"requestId":"a","outcome":1,"at":"soon"},{"requestId":"a","outcome":1,"label":2},7]"""));

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], failure.Problems.Select(problem => problem.Row!.Value).Distinct());
        Assert.Contains("No outcome was taken", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await _saker.Outcomes.FindAsync("good", Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("""{"requestId":"a","requestId":"b","outcome":1}""")]
    [InlineData("""{"requestId":"a","outcome":1e999}""")]
    [InlineData("""{"requestId":"a","outcome":"x","at":"2126-01-01T00:00:00Z"}""")]
    [InlineData("""{"requestId":"","outcome":"x"}""")]
    [InlineData("""{"requestId":"a","outcome":"a\u0000b"}""")]
    public async Task What_is_no_outcome_is_refused(string json) => await Failures.OfAsync(ErrorKind.InvalidInput, () => AddAsync(json));

    [Fact]
    public async Task Lines_are_taken_together_and_bad_ones_named()
    {
        var receipt = await Intake.AddJsonLinesAsync(Encoding.UTF8.GetBytes("{\"requestId\":\"a\",\"outcome\":\"Yes\"}\r\n\n{\"requestId\":\"b\",\"outcome\":0.5}\n"), Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Intake.AddJsonLinesAsync("{\"requestId\":\"c\",\"outcome\":1}\nnonsense\n{\"requestId\":\"d\"}"u8.ToArray(), Cancellation));

        Assert.Equal(2, receipt.AddedCount);
        Assert.Equal("0.5", (await FindAsync("b")).Value);
        Assert.Equal([2L, 3], failure.Problems.Select(problem => problem.Row!.Value));
        Assert.Empty(await _saker.Outcomes.FindAsync("c", Cancellation));
    }

    [Fact]
    public async Task A_csv_file_is_taken_with_its_own_columns_or_the_usual_ones()
    {
        var path = Path.Combine(_backend.Folder, "churned.csv");
        await File.WriteAllTextAsync(path, "order,left,when\n007,true,2026-01-01T10:00:00Z\n8,false,\n", Cancellation);
        var imported = await Intake.AddFileAsync(path, new OutcomeColumns { Id = "order", Outcome = "left", At = "when" }, Cancellation);
        var uploaded = await Intake.AddCsvAsync(new MemoryStream("request_id,row,outcome\n12,0,3.50\n12,1,4\n"u8.ToArray()), Cancellation);

        Assert.Equal((2, 2), (imported.AddedCount, uploaded.AddedCount));
        Assert.Equal(("true", new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero)), ((await FindAsync("007")).Value, (await FindAsync("007")).At));
        Assert.Equal(["3.50", "4"], (await _saker.Outcomes.FindAsync("12", Cancellation)).Select(own => own.Value));
    }

    [Fact]
    public async Task Labels_and_ids_of_a_csv_file_stay_what_they_are()
    {
        var content = "request_id,row,outcome,endpoint\n007,0,01,12\n1e3,1.0,1e3,12\n8,,True,12\n"u8.ToArray();
        await Intake.AddCsvAsync(new MemoryStream(content), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_backend.Folder, "one.csv"), "request_id,outcome\n01,02\n", Cancellation);
        await Intake.AddFileAsync(Path.Combine(_backend.Folder, "o*.csv"), OutcomeColumns.Default, Cancellation);

        Assert.Equal(("01", "12", 0), ((await FindAsync("007")).Value, (await FindAsync("007")).Endpoint, (await FindAsync("007")).Row));
        Assert.Equal(("1e3", 1), ((await FindAsync("1e3")).Value, (await FindAsync("1e3")).Row));
        Assert.Equal(("True", 0), ((await FindAsync("8")).Value, (await FindAsync("8")).Row));
        Assert.Equal("02", (await FindAsync("01")).Value);
    }

    [Theory]
    [InlineData("a,1.5,Yes,2026-01-01T00:00:00Z")]
    [InlineData("a,x,Yes,2026-01-01T00:00:00Z")]
    [InlineData("a,-1,Yes,2026-01-01T00:00:00Z")]
    [InlineData("a,1,Yes,soon")]
    public async Task A_row_or_a_time_that_cannot_be_read_far_down_a_file_is_named_and_not_taken_for_the_first_row_or_now(string bad)
    {
        var content = new StringBuilder("request_id,row,outcome,at\n");
        for (var i = 0; i < 25_000; i++)
            content.Append(System.Globalization.CultureInfo.InvariantCulture, $"a,{i},Yes,2026-01-01T00:00:00Z\n");
        content.Append(bad).Append('\n');

        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Intake.AddCsvAsync(new MemoryStream(Encoding.UTF8.GetBytes(content.ToString())), Cancellation));

        Assert.Equal(25_001, Assert.Single(failure.Problems).Row);
        Assert.Empty(await _saker.Outcomes.FindAsync("a", Cancellation));
    }

    [Fact]
    public async Task An_attempt_that_was_answered_counts_more_than_a_later_one_that_failed()
    {
        _log.Add("again", _time.GetUtcNow(), [0.7f]);
        Failed("again", _time.GetUtcNow().AddSeconds(1));
        Failed("failed", _time.GetUtcNow());

        var receipt = await AddAsync("""[{"requestId":"again","outcome":"Yes"},{"requestId":"failed","outcome":"Yes"}]""");

        Assert.Equal((1, 0, 1), (receipt.MatchedCount, receipt.UnsampledCount, receipt.UnmatchedCount));
        _log.Add("failed", _time.GetUtcNow().AddSeconds(2), [0.2f]);
        await Job.RunAsync(_time.GetUtcNow(), Cancellation);
        Assert.Equal(OutcomeState.Matched, (await FindAsync("failed")).State);

        void Failed(string id, DateTimeOffset at) => _log.Add(new LoggedPrediction { RequestId = id, Endpoint = "churn", Model = "churn", Version = 1, At = at, RowCount = 0, Step = "primary", Rows = [], Error = "overloaded", Weight = 0 });
    }

    [Theory]
    [InlineData("rules", OutcomeState.Unsampled)]
    [InlineData("constant", OutcomeState.Unsampled)]
    [InlineData("previous", OutcomeState.Matched)]
    public async Task What_no_model_answered_is_no_prediction_of_the_version(string step, OutcomeState state)
    {
        _log.Add("model", _time.GetUtcNow(), [0.7f]);
        var answered = Assert.Single(await _log.FindAsync(["model"], Cancellation));
        _log.Add(answered with { RequestId = "fallback", Step = step });

        await AddAsync("""{"requestId":"fallback","outcome":"Yes"}""");

        Assert.Equal(state, (await FindAsync("fallback")).State);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_costs_no_outcome_and_stops_no_upkeep()
    {
        await AddAsync("""{"requestId":"old","outcome":"Yes"}""");
        _log.Fault = new SakerException(ErrorKind.DataLoss, "A part of the log is damaged.");

        var receipt = await AddAsync("""{"requestId":"a","outcome":"Yes"}""");
        await Assert.ThrowsAsync<AggregateException>(() => Job.RunAsync(_time.GetUtcNow().AddDays(8), Cancellation));

        Assert.Equal((1, 1), (receipt.AddedCount, receipt.UnmatchedCount));
        Assert.Equal(OutcomeState.Orphan, (await FindAsync("old")).State);
    }

    [Fact]
    public async Task What_waits_for_more_than_an_hour_is_looked_up_once_an_hour()
    {
        await AddAsync("""{"requestId":"nobody","outcome":"Yes"}""");
        await Job.RunAsync(_time.GetUtcNow().AddHours(2), Cancellation);
        _log.Asked.Clear();

        await Job.RunAsync(_time.GetUtcNow().AddHours(2.5), Cancellation);
        Assert.Empty(_log.Asked);
        await Job.RunAsync(_time.GetUtcNow().AddHours(3), Cancellation);
        Assert.Equal("nobody", Assert.Single(_log.Asked));
    }

    [Fact]
    public async Task Bad_rows_of_a_file_are_named_and_nothing_of_it_is_taken()
    {
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Intake.AddCsvAsync(new MemoryStream("request_id,row,outcome\na,0,Yes\n,0,Yes\nb,x,No\nc,0,\n"u8.ToArray()), Cancellation));
        var missing = await Failures.OfAsync(ErrorKind.InvalidInput, () => Intake.AddCsvAsync(new MemoryStream("id,outcome\na,Yes\n"u8.ToArray()), Cancellation));

        Assert.Equal([2L, 3, 4], failure.Problems.Select(problem => problem.Row!.Value));
        Assert.Contains("request_id", missing.Message, StringComparison.Ordinal);
        Assert.Empty(await _saker.Outcomes.FindAsync("a", Cancellation));
    }

    [Fact]
    public async Task What_is_too_old_is_removed()
    {
        await AddAsync("""{"requestId":"a","outcome":"Yes"}""");
        await Job.RunAsync(_time.GetUtcNow().AddDays(401), Cancellation);

        Assert.Empty(await _saker.Outcomes.FindAsync("a", Cancellation));
    }

    private Task<OutcomeReceipt> AddAsync(string json) => Intake.AddJsonAsync(Encoding.UTF8.GetBytes(json), Cancellation);

    private async Task<StoredOutcome> FindAsync(string id) => Assert.Single(await _saker.Outcomes.FindAsync(id, Cancellation));
}
