using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Testing.Toys;

/// <summary>
/// A model of plain tensors whose outputs are its inputs: for every element type an input <c>in_X</c> and an output <c>out_X</c> of
/// shape [-1, width]. It can be made to wait, so that calls can be caught under way.
/// </summary>
public sealed class EchoModel : IModel, ITensorModel
{
    private readonly bool _takesRows;
    private int _underWay;

    public EchoModel(int width, bool takesRows, params IReadOnlyList<ElementType> types)
    {
        _takesRows = takesRows;
        Inputs = [.. types.Select(type => new TensorSpec($"in_{type}", type, [-1, width]))];
        Outputs = [.. types.Select(type => new TensorSpec($"out_{type}", type, [-1, width]))];
        Signature = new Signature { Inputs = [.. Inputs.Select(Describe)], Outputs = [.. Outputs.Select(Describe)] };
    }

    /// <summary>Every element type.</summary>
    public static IReadOnlyList<ElementType> AllTypes { get; } = ElementTypes.OfValues;

    /// <summary>What every run waits for; it ends early when its call is cancelled.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>How many runs wait now.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    public Signature Signature { get; }

    public IReadOnlyList<TensorSpec> Inputs { get; }

    public IReadOnlyList<TensorSpec> Outputs { get; }

    public bool TakesRows => _takesRows;

    public string Platform => "toy_echo";

    public IBatchRunner NewRunner(int rowCapacity) => new Runner(this);

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken) => throw new NotSupportedException("The echo knows tensors only.");

    // The shape says that it takes tensors and no columns.
    private static SignatureColumn Describe(TensorSpec tensor) =>
        new(tensor.Name, tensor.Type == ElementType.Text ? ColumnType.Text : ColumnType.Float64) { Shape = tensor.Shape };

    private sealed class Runner(EchoModel owner) : IBatchRunner
    {
        public long KeptBytes => 0;

        public async ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref owner._underWay);
            try
            {
                await owner.Gate.WaitAsync(cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref owner._underWay);
            }
            foreach (var part in parts.Span)
                for (var i = 0; i < part.Inputs.Length; i++)
                    part.Outputs[i].CopyFrom(part.Inputs[i]);
            return default;
        }

        public void Dispose()
        {
        }
    }
}
