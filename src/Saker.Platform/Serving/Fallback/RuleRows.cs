using Saker.Data;
using Saker.Data.Expressions;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Fallback;

/// <summary>The rows of one call and the outputs that rules make of them.</summary>
internal sealed class RuleRows : IRowExchange
{
    private readonly TensorSet _call;
    private readonly int[] _inputs;
    private readonly IReadOnlyList<TensorSpec> _specs;

    /// <param name="call">Its inputs are read.</param>
    /// <param name="inputs">The place of each column among the inputs.</param>
    /// <param name="outputs">What is made.</param>
    public RuleRows(TensorSet call, int[] inputs, IReadOnlyList<TensorSpec> outputs)
    {
        (_call, _inputs, _specs) = (call, inputs, outputs);
        Rows = call.Rows;
        Outputs = [.. outputs.Select(output => new TensorBuffer(output.Type))];
        for (var i = 0; i < Outputs.Length; i++)
            Outputs[i].Reset(outputs[i].Shape.Count == 1 ? [Rows] : [Rows, 1]);
    }

    public int Rows { get; }

    public TensorBuffer[] Outputs { get; }

    public void Fill(int column, int start, RowVector vector)
    {
        var input = _call.Inputs[_inputs[column]];
        if (input.Count != Rows)
            throw new SakerException(ErrorKind.InvalidInput, $"An input has {input.Count} values and the first {Rows}; give every input as many.");
        RuleValues.Read(input, start, vector);
    }

    public void Take(int expression, int start, RowVector vector)
    {
        if (!RuleValues.TryWrite(vector, Outputs[expression], start))
            throw new SakerException(ErrorKind.Internal, $"The rule of the output '{_specs[expression].Name}' has a row without a value, or with one that {_specs[expression].Type} cannot hold; add an ELSE or coalesce(...), or limit it.");
    }
}
