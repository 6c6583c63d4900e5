using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Log;

public abstract partial class PredictionLogConformance
{
    [Fact]
    public async Task Privacy_rules_are_applied_before_anything_touches_the_disk()
    {
        _policy.Settings = new LogSettings
        {
            Sample = LogSampling.All,
            Redact = new Dictionary<string, object?> { ["columns"] = new Dictionary<string, object?> { ["contract"] = new Dictionary<string, object?> { ["do"] = "mask", ["keep_first"] = 2L }, ["probability"] = "drop" }, ["others"] = "keep" },
        };
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second));

        foreach (var file in Directory.EnumerateFiles(_saker.Home.Journals))
            Assert.DoesNotContain("Month-to-month", await File.ReadAllTextAsync(file, Cancellation), StringComparison.Ordinal);
        var read = (await _saker.Log.FindAsync(["r-1"], Cancellation)).Single();
        Assert.Equal("Mo***-**-*****", read.Inputs!.Get("contract").GetValue(0));
        Assert.Null(read.Outputs);
    }

    [Fact]
    public async Task Rows_that_cannot_be_redacted_are_not_kept_and_their_requests_are()
    {
        // There are no keys in this home.
        _policy.Settings = new LogSettings { Redact = new Dictionary<string, object?> { ["columns"] = new Dictionary<string, object?> { ["contract"] = "hash" }, ["others"] = "keep" } };
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second));
        await SealAsync();

        Assert.All(await CountAsync(new LogFilter()), prediction => Assert.Null(prediction.Inputs));
    }

    [Fact]
    public async Task In_an_encrypted_home_journals_and_segments_are_encrypted_and_read_all_the_same()
    {
        _saker.Encryption.TurnOn();
        await TakeAsync(Captured.Block("churn", 100, Captured.Start, Second));
        await AssertEncryptedAsync(Directory.EnumerateFiles(_saker.Home.Journals));
        Assert.Equal(7d, (await _saker.Log.FindAsync(["r-7"], Cancellation)).Single().Inputs!.Get("tenure").GetValue(0));

        await SealAsync();

        await AssertEncryptedAsync(Blobs());
        Assert.Equal(7d, (await _saker.Log.FindAsync(["r-7"], Cancellation)).Single().Inputs!.Get("tenure").GetValue(0));
        Assert.Equal(2, (await _saker.Log.QueryAsync(new LogFilter { Where = "input.tenure >= 98" }, Cancellation)).Predictions.Count);
        Assert.True((await _saker.Verifier.VerifyAsync(Cancellation)).IsWhole);
        await _saker.Encryption.RotateAsync(Cancellation);
        await _saker.Encryption.RenewAsync(progress: null, Cancellation);
        Assert.Single(await _saker.Log.FindAsync(["r-99"], Cancellation));
    }

    [Fact]
    public async Task What_is_erased_is_gone_from_journals_segments_and_the_disk()
    {
        await TakeAsync(Captured.Block("churn", 100, Captured.Start, Second, "old"));
        await SealAsync();
        await TakeAsync(Captured.Block("churn", 100, Captured.Start + 200 * Second, Second, "new"));
        var before = Blobs().ToHashSet();
        _time.Advance(TimeSpan.FromMinutes(10));

        var erased = await _saker.LogEraser.EraseAsync(["old-3", "new-4", "nobody"], Cancellation);

        Assert.Equal((2L, 1), (erased.RequestCount, erased.SegmentCount));
        Assert.Empty(await _saker.Log.FindAsync(["old-3", "new-4"], Cancellation));
        Assert.Equal(198, (await CountAsync(new LogFilter())).Count);
        Assert.Empty(before.Intersect(Blobs()));
        Assert.Empty(Directory.EnumerateFiles(_saker.Home.Journals));
        Assert.Equal(1, (await _saker.Log.GetStatusAsync(Cancellation)).ErasedCount);
        var filtered = await _saker.LogEraser.EraseAsync(new LogFilter { Where = "input.tenure < 50" }, Cancellation);
        Assert.Equal(98, filtered.RequestCount);
        Assert.True((await _saker.Verifier.VerifyAsync(Cancellation)).IsWhole);
        // A client may use the id again.
        await TakeAsync(Captured.Of("churn", [Captured.Request("old-3", _time.GetUtcNow() + Second, 0)], [1]));
        Assert.Single(await _saker.Log.FindAsync(["old-3"], Cancellation));
    }

    [Fact]
    public async Task A_request_that_another_process_has_not_sealed_is_hidden_once_it_is_erased_and_never_sealed()
    {
        var other = await OpenAsync();
        await TakeAsync(Captured.Block("churn", 10, Captured.Start, Second), other);
        _time.Advance(TimeSpan.FromMinutes(1));

        await _saker.LogEraser.EraseAsync(["r-5"], Cancellation);
        Assert.Empty(await _saker.Log.FindAsync(["r-5"], Cancellation));
        await SealAsync(other);

        Assert.Equal(9, (await _saker.Log.GetStatusAsync(Cancellation)).SealedCount);
    }
}
