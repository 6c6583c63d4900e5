using Microsoft.Extensions.Logging.Abstractions;
using Saker.Data;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Tests.Monitoring.Capture;

/// <summary>What becomes of requests from their end to the sinks.</summary>
public sealed class CaptureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_requests_facts_and_rows_arrive_as_the_caller_gave_them()
    {
        await using var toy = await WatchedToys.OpenAsync();
        // An infinite number is then taken as missing by the model, and yet was infinite.
        await toy.GuardAsync(new GuardSettings { MissingValue = GuardPolicy.Allow, NotFinite = GuardPolicy.Clip });

        await toy.AskAsync("first", [1.5, double.NaN, -3]);
        await toy.AskAsync("second", [double.PositiveInfinity]);

        var block = Assert.Single(await toy.StopAsync());
        Assert.Equal(("live", true, "churn", 1, true, 4), (block.Endpoint, block.IsEndpoint, block.Model, block.Version, block.IsModelAnswer, block.RowCount));
        Assert.Equal([1.5, null, -3.0, double.PositiveInfinity], Enumerable.Range(0, 4).Select(row => block.Inputs.Get("x").GetValue(row)));
        Assert.Equal(["1", "1", "1", "1"], block.Outputs.Get<string>("label").Values.ToArray());
        Assert.Equal([("first", 3, 0), ("second", 1, 3)], block.Requests.Select(request => (request.RequestId, request.RowCount, request.FirstRow)).Order());
        Assert.Equal([("first", 0, 0), ("second", 1, 1)], block.Requests.Select(request => (request.RequestId, request.MendedCount, request.WarningCount)).Order());
        Assert.All(block.Requests, request =>
        {
            Assert.Equal(("primary", null, null, false), (request.Step, request.StepReason, request.Error, request.IsRefused));
            Assert.Equal(toy.Serving.Time.GetUtcNow(), request.At);
            Assert.True(request.ComputeMicroseconds > 0);
        });
    }

    [Fact]
    public async Task Refused_cancelled_and_failed_requests_are_there_without_rows()
    {
        await using var toy = await WatchedToys.OpenAsync();

        using (var refused = await toy.BeginAsync("refused"))
        {
            refused.Inputs[0].Reset([2, 1]);
            refused.Report.Problems.Add(0, "x", "is no number.");
            Assert.Throws<SakerException>(refused.Check);
        }
        toy.Serving.Loaded[1].Gate = new TaskCompletionSource();
        using (var cancelled = await toy.BeginAsync("cancelled"))
        {
            WatchedToys.Fill(cancelled, [1]);
            using var source = new CancellationTokenSource();
            var run = cancelled.RunAsync(source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await run);
        }
        toy.Serving.Loaded[1].Gate!.SetResult();

        var block = Assert.Single(await toy.StopAsync());
        Assert.Equal(
            [("cancelled", CaptureNames.Cancelled, false, -1), ("refused", "invalidInput", true, -1)],
            block.Requests.Select(request => (request.RequestId, request.Error!, request.IsRefused, request.FirstRow)).Order());
        Assert.Equal(0, block.RowCount);
    }

    [Fact]
    public async Task Only_looking_at_a_version_is_no_request()
    {
        await using var toy = await WatchedToys.OpenAsync();

        using (var look = await toy.BeginAsync("look"))
            look.DoNotCount();

        Assert.Empty(await toy.StopAsync());
    }

    [Fact]
    public async Task Many_requests_from_many_threads_arrive_once_each_in_blocks_of_bounded_size()
    {
        await using var toy = await WatchedToys.OpenAsync(new CaptureOptions { MaxBlockRows = 100 });

        await Parallel.ForAsync(0, 2_000, Cancellation, async (i, _) => await toy.AskAsync($"{i}", [.. Enumerable.Repeat((double)i, 1 + (i % 3))]));

        var blocks = await toy.StopAsync();
        Assert.All(blocks, block => Assert.InRange(block.RowCount, 1, 100));
        var seen = new HashSet<string>();
        foreach (var block in blocks)
        {
            var x = block.Inputs.Get<double>("x").Values.Span;
            foreach (var request in block.Requests)
            {
                Assert.True(seen.Add(request.RequestId));
                Assert.Equal(1 + (int.Parse(request.RequestId) % 3), request.RowCount);
                Assert.Equal(Enumerable.Repeat(double.Parse(request.RequestId), request.RowCount), x.Slice(request.FirstRow, request.RowCount).ToArray());
            }
        }
        Assert.Equal(2_000, seen.Count);
        Assert.Equal((2_000, 0), (toy.Runner.Status.CapturedCount, toy.Runner.Status.DroppedCount));
    }

    [Fact]
    public async Task What_finds_no_memory_is_dropped_and_counted_and_later_requests_are_captured_again()
    {
        await using var toy = await WatchedToys.OpenAsync();
        var capture = new CallCapture(new CaptureOptions { MaxBytes = 1 << 20 }, toy.Serving.Time, NullLogger<CallCapture>.Instance);
        toy.Serving.Host.AddObserver(capture);
        var rows = Enumerable.Repeat(1.0, 20_000).ToArray();

        // About 260 KB each with their answers.
        for (var i = 0; i < 20; i++)
            await toy.AskAsync($"{i}", rows);
        var dropped = capture.DroppedCount;
        var chunks = new List<CaptureChunk>();
        capture.Take(takesAll: true, chunks);
        var kept = chunks.Sum(chunk => chunk.Count);
        chunks.ForEach(capture.Return);
        await toy.AskAsync("after", rows);

        Assert.InRange(dropped, 16, 18);
        Assert.Equal(20, kept + dropped);
        Assert.Equal(dropped, capture.DroppedCount);
        Assert.InRange(capture.Bytes, 1, 1 << 20);
    }

    [Fact]
    public async Task A_sink_that_fails_or_hangs_keeps_no_other_from_its_blocks_and_no_request_from_its_answer()
    {
        var failing = new FakeSink("failing") { Fails = true };
        var hanging = new FakeSink("hanging") { Gate = new TaskCompletionSource() };
        await using var toy = await WatchedToys.OpenAsync(new CaptureOptions { MaxBlockRows = 10, MaxPendingRows = 20, MaxStopDelay = TimeSpan.FromMilliseconds(200) }, failing, hanging);

        for (var i = 0; i < 10; i++)
        {
            for (var row = 0; row < 10; row++)
                await toy.AskAsync($"{i}.{row}", [row]);
            await toy.RoundAsync();
            await toy.TakenAsync("fake");
        }

        var blocks = await toy.StopAsync();
        Assert.Equal(100, blocks.Sum(block => block.Requests.Count));
        var status = toy.Runner.Status.Sinks.ToDictionary(sink => sink.Name);
        Assert.Equal(100, status["failing"].FailedCount);
        Assert.InRange(status["hanging"].DroppedCount, 70, 90);
        Assert.Equal((0, 0), (status["fake"].DroppedCount, status["fake"].FailedCount));
    }

    [Fact]
    public async Task Endpoints_that_are_not_watched_leave_nothing_from_their_first_request_on()
    {
        var policy = new FakePolicy { Scope = CaptureScope.Nothing };
        await using var toy = await WatchedToys.OpenAsync(new CaptureOptions(), policy);

        await toy.AskAsync("nothing", [1]);
        await toy.RoundAsync();
        policy.Scope = CaptureScope.Facts;
        await toy.RoundAsync();
        await toy.AskAsync("facts", [2]);
        await toy.RoundAsync();
        policy.Scope = CaptureScope.Rows;
        await toy.RoundAsync();
        await toy.AskAsync("rows", [3]);

        var blocks = await toy.StopAsync();
        Assert.Equal([("facts", -1), ("rows", 0)], blocks.SelectMany(block => block.Requests).Select(request => (request.RequestId, request.FirstRow)));
        Assert.Equal([3.0], blocks[^1].Inputs.Get<double>("x").Values.ToArray());
        Assert.Equal(0, blocks[0].RowCount);
    }

    [Fact]
    public async Task Nothing_is_captured_when_capture_is_off()
    {
        await using var toy = await WatchedToys.OpenAsync(new CaptureOptions { IsOn = false });

        await toy.AskAsync("off", [1]);

        Assert.Empty(await toy.StopAsync());
        Assert.Null(toy.Serving.Host.Observer);
    }

    [Fact]
    public void Options_that_are_not_possible_are_all_named()
    {
        var failure = Assert.Throws<SakerException>(() => new CallCapture(new CaptureOptions { MaxBytes = 1, MaxIdBytes = 1, Interval = TimeSpan.Zero }, TimeProvider.System, NullLogger<CallCapture>.Instance));

        Assert.Equal(["maxBytes", "interval (milliseconds)", "maxIdBytes"], failure.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public async Task Long_ids_are_cut_between_characters()
    {
        await using var toy = await WatchedToys.OpenAsync(new CaptureOptions { MaxIdBytes = 32 });

        await toy.AskAsync(new string('é', 40), [1]);

        Assert.Equal(new string('é', 16), Assert.Single(Assert.Single(await toy.StopAsync()).Requests).RequestId);
    }

    [Fact]
    public async Task A_request_is_copied_without_allocating()
    {
        await using var toy = await WatchedToys.OpenAsync();
        var capture = new CallCapture(new CaptureOptions(), TimeProvider.System, NullLogger<CallCapture>.Instance);
        using var call = await toy.BeginAsync("0123456789abcdef0123456789abcdef");
        WatchedToys.Fill(call, [1, 2, 3]);
        await call.RunAsync(Cancellation);
        // The threads' chunks and the model's columns are made with the first ones.
        for (var i = 0; i < 50; i++)
            capture.Completed(call);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 500; i++)
            capture.Completed(call);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // A thread that changes its processor begins one more chunk.
        Assert.InRange(allocated % ChunkPool.ChunkBytes, 0, 1_000);
        Assert.Equal(0, capture.DroppedCount);
    }
}
