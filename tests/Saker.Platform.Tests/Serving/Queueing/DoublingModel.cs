using System.Text;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Tests.Serving.Queueing;

/// <summary>Doubles a number and repeats a text, row by row. A run with a negative number fails as a whole.</summary>
internal sealed class DoublingModel : ITensorModel
{
    private int _largestRun;

    public IReadOnlyList<TensorSpec> Inputs { get; } = [new("x", ElementType.Int64, [-1, 1]), new("t", ElementType.Text, [-1, 1])];

    public IReadOnlyList<TensorSpec> Outputs { get; } = [new("y", ElementType.Int64, [-1, 1]), new("u", ElementType.Text, [-1, 1])];

    public bool TakesRows => true;

    public string Platform => "toy";

    /// <summary>Runs wait for it, when it is set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int LargestRun => _largestRun;

    public IBatchRunner NewRunner(int rowCapacity) => new Runner(this);

    private sealed class Runner(DoublingModel owner) : IBatchRunner
    {
        private int _isBusy;

        public long KeptBytes => 0;

        public async ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
        {
            Assert.Equal(0, Interlocked.Exchange(ref _isBusy, 1));
            try
            {
                if (owner.Gate is { } gate)
                    await gate.Task;
                owner._largestRun = Math.Max(owner._largestRun, parts.Length);
                for (var i = 0; i < parts.Length; i++)
                    Run(parts.Span[i]);
                return new RunTimings(1, 2, 3);
            }
            finally
            {
                Volatile.Write(ref _isBusy, 0);
            }
        }

        public void Dispose() => Assert.Equal(0, Volatile.Read(ref _isBusy));

        private static void Run(TensorSet part)
        {
            var (x, t) = (part.Inputs[0], part.Inputs[1]);
            part.Outputs[0].Reset(x.Shape);
            part.Outputs[1].Reset(t.Shape);
            for (var i = 0; i < x.Count; i++)
            {
                var value = x.Elements<long>()[i];
                if (value < 0)
                    throw new OnnxException($"{value} is negative.");
                part.Outputs[0].Elements<long>()[i] = value * 2;
                part.Outputs[1].SetText(i, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(t.Text(i)) + "!"));
            }
        }
    }
}
