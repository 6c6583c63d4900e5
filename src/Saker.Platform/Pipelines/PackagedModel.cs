namespace Saker.Platform.Pipelines;

/// <summary>A model folder that was written, loaded again and found to give what training gave.</summary>
/// <param name="Folder">The folder, until the pipeline's run ends.</param>
/// <param name="Hash">SHA-256 over its content.</param>
/// <param name="MaxDifference">The largest difference of probabilities between training engine and graph over all test rows.</param>
internal sealed record PackagedModel(string Folder, string Hash, double MaxDifference);
