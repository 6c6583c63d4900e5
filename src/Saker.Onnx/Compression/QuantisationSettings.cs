namespace Saker.Onnx.Compression;

/// <summary>How weights and the values between nodes are rounded to few levels.</summary>
public sealed record QuantisationSettings
{
    /// <summary>Bits of a weight, 2 to 8. Processors without 8-bit dot products (VNNI) may overflow at 8: 7 avoids that.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>Bits of the values that nodes take, 2 to 8.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>How the range of these values is found.</summary>
    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.MinMax;

    /// <summary>The share of values below the upper end of the range and above the lower one, in percent, above 50 to 100.</summary>
    public double Percentile { get; init; } = 99.99;

    /// <summary>Names of stored weights that stay as they are, such as those of the last layer.</summary>
    public IReadOnlyCollection<string> Kept { get; init; } = [];

    internal void Check()
    {
        if (WeightBits is < 2 or > 8 || ActivationBits is < 2 or > 8)
            throw new OnnxException($"Weights and values are rounded to 2 to 8 bits; {WeightBits} and {ActivationBits} were asked for.");
        if (!(Percentile is > 50 and <= 100))
            throw new OnnxException($"A percentile of calibration is above 50 and at most 100; {Percentile} was asked for.");
    }
}
