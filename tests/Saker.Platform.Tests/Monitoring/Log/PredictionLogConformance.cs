using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>What the prediction log does, over whatever database.</summary>
public abstract partial class PredictionLogConformance(TestBackend backend) : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new(Captured.Start);
    private readonly FixedLogPolicy _policy = new();
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_request_is_read_with_all_its_facts_and_rows_before_and_after_it_is_sealed()
    {
        var failed = Captured.Request("bad", Captured.Start + 2 * Second, -1, 3) with { Error = "invalid_input", IsRefused = true };
        var rules = Captured.Request("ruled", Captured.Start + Second, 1, 2) with { Step = "rules", StepReason = "primary: timeout", IsFromCache = true };
        await TakeAsync(Captured.Of("churn", [Captured.Request("first", Captured.Start, 0).Traced(), rules, failed], [7, 8, 9]));

        for (var pass = 0; pass < 2; pass++)
        {
            var page = await _saker.Log.QueryAsync(new LogFilter(), Cancellation);

            Assert.Null(page.NextPage);
            Assert.Equal(["bad", "ruled", "first"], page.Predictions.Select(prediction => prediction.RequestId));
            var (bad, ruled, first) = (page.Predictions[0], page.Predictions[1], page.Predictions[2]);
            Assert.Equal(("churn", "churn", 1, Captured.Start, 1, "primary", Captured.Trace), (first.Endpoint, first.Model, first.Version, first.At, first.RowCount, first.Step, first.TraceId));
            Assert.Equal((20d, 100d, 1_500d, 1, 2), (first.Queue.TotalMicroseconds, first.Compute.TotalMicroseconds, first.Total.TotalMicroseconds, first.WarningCount, first.MendedCount));
            Assert.Equal((7d, "Month-to-month", 0.007f, 1d), (first.Inputs!.Get("tenure").GetValue(0), first.Inputs.Get("contract").GetValue(0), first.Outputs!.Get("probability").GetValue(0), first.Weight));
            Assert.Equal(("rules", "primary: timeout", true, null), (ruled.Step, ruled.StepReason, ruled.IsFromCache, ruled.TraceId));
            Assert.Equal([0, 1], ruled.Rows);
            Assert.Equal([8d, 9d], ruled.Inputs!.Get<double>("tenure").Values.ToArray());
            Assert.Null(ruled.Inputs.Get("contract").GetValue(1));
            Assert.Equal(("invalid_input", true, 3, 0d, null), (bad.Error, bad.IsRefused, bad.RowCount, bad.Weight, bad.Inputs));
            await SealAsync();
        }
        Assert.Equal(1, (await _saker.Log.GetStatusAsync(Cancellation)).SegmentCount);
    }

    [Fact]
    public async Task Requests_of_a_model_that_was_renamed_are_found_under_its_name_of_now_before_and_after_they_are_sealed()
    {
        await _saker.Registry.CreateAsync(new Platform.Registry.NewModel { Name = "churn" }, Cancellation);
        await TakeAsync(Captured.Block("live", 20, Captured.Start, Second, "old"));
        _time.Advance(TimeSpan.FromMinutes(1));
        await _saker.Registry.RenameAsync("churn", "leavers", Cancellation);
        // By a server that did not notice yet.
        await TakeAsync(Captured.Block("live", 20, Captured.Start.AddMinutes(1) + Second, Second, "late"));

        for (var pass = 0; pass < 2; pass++)
        {
            Assert.Equal(["leavers"], (await _saker.Log.QueryAsync(new LogFilter(), Cancellation)).Predictions.Select(prediction => prediction.Model).Distinct());
            Assert.Equal("leavers", Assert.Single(await _saker.Log.FindAsync(["old-3"], Cancellation)).Model);
            Assert.Equal(40, (await _saker.Log.SampleAsync("live", "leavers", 1, Captured.Start, Captured.Start.AddMinutes(5), 100, Cancellation))!.SeenCount);
            Assert.Null(await _saker.Log.SampleAsync("live", "churn", 1, Captured.Start, Captured.Start.AddMinutes(5), 100, Cancellation));
            await SealAsync();
        }
        // Of the name's next bearer is only what came after it.
        _time.Advance(TimeSpan.FromMinutes(1));
        await _saker.Registry.CreateAsync(new Platform.Registry.NewModel { Name = "churn" }, Cancellation);
        await TakeAsync(Captured.Block("live", 20, _time.GetUtcNow(), Second, "new"));
        Assert.Equal(
            ["leavers", "churn", "leavers"],
            (await _saker.Log.QueryAsync(new LogFilter(), Cancellation)).Predictions.GroupBy(prediction => prediction.RequestId[..3], prediction => prediction.Model).OrderBy(own => own.Key).SelectMany(own => own.Distinct()));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition_while_journals_are_sealed()
    {
        for (var block = 0; block < 5; block++)
            await TakeAsync(Captured.Block(block % 2 == 0 ? "a" : "b", 100, Captured.Start + block * 50 * Second, Second, $"b{block}"));

        List<string> seen = [];
        string? next = null;
        do
        {
            var page = await _saker.Log.QueryAsync(new LogFilter { MaxCount = 37, Page = next }, Cancellation);
            seen.AddRange(page.Predictions.Select(prediction => prediction.RequestId));
            Assert.Equal(page.Predictions.OrderByDescending(prediction => prediction.At).Select(prediction => prediction.At), page.Predictions.Select(prediction => prediction.At));
            next = page.NextPage;
            // What is sealed keeps its place.
            await SealAsync();
        }
        while (next is not null);

        Assert.Equal(500, seen.Count);
        Assert.Equal(500, seen.Distinct().Count());
        Assert.Equal("b4-99", seen[0]);
    }

    [Theory]
    [InlineData("input.tenure > 7 AND output.probability <= 0.009", "r-8,r-9")]
    [InlineData("input.contract = 'Two year'", "r-2,r-4,r-8")]
    [InlineData("input.contract LIKE 'Month%' AND NOT (input.tenure IN (1, 5))", "r-7")]
    [InlineData("id = 'r-3' OR id = 'r-4'", "r-3,r-4")]
    [InlineData("at >= '2026-01-02T03:04:13Z'", "r-8,r-9")]
    [InlineData("latency_ms >= 1.5 AND step = 'primary' AND version = 1 AND input.tenure < 2", "r-0,r-1")]
    [InlineData("latency_ms > 1.5", "")]
    [InlineData("output.label = 'Yes'", "")]
    [InlineData("error != 'timeout'", "")]
    public async Task A_filter_finds_facts_and_values(string where, string ids)
    {
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second));
        await SealAsync();

        var page = await _saker.Log.QueryAsync(new LogFilter { Where = where }, Cancellation);

        Assert.Equal(ids, string.Join(',', page.Predictions.Select(prediction => prediction.RequestId).Order()));
    }

    [Fact]
    public async Task A_filter_that_is_none_says_what_would_be_right()
    {
        var unknown = await Assert.ThrowsAsync<SakerException>(() => _saker.Log.QueryAsync(new LogFilter { Where = "tenure > 3" }, Cancellation));
        Assert.Contains("inputs.KEY", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<SakerException>(() => _saker.Log.QueryAsync(new LogFilter { Where = "at > 'yesterday'" }, Cancellation))).Kind);
        Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<SakerException>(() => _saker.Log.QueryAsync(new LogFilter { MaxCount = 0 }, Cancellation))).Kind);
        var page = (await TwoPagesAsync()).NextPage;
        Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<SakerException>(() => _saker.Log.QueryAsync(new LogFilter { Page = page, Endpoint = "other" }, Cancellation))).Kind);
    }

    [Fact]
    public async Task Requests_are_found_by_their_ids_in_journals_and_segments()
    {
        await TakeAsync(Captured.Block("a", 5_000, Captured.Start, TimeSpan.FromMilliseconds(1), "old"));
        await SealAsync();
        await TakeAsync(Captured.Block("b", 100, Captured.Start + 10 * Second, Second, "new", version: 2));

        var found = await _saker.Log.FindAsync(["old-0", "old-4999", "new-7", "nobody"], Cancellation);

        Assert.Equal([("new-7", 2, 7d), ("old-0", 1, 0d), ("old-4999", 1, 4_999d)],
            found.OrderBy(prediction => prediction.RequestId, StringComparer.Ordinal).Select(prediction => (prediction.RequestId, prediction.Version, prediction.Inputs is { } inputs ? (double)inputs.Get("tenure").GetValue(0)! : prediction.Version == 1 ? double.Parse(prediction.RequestId[4..]) : -1)));
        Assert.Empty(await _saker.Log.FindAsync([], Cancellation));
    }

    [Fact]
    public async Task Of_a_minute_the_rows_with_the_least_hashes_are_kept_and_all_facts()
    {
        _policy.Settings = new LogSettings { RowsPerMinute = 100 };
        // Two processes in the same minute, both of which saw 3,000 requests.
        var other = await OpenAsync();
        for (var block = 0; block < 6; block++)
        {
            var saker = block % 2 == 0 ? _saker : other;
            await TakeAsync(Captured.Block("churn", 1_000, Minute(block / 2 * 15), TimeSpan.FromMilliseconds(10), "r", block * 1_000), saker);
            if (block == 2)
                await SealAsync();
        }
        await SealAsync();
        await SealAsync(other);

        var sample = (await _saker.Log.SampleAsync("churn", "churn", 1, Minute(0), Minute(60), 10_000, Cancellation))!;
        var all = Enumerable.Range(0, 6_000).OrderBy(i => RowHash.Of($"r-{i}")).ToList();

        Assert.Equal(6_000, sample.SeenCount);
        // What was kept is the beginning of the order by hash: no row above one that is not there.
        var kept = sample.Inputs.Get<double>("tenure").Values.ToArray().Select(value => (int)value).ToHashSet();
        Assert.InRange(kept.Count, 100, 230);
        Assert.Equal(all.Take(kept.Count).ToHashSet(), kept);
        Assert.Equal(kept.Count, sample.Outputs.RowCount);
        var sampled = await CountAsync(new LogFilter { SampledOnly = true });
        // One of them sealed its journal within the minute: what that has was kept by the threshold of that moment.
        Assert.InRange(sampled.Count, 200, 300);
        Assert.Equal(6_000, (await CountAsync(new LogFilter())).Count);
        // Weights estimate how many there were.
        Assert.InRange(sampled.Sum(prediction => prediction.Weight), 4_000, 8_500);
    }

    [Fact]
    public async Task A_sample_holds_what_the_version_itself_answered_and_nothing_of_other_models_or_fallbacks()
    {
        var fallback = Captured.Request("r-2", Minute(2), 2) with { Step = "constant" };
        await TakeAsync(Captured.Of("churn", [Captured.Request("r-0", Minute(0), 0), Captured.Request("r-1", Minute(1), 1), fallback], [0, 1, 2]));
        // Its latest answers: the columns of rules would be those of the whole sample.
        await TakeAsync(Captured.Of("churn", [Captured.Request("r-3", Minute(3), 0) with { Step = "rules" }], [3]) with { IsModelAnswer = false, Outputs = new Table([Column.OfText("reason", ["too new"])]) });
        await TakeAsync(Captured.Of("churn", [Captured.Request("r-4", Minute(4), 0)], [4]) with { Model = "churn2" });
        await SealAsync();

        double[] own = [0, 1];
        double[] other = [4];
        Assert.Equal(own, (await _saker.Log.SampleAsync("churn", "churn", 1, Minute(0), Minute(60), 100, Cancellation))!.Inputs.Get<double>("tenure").Values.ToArray().Order());
        Assert.Equal(other, (await _saker.Log.SampleAsync("churn", "churn2", 1, Minute(0), Minute(60), 100, Cancellation))!.Inputs.Get<double>("tenure").Values.ToArray());
        Assert.Null(await _saker.Log.SampleAsync("churn", "churn3", 1, Minute(0), Minute(60), 100, Cancellation));
    }

    [Theory]
    [InlineData(LogSampling.All, 1, 4_000)]
    [InlineData(LogSampling.Off, 1, 0)]
    [InlineData(LogSampling.Rate, 0.25, 1_000)]
    public async Task A_policy_says_of_which_rows_there_are_values(LogSampling sample, double rate, int expected)
    {
        _policy.Settings = new LogSettings { Sample = sample, Rate = rate };
        await TakeAsync(Captured.Block("churn", 4_000, Minute(0), TimeSpan.FromMilliseconds(1)));
        await SealAsync();

        var sampled = await CountAsync(new LogFilter { SampledOnly = true });

        // Six standard deviations of the share.
        Assert.InRange(sampled.Count, expected - (sample == LogSampling.Rate ? 165 : 0), expected + (sample == LogSampling.Rate ? 165 : 0));
        Assert.All(sampled, prediction => Assert.Equal(1 / rate, prediction.Weight, 6));
        Assert.Equal(4_000, (await CountAsync(new LogFilter())).Count);
    }

    [Fact]
    public async Task Retention_removes_by_age_then_by_size_and_notes_what_went()
    {
        for (var day = 0; day < 4; day++)
        {
            await TakeAsync(Captured.Block("churn", 1_000, Captured.Start + TimeSpan.FromDays(day), TimeSpan.FromMilliseconds(50), $"d{day}"));
            await SealAsync();
        }
        var job = _saker.Services.GetServices<IRecurringJob>().Single(job => job.Name == "log-retention");
        _policy.Settings = new LogSettings { Keep = TimeSpan.FromDays(2.5) };
        await job.RunAsync(Captured.Start + TimeSpan.FromDays(4), Cancellation);
        Assert.Equal((2_000L, 2_000L), await HeldAsync());

        var status = await _saker.Log.GetStatusAsync(Cancellation);
        _policy.Settings = new LogSettings { MaxBytes = status.SealedBytes - 1 };
        await job.RunAsync(Captured.Start + TimeSpan.FromDays(4), Cancellation);

        Assert.Equal((1_000L, 3_000L), await HeldAsync());
        Assert.Single(await _saker.Log.FindAsync(["d3-5"], Cancellation));
        Assert.Empty(await _saker.Log.FindAsync(["d2-5"], Cancellation));
        Assert.Equal(2, Blobs().Count());
    }

    [Fact]
    public async Task Garbage_collection_leaves_segments_and_verification_reads_them()
    {
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second));
        await SealAsync();
        _time.Advance(TimeSpan.FromDays(2));

        Assert.Empty((await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Blobs);
        var whole = await _saker.Verifier.VerifyAsync(Cancellation);
        Assert.Equal((true, 1), (whole.IsWhole, whole.LogSegmentCount));
        var blob = Blobs().First();
        var bytes = await File.ReadAllBytesAsync(blob, Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes, Cancellation);

        var fault = Assert.Single((await _saker.Verifier.VerifyAsync(Cancellation)).Faults);
        Assert.Contains("prediction log of 'churn'", fault, StringComparison.Ordinal);
        var lost = await Record.ExceptionAsync(() => _saker.Services.GetRequiredService<IPredictionLog>().FindAsync(["r-1"], Cancellation));
        Assert.True(lost is null or SakerException { Kind: ErrorKind.DataLoss });
    }

    [Fact]
    public async Task The_rows_of_an_endpoint_become_a_dataset_that_says_where_it_is_from()
    {
        await TakeAsync(Captured.Block("churn", 50, Captured.Start, Second));
        await SealAsync();
        await TakeAsync(Captured.Block("churn", 50, Captured.Start + 60 * Second, Second, "r", 50));

        var added = await _saker.LogExport.AddAsync(new LogFilter { Endpoint = "churn", Where = "input.tenure >= 25" }, "served", "tester", Cancellation);

        Assert.Equal(75, added.Version.RowCount);
        Assert.Equal(["request.id", "request.row", "request.at", "request.version", "request.step", "request.weight", "tenure", "contract", "output.probability"], added.Version.Schema.Select(column => column.Name));
        Assert.Equal("prediction log of churn", added.Version.Lineage.Source?.Place);
        Assert.Contains("input.tenure >= 25", added.Version.Lineage.Query, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => _saker.LogExport.AddAsync(new LogFilter { Endpoint = "nobody" }, "x", null, Cancellation))).Kind);
        Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<SakerException>(() => _saker.LogExport.AddAsync(new LogFilter(), "x", null, Cancellation))).Kind);
    }

    [Fact]
    public async Task What_a_process_left_unsealed_is_sealed_once_by_whoever_comes_after_it()
    {
        var gone = await OpenAsync();
        await TakeAsync(Captured.Block("churn", 100, Captured.Start, Second), gone);
        await backend.CloseAsync(gone);

        var other = await OpenAsync();
        await Task.WhenAll(SealAsync(), SealAsync(other));

        Assert.Equal(100, (await CountAsync(new LogFilter())).Count);
        Assert.Equal(1, (await _saker.Log.GetStatusAsync(Cancellation)).SegmentCount);
        Assert.Empty(Directory.EnumerateFiles(_saker.Home.Journals));
    }

    [Fact]
    public async Task A_torn_tail_is_cut_and_what_was_whole_is_read()
    {
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second, "whole"));
        var file = Directory.EnumerateFiles(_saker.Home.Journals).Single();
        var length = new FileInfo(file).Length;
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second, "torn"));
        await backend.CloseAsync(_saker);
        await using (var torn = File.OpenWrite(file))
            torn.SetLength((length + torn.Length) / 2);

        _saker = await OpenAsync();
        await SealAsync();

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"whole-{i}"), (await CountAsync(new LogFilter())).Select(prediction => prediction.RequestId).Order());
    }

    [Fact]
    public async Task A_thousand_ids_are_found_over_many_segments_in_well_under_a_second()
    {
        _policy.Settings = new LogSettings { RowsPerMinute = 100 };
        for (var segment = 0; segment < 60; segment++)
        {
            await TakeAsync(Captured.Block("churn", 4_096, Captured.Start + TimeSpan.FromMinutes(5 * segment), TimeSpan.FromMilliseconds(10), $"s{segment}"));
            await SealAsync();
        }
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(i => $"s{i % 60}-{i * 4 % 4_096}")];

        await _saker.Log.FindAsync(["s1-1"], Cancellation);
        var began = TimeProvider.System.GetTimestamp();
        var found = await _saker.Log.FindAsync(ids, Cancellation);
        var took = TimeProvider.System.GetElapsedTime(began);

        Assert.Equal(ids.ToHashSet().Count, found.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{took.TotalMilliseconds:0} ms");
        // On a machine with nothing else to do it takes a fraction of this.
        Assert.True(took < TimeSpan.FromSeconds(3), $"It took {took}.");
    }

    private static DateTimeOffset Minute(int second) => new(2026, 1, 2, 3, 5, second == 60 ? 59 : second, second == 60 ? 999 : 0, TimeSpan.Zero);

    private Task<SakerPlatform> OpenAsync() => backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time).AddSingleton<ILogPolicy>(_policy));

    private async Task TakeAsync(CapturedBlock block, SakerPlatform? saker = null) =>
        await (saker ?? _saker).Services.GetServices<ICaptureSink>().Single(sink => sink.Name == "log").TakeAsync(block, Cancellation);

    private async Task SealAsync(SakerPlatform? saker = null)
    {
        var services = (saker ?? _saker).Services;
        services.GetRequiredService<Journal>().Rotate();
        await services.GetRequiredService<LogSealer>().SealAsync(Cancellation);
        Assert.Null(services.GetRequiredService<LogSealer>().Failure);
    }

    private async Task<IReadOnlyList<LoggedPrediction>> CountAsync(LogFilter filter)
    {
        List<LoggedPrediction> all = [];
        do
        {
            var page = await _saker.Log.QueryAsync(filter with { MaxCount = LogFilter.MaxPage }, Cancellation);
            all.AddRange(page.Predictions);
            filter = filter with { Page = page.NextPage };
        }
        while (filter.Page is not null);
        return all;
    }

    private async Task<LogPage> TwoPagesAsync()
    {
        await TakeAsync(Captured.Block("churn", 4, Captured.Start, Second));
        return await _saker.Log.QueryAsync(new LogFilter { MaxCount = 2 }, Cancellation);
    }

    private async Task<(long Held, long Removed)> HeldAsync()
    {
        var status = await _saker.Log.GetStatusAsync(Cancellation);
        return (status.SealedCount, status.RemovedCount);
    }

    private static async Task AssertEncryptedAsync(IEnumerable<string> files)
    {
        var count = 0;
        foreach (var file in files)
        {
            Assert.DoesNotContain("Month-to-month", await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
            Assert.DoesNotContain("probability", await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
            count++;
        }
        Assert.True(count > 0);
    }

    private IEnumerable<string> Blobs() => Directory.EnumerateFiles(_saker.Home.Blobs, "*", SearchOption.AllDirectories);
}
