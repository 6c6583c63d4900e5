using Saker.Onnx.Compression;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Compressing;

/// <summary>A version that is to be made smaller.</summary>
public sealed record CompressionRequest
{
    /// <summary>The version: <c>churn/3</c>, <c>churn@champion</c>, or <c>churn</c> for the newest.</summary>
    public required string Version { get; init; }

    public required CompressionMethod Method { get; init; }

    /// <summary>The column with the answers; null where it is not to be judged.</summary>
    public string? Target { get; init; }

    /// <summary>Bits of weights and values for <see cref="CompressionMethod.Static"/> and <see cref="CompressionMethod.Aware"/>, 2 to 8; null takes 8. Other methods refuse them.</summary>
    public int? Bits { get; init; }

    /// <summary>How <see cref="CompressionMethod.Static"/> and <see cref="CompressionMethod.Aware"/> find ranges from rows; null takes the least and the largest value. Other methods refuse it.</summary>
    public CalibrationMethod? Calibration { get; init; }

    /// <summary>
    /// The share of weights (<see cref="CompressionMethod.Magnitude"/>) or channels (<see cref="CompressionMethod.Structured"/>, <see cref="CompressionMethod.Distilled"/>) that go, above 0 to below 1;
    /// null takes 0.5, or 0.7 where a narrower model learns. Other methods refuse it.
    /// </summary>
    public double? Share { get; init; }

    /// <summary>The share of each weight's energy that products keep for <see cref="CompressionMethod.LowRank"/>, above 0 to 1; null takes 0.95. Other methods refuse it.</summary>
    public double? Energy { get; init; }

    /// <summary>
    /// How often the smaller model goes through the rows to learn the answers of the version; null takes 20 for <see cref="CompressionMethod.Aware"/> and <see cref="CompressionMethod.Distilled"/>,
    /// and 0 for the others. <see cref="CompressionMethod.Dynamic"/> and <see cref="CompressionMethod.Static"/> learn nothing and refuse it.
    /// </summary>
    public int? EpochCount { get; init; }

    /// <summary>The most that the score may fall; what falls more is not registered. Needs a target.</summary>
    public double? MaxLoss { get; init; }

    /// <summary>Names of stored weights that stay as they are.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Aliases to move to the new version.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Who registers it; null for the user of this process.</summary>
    public Actor? By { get; init; }
}
