using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Tests.Serving.Queueing;

/// <summary>Takes a number a row, and runs until it is told to end.</summary>
internal sealed class WaitingModel : ITensorModel
{
    public IReadOnlyList<TensorSpec> Inputs { get; } = [new("x", ElementType.Int64, [-1, 1])];

    public IReadOnlyList<TensorSpec> Outputs { get; } = [new("y", ElementType.Int64, [-1, 1])];

    public bool TakesRows => true;

    public string Platform => "toy";

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the last run was given.</summary>
    public CancellationToken Token { get; private set; }

    public int PartCount { get; private set; }

    public int RunCount { get; private set; }

    public IBatchRunner NewRunner(int rowCapacity) => new Runner(this);

    public TensorSet Tensors()
    {
        var tensors = new TensorSet(Inputs, Outputs);
        tensors.Inputs[0].Reset([1, 1]);
        return tensors;
    }

    private sealed class Runner(WaitingModel owner) : IBatchRunner
    {
        public long KeptBytes => 0;

        public async ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
        {
            (owner.Token, owner.PartCount, owner.RunCount) = (cancellationToken, parts.Length, owner.RunCount + 1);
            owner.Begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return default;
        }

        public void Dispose()
        {
        }
    }
}
