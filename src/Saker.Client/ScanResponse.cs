namespace Saker.Client;

/// <summary>Where a text seems to hold personal data or secrets, in its order; spans do not overlap.</summary>
public sealed record ScanResponse(IReadOnlyList<ScannedSpan> Spans);
