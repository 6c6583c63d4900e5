namespace Saker.Platform.Monitoring.Capture;

/// <summary>Which rows the sample of a minute still takes: thresholds only fall, so that what was true when it was told leaves out nothing that is wanted.</summary>
/// <param name="Model">Who answers.</param>
/// <param name="Version">Of it.</param>
/// <param name="Minute">Of UTC, in minutes.</param>
/// <param name="Below">Rows whose hash is below.</param>
internal sealed record RowThreshold(string Model, int Version, long Minute, ulong Below);
