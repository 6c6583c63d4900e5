namespace Saker.Platform.Experiments;

/// <summary>A logged model that a run made.</summary>
/// <param name="ModelId">Its id.</param>
/// <param name="Step">The training step at which it was made.</param>
public sealed record ModelOutput(string ModelId, long Step);
