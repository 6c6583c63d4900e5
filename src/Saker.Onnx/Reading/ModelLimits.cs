namespace Saker.Onnx.Reading;

/// <summary>How much a model from outside may take.</summary>
public sealed record ModelLimits
{
    /// <summary>What ONNX itself can hold in one file: just under 2 GiB.</summary>
    public static ModelLimits Default { get; } = new();

    /// <summary>
    /// The most bytes that a model's file may have. Small messages grow many times in memory, so take far less for models from
    /// people who are not trusted.
    /// </summary>
    public long MaxBytes { get; init; } = int.MaxValue;
}
