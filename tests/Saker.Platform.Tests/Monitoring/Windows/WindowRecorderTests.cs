using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Models;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Monitoring.Capture;
using Saker.Platform.Tests.Monitoring.Log;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Windows;

/// <summary>From captured blocks to stored windows.</summary>
public sealed class WindowRecorderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    private readonly EmbeddedBackend _backend = new();
    private readonly ManualTime _time = new(Start);
    private readonly FixedLogPolicy _policy = new();
    private SakerPlatform _saker = null!;
    private ModelVersion _version = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _saker = await _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));
        using var source = new Registry.ModelSource();
        source.Write("profile.json", Profile.Of(Table.Concat([Numbers(0, 7), Numbers(0, 7)])).ToJson());
        // Where the folder is on this machine is nothing to go by.
        _version = await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation) with { Folder = "/nowhere" };
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task A_block_over_two_minutes_goes_to_the_windows_of_both()
    {
        var recorder = Recorder();
        await recorder.TakeAsync(Block([(Start.AddSeconds(59), 3, null), (Start.AddSeconds(61), 4, null), (Start.AddSeconds(59.5), 1, null), (Start.AddSeconds(62), 0, "timeout")]), Cancellation);
        await recorder.FlushAsync(Cancellation);

        var windows = await _saker.Windows.ListAsync("live", null, Start, Start.AddMinutes(5), WindowGrain.Minute, Cancellation);
        Assert.Equal([(2, 4, 0), (2, 4, 1)], windows.Select(window => (window.Facts.RequestCount, window.Facts.RowCount, window.Facts.ErrorCount)));
        var first = (await _saker.Windows.FindAsync("live", 1, Start, Start.AddMinutes(1), Cancellation))!;
        Assert.Equal((0.0, 7.0, 4), (first.Inputs!.Get("x").Numbers!.Min, first.Inputs.Get("x").Numbers!.Max, first.Inputs.RowCount));
        Assert.Equal(4, first.Outputs!.RowCount);
    }

    [Fact]
    public async Task Rows_are_counted_exactly_by_the_bins_of_the_models_own_reference()
    {
        var recorder = Recorder();
        await recorder.TakeAsync(Block([(Start, 1_000, null)]), Cancellation);
        await recorder.TakeAsync(Block([(Start, 1_000, null)]), Cancellation);
        await recorder.FlushAsync(Cancellation);

        var bins = (await _saker.Windows.FindAsync("live", 1, Start, Start.AddMinutes(1), Cancellation))!.Bins["x"];

        // The seven values of training, what is above them, and what is missing.
        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 0, 0], bins.Reference);
        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 1_986, 0], bins.Counts);
    }

    [Fact]
    public async Task Answers_of_rules_count_and_are_no_outputs_of_the_model()
    {
        var recorder = Recorder();
        await recorder.TakeAsync(Block([(Start, 5, null)], "rules"), Cancellation);
        await recorder.FlushAsync(Cancellation);

        var window = (await _saker.Windows.FindAsync("live", 1, Start, Start.AddMinutes(1), Cancellation))!;
        Assert.Equal((5, 1, 1), (window.Inputs!.RowCount, window.Summary.Facts.FallbackCount, window.Summary.Facts.Steps["rules"]));
        Assert.Null(window.Outputs);
    }

    [Fact]
    public async Task Rows_that_a_version_answered_for_another_count_and_are_in_no_profile_of_its_own()
    {
        var recorder = Recorder();
        await recorder.TakeAsync(Block([(Start, 5, null)]) with { Version = 2 }, Cancellation);
        await recorder.TakeAsync(Block([(Start.AddMinutes(1), 3, null)]), Cancellation);
        await recorder.FlushAsync(Cancellation);

        var answered = (await _saker.Windows.FindAsync("live", 2, Start, Start.AddMinutes(1), Cancellation))!;
        Assert.Equal((5, 0), (answered.Summary.Facts.RowCount, answered.Summary.Facts.ProfiledRowCount));
        Assert.Equal((null, null), (answered.Inputs, answered.Outputs));
        Assert.Equal(3, (await _saker.Windows.FindAsync("live", 1, Start.AddMinutes(1), Start.AddMinutes(2), Cancellation))!.Inputs!.RowCount);
    }

    [Theory]
    [InlineData("x", "hash", "keep", false, true)]
    [InlineData("label", "drop", "keep", true, false)]
    [InlineData("x", "keep", "mask", true, false)]
    [InlineData("x", "no such rule", "keep", false, false)]
    public async Task Columns_that_are_redacted_are_in_no_profile(string column, string rule, string others, bool hasInputs, bool hasOutputs)
    {
        _policy.Settings = new LogSettings { Redact = new Dictionary<string, object?> { ["columns"] = new Dictionary<string, object?> { [column] = rule }, ["others"] = others } };
        var recorder = Recorder();
        await recorder.TakeAsync(Block([(Start, 5, null)]), Cancellation);
        await recorder.FlushAsync(Cancellation);

        var window = (await _saker.Windows.FindAsync("live", 1, Start, Start.AddMinutes(1), Cancellation))!;
        Assert.Equal((5, hasInputs, hasInputs, hasOutputs), (window.Summary.Facts.RowCount, window.Inputs?.Find("x") is not null, window.Bins.ContainsKey("x"), window.Outputs?.Find("label") is not null));
    }

    [Fact]
    public async Task Repeated_flushes_and_a_restart_within_the_minute_lose_and_double_nothing()
    {
        var first = Recorder();
        for (var i = 0; i < 3; i++)
        {
            await first.TakeAsync(Block([(Start.AddSeconds(i), 10, null)]), Cancellation);
            await first.FlushAsync(Cancellation);
        }
        // The first life ends without a word; what it did not flush is lost with it.
        await first.TakeAsync(Block([(Start.AddSeconds(4), 10, null)]), Cancellation);
        var second = Recorder();
        await second.TakeAsync(Block([(Start.AddSeconds(9), 7, null)]), Cancellation);
        await second.FlushAsync(Cancellation);
        // What comes late for a minute that was closed is a part of its own.
        _time.Advance(TimeSpan.FromMinutes(2));
        await second.WriteAsync(Cancellation);
        await second.TakeAsync(Block([(Start.AddSeconds(10), 1, null)]), Cancellation);
        await second.FlushAsync(Cancellation);

        var window = (await _saker.Windows.FindAsync("live", 1, Start, Start.AddMinutes(1), Cancellation))!;
        Assert.Equal((38, 38, 2), (window.Summary.Facts.RowCount, window.Inputs!.RowCount, window.Summary.WriterCount));
    }

    [Fact]
    public async Task Rows_are_thinned_when_their_profiles_take_too_long_and_counts_stay_exact()
    {
        var recorder = new WindowRecorder(_saker.Windows, _policy, _saker.Services.GetRequiredService<Ids>(), new WindowOptions { MaxProcessorShare = 1e-9 }, TimeProvider.System, NullLogger<WindowRecorder>.Instance);
        for (var i = 0; i < 30 && recorder.ThinningStep < 4; i++)
        {
            await recorder.TakeAsync(Block([(Start, 1_000, null)]), Cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);
        }
        await recorder.TakeAsync(Block([(Start.AddMinutes(1), 1_000, null)]), Cancellation);
        await recorder.FlushAsync(Cancellation);

        var window = (await _saker.Windows.FindAsync("live", 1, Start.AddMinutes(1), Start.AddMinutes(2), Cancellation))!;
        Assert.Equal(1_000, window.Summary.Facts.RowCount);
        Assert.Equal(1_000 / recorder.ThinningStep, window.Summary.Facts.ProfiledRowCount);
        Assert.Equal(window.Summary.Facts.ProfiledRowCount, window.Inputs!.RowCount);
        // Evenly: the middle stays where it was.
        Assert.InRange(window.Inputs.Get("x").Numbers!.Mean, 490, 510);
    }

    [Fact]
    public async Task A_database_that_fails_loses_no_window_until_there_are_too_many()
    {
        var store = new FailingWindows();
        var recorder = new WindowRecorder(store, _policy, _saker.Services.GetRequiredService<Ids>(), new WindowOptions { MaxOpenWindows = 5 }, _time, NullLogger<WindowRecorder>.Instance);
        for (var minute = 0; minute < 12; minute++)
        {
            await recorder.TakeAsync(Block([(Start.AddMinutes(minute), 1, null)]), Cancellation);
            await recorder.WriteAsync(Cancellation);
        }
        store.Fails = false;
        await recorder.WriteAsync(Cancellation);

        Assert.Equal(2, recorder.LostCount);
        Assert.Equal(Enumerable.Range(2, 10).Select(minute => Start.AddMinutes(minute)), store.Written.Select(part => part.At).Order());
    }

    [Fact]
    public async Task More_endpoints_than_windows_in_memory_write_no_more_parts_and_no_more_often()
    {
        var store = new FailingWindows { Fails = false };
        var recorder = new WindowRecorder(store, _policy, _saker.Services.GetRequiredService<Ids>(), new WindowOptions { MaxOpenWindows = 10 }, _time, NullLogger<WindowRecorder>.Instance);
        for (var second = 0; second < 90; second += 10)
        {
            for (var endpoint = 0; endpoint < 60; endpoint++)
                await recorder.TakeAsync(Block([(_time.GetUtcNow(), 1, null)]) with { Endpoint = $"live{endpoint}" }, Cancellation);
            await recorder.WriteAsync(Cancellation);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.All(store.Written.GroupBy(part => (part.Endpoint, part.At)), parts => Assert.Single(parts.Select(part => part.Number).Distinct()));
        // Once for each round, and once more when the minute before was over.
        Assert.InRange(store.Written.Count, 9 * 60, 10 * 60);
    }

    [Fact]
    public async Task Requests_that_were_not_captured_are_told_once_in_the_latest_window()
    {
        await using var toy = await WatchedToys.OpenAsync();
        var capture = new CallCapture(new CaptureOptions { MaxBytes = 1 << 20 }, toy.Serving.Time, NullLogger<CallCapture>.Instance);
        toy.Serving.Host.AddObserver(capture);
        for (var i = 0; i < 20; i++)
            await toy.AskAsync($"{i}", [.. Enumerable.Repeat(1.0, 20_000)]);
        var recorder = new WindowRecorder(_saker.Windows, _policy, _saker.Services.GetRequiredService<Ids>(), new WindowOptions(), _time, NullLogger<WindowRecorder>.Instance, capture);
        for (var i = 0; i < 2; i++)
        {
            await recorder.TakeAsync(Block([(Start, 1, null), (Start.AddMinutes(1), 1, null)]), Cancellation);
            await recorder.WriteAsync(Cancellation);
        }

        var windows = await _saker.Windows.ListAsync("live", null, Start, Start.AddMinutes(5), WindowGrain.Minute, Cancellation);
        Assert.InRange(capture.DroppedCount, 16, 18);
        Assert.Equal([0, capture.DroppedCount], windows.Select(window => window.Facts.DroppedCount));
    }

    private WindowRecorder Recorder() => new(_saker.Windows, _policy, _saker.Services.GetRequiredService<Ids>(), new WindowOptions(), _time, NullLogger<WindowRecorder>.Instance, versions: _saker.Services.GetRequiredService<VersionFacts>());

    private CapturedBlock Block(IReadOnlyList<(DateTimeOffset At, int Rows, string? Error)> requests, string step = "primary")
    {
        var first = 0;
        var captured = new List<CapturedRequest>();
        foreach (var (at, rows, error) in requests)
        {
            captured.Add(new CapturedRequest { RequestId = $"{first}", At = at, RowCount = rows, FirstRow = error is null ? first : -1, Step = step, Error = error, TotalMicroseconds = 100 });
            first += error is null ? rows : 0;
        }
        return new CapturedBlock
        {
            Endpoint = "live",
            IsEndpoint = true,
            Model = "churn",
            Version = 1,
            Asked = _version,
            Signature = new Signature { Inputs = [], Outputs = [] },
            IsModelAnswer = step == "primary",
            Requests = captured,
            Inputs = Numbers(0, first),
            Outputs = new Table([Column.OfText("label", [.. Enumerable.Repeat("Yes", first)])]),
            RowCount = first,
            FirstAt = requests.Min(request => request.At),
            LastAt = requests.Max(request => request.At),
        };
    }

    private static Table Numbers(int from, int count) => new([Column.OfNumbers("x", [.. Enumerable.Range(from, count).Select(row => (double)row)])]);
}
