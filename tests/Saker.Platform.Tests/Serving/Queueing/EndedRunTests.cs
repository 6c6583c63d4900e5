using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Statistics;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Serving.Queueing;

/// <summary>A run that nobody waits for any more is ended, and the next request is answered.</summary>
public sealed class EndedRunTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_loop_that_would_take_minutes_ends_with_its_deadline(bool isIdle)
    {
        using var model = new OnnxTensorModel(isIdle ? LoopGraph.Idle : LoopGraph.Adding);
        var queue = NewQueue(model, TimeSpan.FromSeconds(30));
        // The first is on its caller's thread, because nothing is known of what a run takes.
        for (var i = 0; i < 2; i++)
        {
            var (item, run) = Begin(queue, model, LoopGraph.Endless, TimeSpan.FromMilliseconds(200), Cancellation);
            await Failures.OfAsync(ErrorKind.Timeout, () => run);
            item.Return();
            await AnsweredAsync(queue, model);
        }
        await ClosedAsync(queue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_loop_whose_caller_is_gone_ends(bool isInline)
    {
        using var model = new OnnxTensorModel(LoopGraph.Adding);
        var queue = NewQueue(model, TimeSpan.FromMinutes(10), isInline ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1));
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var (item, run) = Begin(queue, model, LoopGraph.Endless, timeout: null, gone.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Generous, Cancellation));
        item.Return();
        await AnsweredAsync(queue, model);
        await ClosedAsync(queue);
    }

    [Fact]
    public async Task A_caller_that_gives_up_soon_is_heard_soon_though_its_run_has_the_thread()
    {
        using var model = new OnnxTensorModel(LoopGraph.Adding);
        var queue = NewQueue(model, TimeSpan.FromMinutes(10));
        var shortest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
            var begun = Stopwatch.GetTimestamp();
            var (item, run) = Begin(queue, model, LoopGraph.Endless, timeout: null, gone.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Generous, Cancellation));
            var taken = Stopwatch.GetElapsedTime(begun);
            shortest = taken < shortest ? taken : shortest;
            item.Return();
            await AnsweredAsync(queue, model);
        }
        // The best of several: what else the machine does may hold up any of them.
        Assert.InRange(shortest, TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(200));
        await ClosedAsync(queue);
    }

    [Fact]
    public async Task A_run_of_several_goes_on_while_one_of_them_waits_and_ends_with_the_last()
    {
        var model = new WaitingModel();
        var queue = new ExecutionQueue(model, new QueueSettings(), BatchingTrial.Unmeasured(model, Together), new VersionStatistics(TimeProvider.System), TimeProvider.System);
        queue.Decision = queue.Decision with { RunnerCount = 1 };
        var callers = new[] { new CancellationTokenSource(), new CancellationTokenSource() };
        var runs = callers.Select(caller => queue.RunAsync(model.Tensors(), caller.Token).AsTask()).ToList();
        await model.Begun.Task.WaitAsync(Generous, Cancellation);
        Assert.Equal(2, model.PartCount);
        await callers[0].CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runs[0].WaitAsync(Generous, Cancellation));
        Assert.False(model.Token.IsCancellationRequested);
        await callers[1].CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runs[1].WaitAsync(Generous, Cancellation));
        await ClosedAsync(queue);
        Assert.True(model.Token.IsCancellationRequested);
        Assert.Equal(1, model.RunCount);
        foreach (var caller in callers)
            caller.Dispose();
    }

    [Fact]
    public async Task A_run_that_cannot_be_ended_makes_room_for_another_and_is_told()
    {
        // It looks at no token.
        var model = new DoublingModel { Gate = new TaskCompletionSource() };
        var decision = BatchingTrial.Unmeasured(model, new BatchingSettings { Mode = BatchingMode.Off }) with { RunnerCount = 1 };
        var queue = new ExecutionQueue(model, new QueueSettings(), decision, new VersionStatistics(TimeProvider.System), TimeProvider.System);
        var told = new List<bool>();
        queue.Running.LostAfter = TimeSpan.FromMilliseconds(50);
        queue.Running.Lost = told.Add;
        using var gone = new CancellationTokenSource();
        var first = queue.RunAsync(Doubled(model), gone.Token).AsTask();
        var gate = model.Gate;
        model.Gate = null;
        var second = queue.RunAsync(Doubled(model), Cancellation).AsTask();
        Assert.False(second.IsCompleted);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Generous, Cancellation));
        await second.WaitAsync(Generous, Cancellation);
        await queue.RunAsync(Doubled(model), Cancellation).AsTask().WaitAsync(Generous, Cancellation);
        await Eventually.IsSoAsync(() => told.Count == 1, "the report of a lost run");
        gate.SetResult();
        await ClosedAsync(queue);
        Assert.Equal([true, false], told);
    }

    [Fact]
    public async Task A_good_run_after_failed_ones_does_not_hide_one_that_cannot_be_ended()
    {
        var model = new DoublingModel { Gate = new TaskCompletionSource() };
        var version = new ModelVersion { Model = "toy", Version = 1, Hash = null, Folder = null, Run = null, Dataset = null, CreatedAt = default, UpdatedAt = default, Aliases = [] };
        var loaded = new LoadedModel(model, version, TimeProvider.System, NullLogger.Instance, batching: new BatchingSettings { Mode = BatchingMode.Off }) { MaxFailedRuns = 1 };
        string? reason = null;
        loaded.Reported = (_, said) => Volatile.Write(ref reason, said);
        loaded.Queue.Running.LostAfter = TimeSpan.FromMilliseconds(1);
        using var gone = new CancellationTokenSource();
        var run = loaded.Queue.RunAsync(Doubled(model), gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Generous, Cancellation));
        await Eventually.IsSoAsync(() => Volatile.Read(ref reason) is not null, "the report of a lost run");
        loaded.CountRun(isFailed: true);
        Assert.StartsWith("The last 1 runs", reason, StringComparison.Ordinal);
        loaded.CountRun(isFailed: false);
        Assert.StartsWith("A run goes on", reason, StringComparison.Ordinal);
        model.Gate.SetResult();
        await Eventually.IsSoAsync(() => Volatile.Read(ref reason) is null, "the report of its end");
        loaded.Release();
        await loaded.Unloaded.WaitAsync(Generous, Cancellation);
    }

    [Fact]
    public async Task What_is_told_last_of_lost_runs_is_how_it_is()
    {
        var model = new DoublingModel { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        var decision = BatchingTrial.Unmeasured(model, new BatchingSettings { Mode = BatchingMode.Off }) with { RunnerCount = 1 };
        var queue = new ExecutionQueue(model, new QueueSettings(), decision, new VersionStatistics(TimeProvider.System), TimeProvider.System);
        var gate = model.Gate;
        var told = new List<bool>();
        using var wasTold = new ManualResetEventSlim();
        queue.Running.LostAfter = TimeSpan.FromMilliseconds(1);
        queue.Running.Lost = isLost =>
        {
            if (isLost)
            {
                // The run ends while it is being told that it is lost; its end is told only then, however long that is.
                gate.SetResult();
                wasTold.Wait(TimeSpan.FromMilliseconds(200), Cancellation);
            }
            lock (told)
                told.Add(isLost);
            wasTold.Set();
        };
        using var gone = new CancellationTokenSource();
        var run = queue.RunAsync(Doubled(model), gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Generous, Cancellation));
        await Eventually.IsSoAsync(() => Told() == 2, "the report of a lost run and of its end");
        Assert.Equal([true, false], told);
        await ClosedAsync(queue);

        int Told()
        {
            lock (told)
                return told.Count;
        }
    }

    private static TensorSet Doubled(DoublingModel model)
    {
        var tensors = new TensorSet(model.Inputs, model.Outputs);
        tensors.Inputs[0].Reset([1, 1]);
        tensors.Inputs[0].Elements<long>()[0] = 1;
        tensors.Inputs[1].Reset([1, 1]);
        tensors.Inputs[1].SetText(0, "t"u8);
        return tensors;
    }

    private static BatchingSettings Together => new() { Mode = BatchingMode.On, MaxRows = 2, MaxWait = TimeSpan.FromMinutes(1) };

    private static ExecutionQueue NewQueue(ITensorModel model, TimeSpan timeout, TimeSpan maxWait = default)
    {
        var decision = BatchingTrial.Unmeasured(model, new BatchingSettings { Mode = BatchingMode.Off }) with { RunnerCount = 1, MaxWait = maxWait };
        return new ExecutionQueue(model, new QueueSettings { Timeout = timeout }, decision, new VersionStatistics(TimeProvider.System), TimeProvider.System);
    }

    private static (QueueItem Item, Task Run) Begin(ExecutionQueue queue, OnnxTensorModel model, long trips, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var tensors = new TensorSet(model.Inputs, model.Outputs);
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            tensors.Inputs[i].Reset([1]);
            tensors.Inputs[i].Bytes.Clear();
            if (model.Inputs[i].Name == "trips")
                tensors.Inputs[i].Elements<long>()[0] = trips;
        }
        var item = new QueueItem(tensors, UnownedItem.Instance);
        item.Rent();
        // A run may have its caller's thread.
        return (item, Task.Run(() => queue.RunAsync(item, timeout, cancellationToken).AsTask(), Cancellation));
    }

    private static async Task AnsweredAsync(ExecutionQueue queue, OnnxTensorModel model)
    {
        var (item, run) = Begin(queue, model, 3, timeout: null, Cancellation);
        await run.WaitAsync(Generous, Cancellation);
        item.Return();
    }

    private static async Task ClosedAsync(ExecutionQueue queue)
    {
        var closed = new TaskCompletionSource();
        queue.Close(closed.SetResult);
        await closed.Task.WaitAsync(Generous, Cancellation);
    }
}
