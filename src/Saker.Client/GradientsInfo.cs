namespace Saker.Client;

/// <summary>Rows explained by integrated gradients.</summary>
public sealed record GradientsInfo(IReadOnlyList<GradientRowInfo> Rows);
