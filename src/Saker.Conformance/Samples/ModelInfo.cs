namespace Saker.Conformance.Samples;

/// <summary>What the model's metadata says.</summary>
internal sealed record ModelInfo(string Name, IReadOnlyList<string> Versions, IReadOnlyList<TensorInfo> Inputs, IReadOnlyList<TensorInfo> Outputs)
{
    /// <summary>Whether several inputs leave more than their first size open: which sizes must be equal, and whether the first ones count rows, the metadata does not say.</summary>
    public bool LeavesSizesOpen => Inputs.Count > 1 && Inputs.Any(input => input.Shape.Skip(1).Any(size => size < 0));
}
