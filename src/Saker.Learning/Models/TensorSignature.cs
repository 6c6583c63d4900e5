using Saker.Data;
using Saker.Onnx;

namespace Saker.Learning.Models;

/// <summary>
/// Describes a graph that was made elsewhere: a tensor of shape [N] or [N, 1] whose elements a column can have is a column, any other is
/// a tensor with its shape.
/// </summary>
public static class TensorSignature
{
    /// <exception cref="SakerException">The graph takes or gives what is no tensor, or nothing; all is reported.</exception>
    public static Signature Of(IReadOnlyList<TensorSpec> inputs, IReadOnlyList<TensorSpec> outputs)
    {
        var problems = new List<Problem>();
        foreach (var spec in inputs.Concat(outputs).Where(spec => spec.Type == default))
            problems.Add(new Problem(spec.Name, "is a sequence, a map or an optional value; only tensors are served. Export a scikit-learn classifier with the option zipmap=False."));
        if (inputs.Count == 0)
            problems.Add(new Problem("inputs", "the graph takes nothing, so there is nothing to ask it."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The graph cannot be served:", problems);
        return new Signature { Inputs = [.. inputs.Select(Describe)], Outputs = [.. outputs.Select(Describe)] };
    }

    /// <summary>Whether the model was made elsewhere, and described by <see cref="Of"/>.</summary>
    public static bool Describes(Signature signature) => signature.Inputs.Concat(signature.Outputs).Any(column => column.Element is not null);

    private static SignatureColumn Describe(TensorSpec spec) => new(spec.Name, Nearest(spec.Type))
    {
        Element = spec.Type.ToString().ToLowerInvariant(),
        Shape = IsColumn(spec) ? null : spec.Shape,
    };

    private static bool IsColumn(TensorSpec spec) => spec.Shape is [< 0] or [< 0, 1]
        && spec.Type is ElementType.Text or ElementType.Boolean or ElementType.Int32 or ElementType.Int64 or ElementType.Float32 or ElementType.Float64;

    private static ColumnType Nearest(ElementType type) => type switch
    {
        ElementType.Text => ColumnType.Text,
        ElementType.Boolean => ColumnType.Boolean,
        ElementType.Float64 => ColumnType.Float64,
        ElementType.Float32 or ElementType.Float16 or ElementType.BFloat16 => ColumnType.Float32,
        ElementType.Int64 or ElementType.UInt64 or ElementType.UInt32 => ColumnType.Int64,
        _ => ColumnType.Int32,
    };
}
