using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>A tensor of a model that is captured: one value a row, of a type that a column has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Index">Its place among the model's inputs or outputs.</param>
/// <param name="Type">Its elements.</param>
internal sealed record CaptureColumn(string Name, int Index, ElementType Type)
{
    public static CaptureColumn[] Of(IReadOnlyList<TensorSpec> specs) =>
        [.. specs.Select((spec, index) => new CaptureColumn(spec.Name, index, spec.Type)).Where(column => IsColumn(specs[column.Index]))];

    /// <summary>Whether the tensor has what the column needs.</summary>
    public bool Fits(ReadOnlySpan<TensorBuffer> tensors, int rows) =>
        Index < tensors.Length && tensors[Index] is { IsSet: true } tensor && tensor.Count == rows && tensor.Type == Type;

    private static bool IsColumn(TensorSpec spec) => spec.Shape is [< 0] or [< 0, 1]
        && spec.Type is ElementType.Text or ElementType.Boolean or ElementType.Int32 or ElementType.Int64 or ElementType.Float32 or ElementType.Float64;
}
