using Saker.Data;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Statistics;
using Saker.Testing;
using Saker.Testing.Soaks;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Serving.Queueing;

public sealed class ExecutionQueueTests
{
    private readonly DoublingModel _model = new();
    private readonly VersionStatistics _statistics = new(TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BatchingMode.On, 1)]
    [InlineData(BatchingMode.Off, 2)]
    public async Task No_answer_is_mixed_or_lost_among_callers_that_give_up_fail_and_expire(BatchingMode mode, int seed)
    {
        var queue = NewQueue(new QueueSettings(), new BatchingSettings { Mode = mode });
        var soak = new Soak(new QueueSoak(queue, _model).BeginAsync, seed);
        await soak.RunAsync(callers: 32, callsEach: 3000, Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        Assert.Null(soak.FirstMixed);
        Assert.Equal(96_000, soak.Answered + soak.Failed + soak.GivenUp + soak.Expired);
        Assert.True(soak.Answered > 0 && soak.Failed > 0 && soak.GivenUp > 0);
        Assert.Equal(0, queue.WaitingCount);
        var closed = new TaskCompletionSource();
        queue.Close(closed.SetResult);
        await closed.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
    }

    [Fact]
    public async Task What_waits_runs_as_one_batch_of_which_only_the_guilty_part_fails()
    {
        var queue = NewQueue(new QueueSettings(), new BatchingSettings { Mode = BatchingMode.On });
        queue.Decision = queue.Decision with { RunnerCount = 1 };
        _model.Gate = new TaskCompletionSource();
        var first = queue.RunAsync(Tensors(1), Cancellation).AsTask();
        var waiting = new[] { 2, -3, 4 }.Select(value => (Tensors: Tensors(value), Value: value)).ToList();
        var runs = waiting.Select(part => queue.RunAsync(part.Tensors, Cancellation).AsTask()).ToList();
        Assert.Equal(3, queue.WaitingCount);
        _model.Gate.SetResult();
        await first;
        await runs[0];
        await runs[2];
        Assert.Contains("-3 is negative", (await Failures.OfAsync(ErrorKind.Internal, () => runs[1])).Message, StringComparison.Ordinal);
        Assert.Equal((4L, 8L), (waiting[0].Tensors.Outputs[0].Elements<long>()[0], waiting[2].Tensors.Outputs[0].Elements<long>()[0]));
        Assert.Equal(3, _model.LargestRun);
    }

    [Fact]
    public async Task Calls_wait_for_company_as_long_as_they_may_and_no_longer_than_the_batch_takes_rows()
    {
        var time = new ManualTime();
        var settings = new BatchingSettings { Mode = BatchingMode.On, MaxRows = 3, MaxWait = TimeSpan.FromMilliseconds(50) };
        var queue = new ExecutionQueue(_model, new QueueSettings(), BatchingTrial.Unmeasured(_model, settings), _statistics, time);
        var runs = new[] { 1, 2 }.Select(value => queue.RunAsync(Tensors(value), Cancellation).AsTask()).ToList();
        await Task.Delay(50, Cancellation);
        Assert.Equal((2, 0), (queue.WaitingCount, _model.LargestRun));
        time.Advance(TimeSpan.FromMilliseconds(51));
        await Task.WhenAll(runs).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Equal(2, _model.LargestRun);
        // A full batch waits for nobody.
        var full = new[] { 1, 2, 3 }.Select(value => queue.RunAsync(Tensors(value), Cancellation).AsTask()).ToList();
        await Task.WhenAll(full).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Equal(3, _model.LargestRun);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_a_given_up_or_expired_call_leaves_at_once()
    {
        var queue = NewQueue(new QueueSettings { MaxQueuedCalls = 1 }, new BatchingSettings { Mode = BatchingMode.On });
        queue.Decision = queue.Decision with { RunnerCount = 1 };
        _model.Gate = new TaskCompletionSource();
        using var source = new CancellationTokenSource();
        var running = queue.RunAsync(Tensors(1), source.Token).AsTask();
        var late = new QueueItem(Tensors(2), UnownedItem.Instance);
        late.Rent();
        var expiring = queue.RunAsync(late, TimeSpan.FromMilliseconds(20), Cancellation).AsTask();
        Assert.NotNull((await Failures.OfAsync(ErrorKind.LimitExceeded, () => queue.RunAsync(Tensors(3), Cancellation).AsTask())).RetryAfter);
        await Failures.OfAsync(ErrorKind.Timeout, () => expiring);
        Assert.Equal(0, queue.WaitingCount);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        _model.Gate.SetResult();
    }

    [Fact]
    public async Task An_answer_after_its_deadline_is_none_though_the_run_was_on_the_callers_thread()
    {
        var queue = new ExecutionQueue(new DoublingModel { RowCost = TimeSpan.FromMilliseconds(5) }, new QueueSettings(), BatchingTrial.Unmeasured(_model, new BatchingSettings()), _statistics, TimeProvider.System);
        var hurried = new QueueItem(Tensors(1), UnownedItem.Instance);
        hurried.Rent();
        await Failures.OfAsync(ErrorKind.Timeout, () => queue.RunAsync(hurried, TimeSpan.FromMicroseconds(1), Cancellation).AsTask());
        await queue.RunAsync(Tensors(1), Cancellation);
    }

    [Fact]
    public async Task Tensors_that_do_not_fit_are_refused_by_name()
    {
        var queue = NewQueue(new QueueSettings(), new BatchingSettings());
        var tensors = Tensors(1);
        tensors.Inputs[1].Reset([2, 1]);
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => queue.RunAsync(tensors, Cancellation).AsTask());
        Assert.Equal("t", Assert.Single(failure.Problems).Field);
    }

    private ExecutionQueue NewQueue(QueueSettings settings, BatchingSettings batching) =>
        new(_model, settings, BatchingTrial.Unmeasured(_model, batching), _statistics, TimeProvider.System);

    private TensorSet Tensors(long value)
    {
        var tensors = new TensorSet(_model.Inputs, _model.Outputs);
        tensors.Inputs[0].Reset([1, 1]);
        tensors.Inputs[0].Elements<long>()[0] = value;
        tensors.Inputs[1].Reset([1, 1]);
        tensors.Inputs[1].SetText(0, "t"u8);
        return tensors;
    }
}
