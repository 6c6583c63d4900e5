namespace Saker.Client;

/// <summary>A smaller version that was registered, and what was measured.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The new version.</param>
/// <param name="Method">How it was compressed.</param>
/// <param name="BatchSize">Rows of a batch.</param>
/// <param name="ScoreName">What the score is; null where nothing was scored.</param>
/// <param name="Ratio">How many times smaller the file is.</param>
/// <param name="ScoreLoss">By how much the score fell.</param>
/// <param name="Before">The version that it was made from.</param>
/// <param name="After">The smaller one.</param>
public sealed record CompressionInfo(string Model, int Version, string Method, int BatchSize, string? ScoreName, double Ratio, double? ScoreLoss, CompressionSideInfo Before, CompressionSideInfo After)
{
    /// <summary>What there is to say besides, such as that a weight was left as it was.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
