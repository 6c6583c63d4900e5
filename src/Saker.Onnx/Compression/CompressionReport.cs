namespace Saker.Onnx.Compression;

/// <summary>A model before and after it was compressed.</summary>
/// <param name="Method">How it was compressed.</param>
/// <param name="BatchSize">Rows of a batch.</param>
/// <param name="Before">As it was.</param>
/// <param name="After">As it is.</param>
/// <param name="ScoreName">What the score is; null where none was asked for.</param>
public sealed record CompressionReport(string Method, int BatchSize, CompressionSide Before, CompressionSide After, string? ScoreName = null)
{
    /// <summary>How many times smaller the file is.</summary>
    public double Ratio => (double)Before.Bytes / After.Bytes;

    /// <summary>By how much the score fell; below zero where it rose, null where none was asked for.</summary>
    public double? ScoreLoss => Before.Score - After.Score;
}
