using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>A tensor of a model that is captured: one value a row, of a type that a column has, or the probabilities of several classes, of which each becomes a column.</summary>
/// <param name="Index">Its place among the model's inputs or outputs.</param>
/// <param name="Type">Its elements.</param>
/// <param name="Names">What the columns of its values are called, in the order in which they lie in a row.</param>
internal sealed record CaptureColumn(int Index, ElementType Type, IReadOnlyList<string> Names)
{
    public static CaptureColumn[] Of(IReadOnlyList<TensorSpec> specs) => [.. specs.Select((spec, index) => IsColumn(spec) ? new CaptureColumn(index, spec.Type, [spec.Name]) : null).OfType<CaptureColumn>()];

    /// <summary>What a model gives; see <see cref="ModelOutputs"/>.</summary>
    public static CaptureColumn[] Of(Signature signature, IReadOnlyList<TensorSpec> outputs)
    {
        var columns = Of(outputs);
        var place = outputs.ToList().FindIndex(output => output is { Name: ModelGraph.ProbabilitiesName, Type: ElementType.Float32 });
        if (place < 0 || ModelOutputs.ClassesOf(signature) is not { } classes || outputs[place].Shape is not [< 0, var width] || width != classes.Count)
            return columns;
        string[] names = [.. classes.Select(name => ModelOutputs.ProbabilityPrefix + name)];
        // Models that were made elsewhere may have outputs of such names of their own; a table has each once.
        return columns.SelectMany(column => column.Names).Concat(names).Distinct(StringComparer.Ordinal).Count() < columns.Length + names.Length
            ? columns
            : [.. columns, new CaptureColumn(place, ElementType.Float32, names)];
    }

    /// <summary>Whether the tensor has what the column needs.</summary>
    public bool Fits(ReadOnlySpan<TensorBuffer> tensors, int rows) =>
        Index < tensors.Length && tensors[Index] is { IsSet: true } tensor && tensor.Count == rows * Names.Count && tensor.Type == Type;

    private static bool IsColumn(TensorSpec spec) => spec.Shape is [< 0] or [< 0, 1]
        && spec.Type is ElementType.Text or ElementType.Boolean or ElementType.Int32 or ElementType.Int64 or ElementType.Float32 or ElementType.Float64;
}
