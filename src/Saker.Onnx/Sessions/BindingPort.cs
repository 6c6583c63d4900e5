namespace Saker.Onnx.Sessions;

/// <summary>One input or output of a binding.</summary>
/// <param name="Spec">Name, type and shape.</param>
/// <param name="Memory">Its elements for the most rows; null for text, and where the engine allocates.</param>
/// <param name="IsOpen">Whether the extents are known only after a run.</param>
internal sealed record BindingPort(TensorSpec Spec, PinnedBuffer? Memory, bool IsOpen)
{
    public long[] ShapeFor(int rows) => [.. Spec.Shape.Select(extent => extent < 0 ? rows : extent)];
}
