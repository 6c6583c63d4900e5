using System.Diagnostics;
using System.Text;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Testing.Toys;

/// <summary>Doubles a number and repeats a text, row by row. A run with a negative number fails as a whole.</summary>
public sealed class DoublingModel : IModel, ITensorModel
{
    private int _largestRun;

    public Signature Signature { get; } = new()
    {
        Inputs = [new SignatureColumn("x", ColumnType.Int64) { Shape = [-1, 1] }, new SignatureColumn("t", ColumnType.Text) { Shape = [-1, 1] }],
        Outputs = [new SignatureColumn("y", ColumnType.Int64) { Shape = [-1, 1] }, new SignatureColumn("u", ColumnType.Text) { Shape = [-1, 1] }],
    };

    public IReadOnlyList<TensorSpec> Inputs { get; } = [new("x", ElementType.Int64, [-1, 1]), new("t", ElementType.Text, [-1, 1])];

    public IReadOnlyList<TensorSpec> Outputs { get; } = [new("y", ElementType.Int64, [-1, 1]), new("u", ElementType.Text, [-1, 1])];

    public bool TakesRows => true;

    public string Platform => "toy";

    /// <summary>Runs wait for it, when it is set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>What a run takes at least, however few its rows: with some, batching pays.</summary>
    public TimeSpan RunCost { get; init; }

    /// <summary>What each row takes at least: with some, batching does not pay.</summary>
    public TimeSpan RowCost { get; init; }

    /// <summary>The clock by which runs cost; without one they take real time.</summary>
    public ManualTime? Time { get; init; }

    /// <summary>The most calls that shared a run.</summary>
    public int LargestRun => _largestRun;

    public IBatchRunner NewRunner(int rowCapacity) => new Runner(this);

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken) => throw new NotSupportedException("The doubling model knows tensors only.");

    private sealed class Runner(DoublingModel owner) : IBatchRunner
    {
        private int _isBusy;

        public long KeptBytes => 0;

        public async ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
        {
            RequireIdle(Interlocked.Exchange(ref _isBusy, 1));
            try
            {
                if (owner.Gate is { } gate)
                    await gate.Task;
                var begin = Stopwatch.GetTimestamp();
                owner._largestRun = Math.Max(owner._largestRun, parts.Length);
                for (var i = 0; i < parts.Length; i++)
                    Run(parts.Span[i]);
                var cost = owner.RunCost + (owner.RowCost * parts.Length);
                owner.Time?.Advance(cost);
                while (owner.Time is null && Stopwatch.GetElapsedTime(begin) < cost)
                    Thread.SpinWait(10);
                return new RunTimings(1, 2, 3);
            }
            finally
            {
                Volatile.Write(ref _isBusy, 0);
            }
        }

        public void Dispose() => RequireIdle(Volatile.Read(ref _isBusy));

        private static void RequireIdle(int isBusy)
        {
            if (isBusy != 0)
                throw new InvalidOperationException("A runner was used by two at once, or disposed while it ran.");
        }

        private static void Run(TensorSet part)
        {
            var (x, t) = (part.Inputs[0], part.Inputs[1]);
            part.Outputs[0].Reset(x.Shape);
            part.Outputs[1].Reset(t.Shape);
            Span<byte> text = stackalloc byte[64];
            for (var i = 0; i < x.Count; i++)
            {
                var value = x.Elements<long>()[i];
                if (value < 0)
                    throw new OnnxException($"{value} is negative.");
                part.Outputs[0].Elements<long>()[i] = value * 2;
                var given = t.Text(i);
                given.CopyTo(text);
                text[given.Length] = (byte)'!';
                part.Outputs[1].SetText(i, text[..(given.Length + 1)]);
            }
        }
    }
}
