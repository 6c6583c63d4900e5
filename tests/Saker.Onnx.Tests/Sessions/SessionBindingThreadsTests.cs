using Saker.Onnx.Sessions;

namespace Saker.Onnx.Tests.Sessions;

/// <summary>Bindings under cancellation, in parallel, and when they are disposed too early.</summary>
public sealed class SessionBindingThreadsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_run_that_can_be_cancelled_allocates_next_to_nothing()
    {
        using var session = SessionBindingTests.Mixed(text: false);
        using var binding = session.Bind(1);
        using var source = new CancellationTokenSource();
        long Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
                binding.Run(source.Token);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Measure();

        Assert.InRange(Measure(), 0, 1_000 * 16);
    }

    [Fact]
    public void A_cancelled_run_ends_and_the_binding_runs_again()
    {
        using var slow = SlowGraph.Start(out _);
        using var binding = slow.Bind(SlowGraph.Rows);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        source.CancelAfter(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => binding.Run(source.Token));
        Assert.Throws<OperationCanceledException>(() => binding.Run(source.Token));

        using var session = OnnxSessionTests.Doubling();
        using var quick = session.Bind(1);
        using var cancelled = new CancellationTokenSource();
        quick.Run(cancelled.Token);
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => quick.Run(cancelled.Token));
        quick.Run(Cancellation);
    }

    [Fact]
    public void Bindings_of_one_session_run_in_parallel_without_mixing()
    {
        using var session = SessionBindingTests.Mixed(text: true);
        Parallel.For(0, 8, caller =>
        {
            using var binding = session.Bind(5);
            for (var i = 0; i < 300; i++)
            {
                binding.Rows = 1 + (i + caller) % 5;
                binding.Input<double>("tenure").Fill(caller * 1_000 + i);
                binding.Input<float>("charges").Fill(caller);
                for (var row = 0; row < binding.Rows; row++)
                    binding.SetText("city", row, $"{caller}/{i}/{row}");
                binding.Run(CancellationToken.None);
                for (var row = 0; row < binding.Rows; row++)
                {
                    Assert.Equal(caller * 1_000 + i, binding.Output<float>("features")[row * 2]);
                    Assert.Equal($"{caller}/{i}/{row}", binding.Text("echo", row));
                }
            }
        });
    }

    [Fact]
    public async Task Two_callers_of_one_binding_are_told_apart_not_mixed()
    {
        using var slow = SlowGraph.Start(out _);
        using var binding = slow.Bind(SlowGraph.Rows);
        using var source = new CancellationTokenSource();
        var running = Task.Factory.StartNew(() => Assert.Throws<OperationCanceledException>(() => RunUntilCancelled(source.Token)), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        OnnxException? refused = null;
        // Whoever comes first runs; this caller gives up soon and comes again, until it meets the other inside.
        while (refused is null && !running.IsCompleted)
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
            try
            {
                binding.Run(brief.Token);
            }
            catch (OnnxException exception)
            {
                refused = exception;
            }
            catch (OperationCanceledException)
            {
                await Task.Yield();
            }
        }
        await source.CancelAsync();
        await running;

        Assert.Contains("one caller at a time", refused?.Message, StringComparison.Ordinal);

        void RunUntilCancelled(CancellationToken token)
        {
            while (true)
                try
                {
                    binding.Run(token);
                }
                catch (OnnxException)
                {
                    Thread.Yield();
                }
        }
    }

    [Fact]
    public async Task Disposing_while_a_run_is_under_way_waits_for_its_end()
    {
        var session = SlowGraph.Start(out var feed);
        var binding = session.Bind(SlowGraph.Rows);
        using var source = new CancellationTokenSource();
        var bound = Task.Factory.StartNew(() => binding.Run(source.Token), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var plain = Task.Factory.StartNew(() => session.Run(feed, source.Token), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);

        session.Dispose();
        binding.Dispose();
        session.Dispose();
        binding.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Bind(1));
        Assert.Throws<ObjectDisposedException>(() => session.Run(feed, Cancellation));
        await source.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => bound);
        await Assert.ThrowsAsync<OperationCanceledException>(() => plain);
        Assert.Throws<ObjectDisposedException>(() => binding.Run(Cancellation));
        Assert.Throws<ObjectDisposedException>(() => binding.Rows = 3);
    }
}
