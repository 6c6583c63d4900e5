using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>What look-ups read and do not read, what sampling gives, and what else is erased.</summary>
public sealed class PredictionLogLookupTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly EmbeddedBackend _backend = new();
    private readonly ManualTime _time = new(Captured.Start);
    private readonly FixedLogPolicy _policy = new();
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await OpenAsync();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Of_a_journal_only_what_was_appended_since_the_last_look_up_is_decoded()
    {
        await TakeAsync(Captured.Block("churn", 100, Captured.Start, Second, "old"));
        Assert.Single(await _saker.Log.FindAsync(["old-1"], Cancellation));
        // Who read the beginning again would take the file to end there.
        Overwrite(Directory.EnumerateFiles(_saker.Home.Journals).Single());
        await TakeAsync(Captured.Block("churn", 100, Captured.Start, Second, "new", version: 2));

        Assert.Equal("new-7", Assert.Single(await _saker.Log.FindAsync(["new-7"], Cancellation)).RequestId);
        Assert.Equal("new-8", Assert.Single((await _saker.Log.QueryAsync(new LogFilter { RequestId = "new-8" }, Cancellation)).Predictions).RequestId);
        Assert.Equal(100, (await _saker.Log.QueryAsync(new LogFilter { Version = 2, MaxCount = 200 }, Cancellation)).Predictions.Count);
    }

    [Fact]
    public async Task A_sample_of_a_time_that_is_over_decodes_nothing_that_was_begun_long_after_it()
    {
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second, "old"));
        _saker.Services.GetRequiredService<Journal>().Rotate();
        _time.Advance(TimeSpan.FromHours(3));
        await TakeAsync(Captured.Block("churn", 10, Captured.Start.AddHours(3), Second, "new"));
        Assert.Single(await _saker.Log.FindAsync(["new-1"], Cancellation));
        await TakeAsync(Captured.Block("churn", 10, Captured.Start.AddHours(3), Second, "newer"));
        var files = Directory.EnumerateFiles(_saker.Home.Journals).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, files.Length);

        var sample = await _saker.Log.SampleAsync("churn", "churn", 1, Captured.Start.AddMinutes(-1), Captured.Start.AddMinutes(10), 100, Cancellation);

        Assert.Equal(10, sample!.Outputs.RowCount);
        _saker.Services.GetRequiredService<Journal>().Rotate();
        using (var file = File.OpenHandle(files[1], FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.SetLength(file, RandomAccess.GetLength(file) - 1);
        // Had it been decoded, its end would be missed now.
        Assert.Empty(await _saker.Log.FindAsync(["newer-1"], Cancellation));
        Assert.Single(await _saker.Log.FindAsync(["new-1"], Cancellation));
    }

    [Fact]
    public async Task An_id_that_is_nowhere_is_not_looked_for_in_whole_indexes()
    {
        await TakeAsync(Captured.Block("churn", 4_000, Captured.Start, TimeSpan.FromMilliseconds(1)));
        await SealAsync();
        // Damaged at their beginnings, which say of what groups they are.
        foreach (var blob in Directory.EnumerateFiles(_saker.Home.Blobs, "*", SearchOption.AllDirectories))
            Overwrite(blob);

        Assert.Empty(await _saker.Log.FindAsync(["nobody"], Cancellation));
        Assert.Equal(ErrorKind.DataLoss, (await Assert.ThrowsAsync<SakerException>(() => _saker.Log.FindAsync(["r-1"], Cancellation))).Kind);
    }

    [Fact]
    public async Task A_filter_by_an_id_reads_nothing_but_what_has_it()
    {
        await TakeAsync(Captured.Block("a", 4_000, Captured.Start, TimeSpan.FromMilliseconds(1)));
        await SealAsync();
        foreach (var blob in Directory.EnumerateFiles(_saker.Home.Blobs, "*", SearchOption.AllDirectories))
            Overwrite(blob);
        await TakeAsync(Captured.Block("b", 10, Captured.Start.AddHours(-1), Second, "new"));
        await SealAsync();
        await TakeAsync(Captured.Of("b", [Captured.Request("new-1", Captured.Start.AddMinutes(-3), 0)], [77], version: 2));

        var twice = await _saker.Log.QueryAsync(new LogFilter { RequestId = "new-1" }, Cancellation);
        var page = await _saker.Log.QueryAsync(new LogFilter { RequestId = "new-1", MaxCount = 1 }, Cancellation);

        Assert.Equal([2, 1], twice.Predictions.Select(prediction => prediction.Version));
        Assert.Equal(2, Assert.Single(page.Predictions).Version);
        Assert.Equal(1, Assert.Single((await _saker.Log.QueryAsync(new LogFilter { RequestId = "new-1", MaxCount = 1, Page = page.NextPage }, Cancellation)).Predictions).Version);
        Assert.Empty((await _saker.Log.QueryAsync(new LogFilter { RequestId = "new-1", Endpoint = "a" }, Cancellation)).Predictions);
    }

    [Fact]
    public async Task Who_looks_again_looks_in_journals_and_in_what_was_sealed_since()
    {
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second, "old"));
        await SealAsync();
        _time.Advance(TimeSpan.FromMinutes(10));
        var since = _time.GetUtcNow();
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second, "sealed"));
        await SealAsync();
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second, "waiting"));

        var found = await _saker.Log.FindNewAsync(["old-1", "sealed-1", "waiting-1"], since, Cancellation);

        Assert.Equal(["sealed-1", "waiting-1"], found.Select(prediction => prediction.RequestId).Order());
    }

    [Fact]
    public async Task A_sample_is_the_rows_with_the_least_hashes_of_all_journals_and_segments()
    {
        _policy.Settings = new LogSettings { Sample = LogSampling.All };
        for (var block = 0; block < 6; block++)
        {
            await TakeAsync(Captured.Block("churn", 1_000, Captured.Start + block * 20 * Second, TimeSpan.FromMilliseconds(10), "r", block * 1_000));
            if (block == 3)
                await SealAsync();
        }

        var sample = (await _saker.Log.SampleAsync("churn", "churn", 1, Captured.Start, Captured.Start.AddMinutes(5), 50, Cancellation))!;

        Assert.Equal(6_000, sample.SeenCount);
        Assert.Equal(Enumerable.Range(0, 6_000).OrderBy(i => RowHash.Of($"r-{i}")).Take(50), sample.Inputs.Get<double>("tenure").Values.ToArray().Select(value => (int)value));
        Assert.Equal(50, sample.Outputs.RowCount);
    }

    [Fact]
    public async Task Who_erases_requests_erases_what_outcomes_know_of_them()
    {
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second, "sealed"));
        await SealAsync();
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second, "waiting"));
        string[] ids = ["sealed-1", "sealed-2", "waiting-1", "waiting-2", "forgotten"];
        var receipt = await _saker.OutcomeIntake.AddAsync([.. ids.Select(id => new NewOutcome { RequestId = id, Value = "Yes" })], Cancellation);
        Assert.Equal((4, 1), (receipt.MatchedCount, receipt.UnmatchedCount));
        Assert.Equal(1L, Assert.Single(await _saker.Outcomes.FindAsync("sealed-1", Cancellation)).Prediction!.Inputs["tenure"]);
        _time.Advance(TimeSpan.FromMinutes(1));

        await _saker.LogEraser.EraseAsync(["sealed-1", "waiting-1", "forgotten"], Cancellation);
        Assert.Equal(["sealed-2", "waiting-2"], (await _saker.Outcomes.FindAllAsync(ids, Cancellation)).Select(outcome => outcome.RequestId).Order());
        await _saker.LogEraser.EraseAsync(new LogFilter { Where = "input.tenure = 2" }, Cancellation);

        Assert.Empty(await _saker.Outcomes.FindAllAsync(ids, Cancellation));
    }

    [Fact]
    public async Task What_retention_removes_while_it_is_read_is_no_loss()
    {
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second));
        await SealAsync();
        var reader = _saker.Services.GetRequiredService<LogReader>();
        _policy.Settings = new LogSettings { Keep = TimeSpan.FromDays(1) };
        var blocks = 0;

        await foreach (var group in reader.ListAsync("churn", null, 0, long.MaxValue, Cancellation))
        {
            await _saker.Services.GetServices<IRecurringJob>().Single(job => job.Name == "log-retention").RunAsync(Captured.Start.AddDays(2), Cancellation);
            Assert.Empty((await reader.ReadAsync(group, Cancellation)).Requests);
            blocks++;
        }

        Assert.Equal(1, blocks);
    }

    [Fact]
    public async Task A_journal_whose_key_is_gone_keeps_no_other_from_being_sealed()
    {
        // Encrypted, in a home without keys, by a process that is gone.
        var lost = JournalName.Of("0-gone", "00000000000000000000000000");
        await File.WriteAllBytesAsync(JournalName.FileOf(_saker.Home.Journals, lost), LogFrames.Write([1, 2, 3]), Cancellation);
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second));

        await SealAsync();

        Assert.Equal(10, (await _saker.Log.GetStatusAsync(Cancellation)).SealedCount);
        Assert.Equal(lost, Path.GetFileNameWithoutExtension(Assert.Single(Directory.EnumerateFiles(_saker.Home.Journals))));
        Assert.Contains(lost, _saker.Services.GetRequiredService<LogSealer>().Failure!.Value.Reason, StringComparison.Ordinal);
    }

    private Task<SakerPlatform> OpenAsync() => _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time).AddSingleton<ILogPolicy>(_policy));

    private async Task TakeAsync(CapturedBlock block) => await _saker.Services.GetServices<ICaptureSink>().Single(sink => sink.Name == "log").TakeAsync(block, Cancellation);

    private async Task SealAsync()
    {
        _saker.Services.GetRequiredService<Journal>().Rotate();
        await _saker.Services.GetRequiredService<LogSealer>().SealAsync(Cancellation);
    }

    private static void Overwrite(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.Write([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
    }
}
